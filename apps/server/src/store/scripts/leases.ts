import { LEASE_MS } from './prelude.ts';

/** Which nodes answer for who is in, and until when [RS4], [RS30]. */

/** Members for whom no node answers any more are gone: all of them, or those for whom one node did. */
export const SWEEP = `
local function sweep(only)
  each_member(function(user, member)
    if only and not member.l[only] then return end
    local before = {n = member.n, p = member.p}
    for holder, held in pairs(member.l) do
      if held.e <= now and (not only or holder == only) then member.l[holder] = nil end
    end
    for connection, holder in pairs(member.c) do
      if not member.l[holder] then member.c[connection] = nil end
    end
    -- Whether the others are dead is not for this to say.
    member.p = presence_of(member) or (only and next(member.l) and member.p)
    if not member.p then remove(user, 'lost')
    else
      keep(user, member)
      tell_change(user, member, before)
    end
  end)
end
-- Where no node answers for anybody any more nobody sweeps but whoever asks for the members.
local function sweep_forsaken()
  if num('renewed') + ${2 * LEASE_MS} > now or call('HLEN', K.members) == 0 then return end
  sweep()
  touch()
end
`;

/** This node still answers for these. Args: whether to sweep; pairs of person and presence. Gives who is not in. */
export const RENEW_LEASES = `${SWEEP}
need_room()
local missing = {}
for i = 2, #ARGV - 5, 2 do
  local member = member_of(arg(i))
  if not member then missing[#missing + 1] = arg(i)
  else
    lease(member, arg(i + 1))
    keep(arg(i), member)
  end
end
if arg(1) == '1' then sweep() end
end_forsaken_knocks()
touch()
return done(missing)
`;

/**
 * This node ends: its people are waited for as if their connections had broken now [P15]. Args: milliseconds until they
 * are shown so, and until they are lost; pairs of person and presence. The other nodes hear when to look.
 */
export const END_LEASES = `
need_room()
for i = 3, #ARGV - 5, 2 do
  local member = member_of(arg(i))
  local held = member and member.l[node]
  if held then
    held.r, held.e = now + tonumber(arg(1)), math.min(held.e, now + tonumber(arg(2)))
    for connection, holder in pairs(member.c) do
      if holder == node then member.c[connection] = nil end
    end
    keep(arg(i), member)
  end
end
touch()
call('SPUBLISH', K.events, 'S ' .. node .. ' ' .. arg(1) .. ' ' .. arg(2))
return done()
`;

/** Looks for whom a node that ended does not answer any more. Args: the node. */
export const SWEEP_NODE = `${SWEEP}
need_room()
sweep(arg(1))
touch()
return done()
`;
