import { LIMITS } from '@chat/protocol';
import { SWEEP } from './leases.ts';

const MESSAGES = `
local function quote(text)
  return '"' .. string.gsub(string.gsub(text, '\\\\', '\\\\\\\\'), '"', '\\\\"') .. '"'
end
local function message_json(seq, message)
  local start = '{' .. message.h .. ',"seq":' .. seq .. ',"sentAt":' .. int(message.a) .. ',"text":'
  if message.d then return start .. 'null,"reactions":[]}' end
  local reactions = {}
  for _, reaction in ipairs(message.k) do
    local users = '"' .. table.concat(reaction[2], '","') .. '"'
    reactions[#reactions + 1] = '{"emoji":' .. quote(reaction[1]) .. ',"users":[' .. users .. ']}'
  end
  return start .. message.t .. (message.x and ',"editedAt":' .. int(message.x) or '')
    .. (message.r and ',"replyTo":' .. message.r or '') .. ',"reactions":[' .. table.concat(reactions, ',') .. ']}'
end
-- The newest messages before a sequence, oldest first, and whether there are older ones.
local function page(before, limit)
  local seqs = call('ZREVRANGEBYSCORE', K.kept, before, '-inf', 'LIMIT', 0, limit + 1)
  local list = {}
  for i = math.min(limit, #seqs), 1, -1 do
    list[#list + 1] = message_json(seqs[i], message_at(seqs[i]))
  end
  return '[' .. table.concat(list, ',') .. ']', #seqs > limit and '1' or '0'
end
`;

/** Args: the sequence before which the page ends, or nothing; the limit. */
export const LIST_MESSAGES = `${MESSAGES}
need_room()
local before = arg(1) == '' and '+inf' or '(' .. arg(1)
return done(page(before, tonumber(arg(2))))
`;

/** One view of the room. Args: producer or nothing; epoch and sequence of a position, or nothing [RS14], [RS18]. */
export const READ_ROOM = `${SWEEP}${MESSAGES}
need_room()
sweep_forsaken()
local raw = arg(1) ~= '' and call('HGET', K.counts, arg(1))
local posted = raw and int(cmsgpack.unpack(raw).n) or '0'
local present, members, waiting = {}, {}, {}
each_member(function(user, member) present[#present + 1] = {member.o, member_json(user, member)} end)
table.sort(present, function(a, b) return a[1] < b[1] end)
for i, member in ipairs(present) do members[i] = member[2] end
for i, knock in ipairs(knocks()) do waiting[i] = knock_json(knock) end
local function list(parts) return '[' .. table.concat(parts, ',') .. ']' end
local function view(...) return done(room_json(), meta.seq, list(members), list(waiting), posted, ...) end

local since = arg(2) == meta.epoch and tonumber(arg(3))
if since and since <= num('seq') and since + 1 >= num('resumable') then
  local entries = {}
  for seq = since + 1, num('seq') do entries[#entries + 1] = entry_json(seq, entry_at(seq)) end
  return view('range', list(entries))
end
return view('snapshot', page('+inf', ${LIMITS.snapshotMessages}))
`;

/**
 * What happened since an event, for a node that may have missed some. Args: the epoch or nothing, the revision. Gives
 * `ended` and the new id or nothing; `gone`; `other` when not all can be told one by one; or `here`, with the events told.
 */
export const CATCH_UP = `
if meta.ended then return done('ended', meta.to or '') end
if not meta.epoch then return done('gone') end
local epoch, rev = arg(1), tonumber(arg(2))
if epoch == '' then return done('here') end
if epoch ~= meta.epoch or rev > num('rev') then return done('other') end
local journal = call('XRANGE', K.events, int(rev + 1) .. '-0', '+')
if #journal ~= num('rev') - rev then return done('other') end
for _, item in ipairs(journal) do
  local json = item[2][2]
  if item[2][1] == 's' then
    local entry = entry_at(json)
    -- Of one that was deleted since nobody could tell whether it was a message.
    if not entry or entry.b == '{"kind":"void"}' then return done('other') end
    json = event('entry-posted', ',"epoch":"' .. meta.epoch .. '","entry":' .. entry_json(json, entry))
  end
  news[#news + 1] = string.match(item[1], '^%d+')
  news[#news + 1] = json
end
return done('here')
`;
