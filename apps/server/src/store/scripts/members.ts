import { LIMITS } from '@chat/protocol';
import { SWEEP } from './leases.ts';

/** Who is in, and who waits at the door [RS4]-[RS7], [RS24]-[RS27], [RS30]. */

/** Args: person, name, connection, how many may be in, and the presence on this node. */
export const PUT_MEMBER = `${SWEEP}
need_room()
sweep_forsaken()
local user, name, connection = arg(1), arg(2), arg(3)
local member = member_of(user)
local is_new = not member
if is_new then
  if is_out(user) then refuse('member-removed') end
  if is_locked() and not is_known(user) then refuse('room-locked') end
  if call('HLEN', K.members) >= tonumber(arg(4)) then sweep() end
  if call('HLEN', K.members) >= tonumber(arg(4)) then refuse('room-full') end
  member = {n = name, j = now, o = order(), l = {}, c = {}}
end
local before = {n = member.n, p = member.p}
lease(member, arg(5))
if connection ~= '' then member.c[connection] = node end
member.n = name
member.p = presence_of(member)
keep(user, member)
if is_new then
  remember(K.known, user)
  emit(event('member-joined', ',"member":' .. member_json(user, member) .. ',"at":' .. int(now)))
else tell_change(user, member, before) end
touch()
return done(member_json(user, member), is_new and '1' or '0')
`;

/** Args: person, connection. */
export const REMOVE_CONNECTION = `
need_room()
local member = member_of(arg(1))
if member and member.c[arg(2)] then
  member.c[arg(2)] = nil
  keep(arg(1), member)
end
return done()
`;

/** Args: person, name or nothing, presence on this node or nothing. */
export const CHANGE_MEMBER = `
need_room()
local user, name, presence = arg(1), arg(2), arg(3)
local member = member_of(user)
if not member then return done() end
local before = {n = member.n, p = member.p}
if name ~= '' then member.n = name end
if presence ~= '' and member.l[node] then member.l[node].p = presence end
member.p = presence_of(member) or member.p
keep(user, member)
tell_change(user, member, before)
touch()
return done()
`;

/** Somebody who is in by way of another node too stays. Args: person, departure. */
export const REMOVE_MEMBER = `
need_room()
local user, departure = arg(1), arg(2)
local member = member_of(user)
if not member then return done('0') end
if departure == 'left' or departure == 'lost' then
  local before = {n = member.n, p = member.p}
  member.l[node] = nil
  for connection, holder in pairs(member.c) do
    if holder == node then member.c[connection] = nil end
  end
  local presence = presence_of(member)
  if presence then
    member.p = presence
    keep(user, member)
    tell_change(user, member, before)
    touch()
    return done('0')
  end
end
depart(user, departure)
touch()
return done('1')
`;

export const FIND_MEMBER = `${SWEEP}
need_room()
sweep_forsaken()
local member = member_of(arg(1))
return done(member and member_json(arg(1), member) or '')
`;

export const COUNT_MEMBERS = `${SWEEP}
need_room()
sweep_forsaken()
return done(call('HLEN', K.members))
`;

/** The newest of those who are kept out and of those who are let in. */
export const LIST_ACQUAINTANCES = `
need_room()
local function newest(key) return call('ZRANGE', key, -${LIMITS.sealedPeople}, -1) end
return done(newest(K.out), newest(K.known))
`;

/** Args: person, name, waiter. */
export const KNOCK = `
need_room()
local user, name = arg(1), arg(2)
if is_out(user) then refuse('member-removed') end
if not is_locked() or is_known(user) then return done('0') end
local waiting = knocks()
for _, knock in ipairs(waiting) do
  if knock.u == user then
    knock.w[arg(3)] = 1
    call('HSET', K.door, 'k:' .. user, cmsgpack.pack(knock))
    return done('1')
  end
end
local past = call('HGETALL', K.door)
for i = 1, #past, 2 do
  local kind = string.sub(past[i], 1, 2)
  local since = kind == 'a:' and cmsgpack.unpack(past[i + 1]).s or kind == 'r:' and tonumber(past[i + 1])
  if since and since + ${LIMITS.knockPauseMs} <= now then call('HDEL', K.door, past[i]) end
end
if call('HEXISTS', K.door, 'r:' .. user) == 1 then refuse('too-fast') end
local raw = call('HGET', K.door, 'a:' .. user)
local attempts = raw and cmsgpack.unpack(raw) or {s = now, c = 0}
if attempts.c >= ${LIMITS.knocksInPause} then refuse('too-fast') end
attempts.c = attempts.c + 1
call('HSET', K.door, 'a:' .. user, cmsgpack.pack(attempts))
if #waiting >= ${LIMITS.knocks} then refuse('too-many-knocks') end
-- Of an own one that nobody ended this one takes the place.
call('HDEL', K.door, 'k:' .. user)
end_forsaken_knocks()
local knock = {n = name, a = now, o = order(), w = {[arg(3)] = 1}}
call('HSET', K.door, 'k:' .. user, cmsgpack.pack(knock))
knock.u = user
emit(event('knock-heard', ',"knocker":' .. knock_json(knock)))
touch()
return done('1')
`;

/** Args: person, waiter. */
export const WITHDRAW_KNOCK = `
need_room()
local raw = call('HGET', K.door, 'k:' .. arg(1))
local knock = raw and cmsgpack.unpack(raw)
if not knock or not knock.w[arg(2)] then return done('0') end
knock.w[arg(2)] = nil
call('HSET', K.door, 'k:' .. arg(1), cmsgpack.pack(knock))
local is_last = next(knock.w) == nil
if is_last then answer_knock(arg(1), 'gone', 'null') end
touch()
return done(is_last and '1' or '0')
`;

/** Args: person, answer, who answers as JSON. */
export const ANSWER_KNOCK = `
need_room()
local is_there = answer_knock(arg(1), arg(2), arg(3))
touch()
return done(is_there and '1' or '0')
`;

/** To a member, or to one of its connections that is alive. Args: person, connection, connection of the sender, JSON. */
export const SEND_SIGNAL = `
need_room()
local member = member_of(arg(1))
if not member then refuse('member-unknown') end
if arg(2) ~= '' then
  local holder = member.c[arg(2)]
  local is_there = holder and member.l[holder] and member.l[holder].e > now
  if not is_there or arg(2) == arg(3) then refuse('member-unknown') end
end
call('SPUBLISH', K.events, 'P ' .. node .. ' ' .. arg(4))
return done()
`;

/** Args: JSON. */
export const TELL = `
need_room()
call('SPUBLISH', K.events, 'P ' .. node .. ' ' .. arg(1))
return done()
`;
