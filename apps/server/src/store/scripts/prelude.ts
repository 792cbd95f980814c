import { LIMITS, PRESENCES } from '@chat/protocol';

/** Milliseconds for which a node answers for a member without saying so again. */
export const LEASE_MS = 45_000;
/** Events that a node which missed some can still be told one by one. */
const JOURNAL = 500;
/** What each presence counts, of those by which several nodes know one person [P65]. */
const PLACES = PRESENCES.map((presence, place) => `['${presence}'] = ${place}`).join(', ');
/** People of the past who still get into a locked room, or who do not get into any [RS6]. */
const REMEMBERED = 1_000;

/**
 * What every script of a room begins with: its keys, the time, the guard of the epoch, and how events are told. A script
 * is one atomic step; it refuses before it has changed anything.
 *
 * - `info` room fields as JSON; `meta` numbers of the log; `members`, `door` records by person; `known` and `out` people by
 *   age; `entries`, `messages` records by sequence, `kept` their order, `ids` sequences by id; `producers` by age, `counts`;
 *   `events` the journal, whose name is that of the channel, too.
 * - A text never passes through a decoder here: Lua's refuses lone surrogates. It is JSON that was made outside.
 * - Another `run_id` than the one in `meta` means that Redis was restarted or replaced: what was acknowledged last may be
 *   gone, so the log goes on in a new epoch, and everybody offers again what is missing [P25].
 */
export const PRELUDE = `
local K = {}
for i, name in ipairs({'info', 'meta', 'members', 'known', 'out', 'door', 'entries', 'messages', 'kept', 'ids',
  'producers', 'counts', 'events'}) do K[name] = KEYS[i] end
local room, node, fresh, idle = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local call = redis.call
local now = tonumber(ARGV[5])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local function arg(index) return ARGV[5 + index] end
local function int(number) return string.format('%.0f', number) end
local function refuse(code) error({err = 'REFUSED ' .. code}) end

local meta, dirty, news = {}, {}, {}
local fields = call('HGETALL', K.meta)
for i = 1, #fields, 2 do meta[fields[i]] = fields[i + 1] end
local function num(field) return tonumber(meta[field] or 0) end
local function set(field, value)
  meta[field] = type(value) == 'number' and int(value) or value
  dirty[field] = meta[field]
end

local function emit(json, seq)
  set('rev', num('rev') + 1)
  call('XADD', K.events, 'MAXLEN', '~', ${JOURNAL}, meta.rev .. '-0', seq and 's' or 'e', seq and int(seq) or json)
  call('SPUBLISH', K.events, 'E ' .. meta.epoch .. ' ' .. meta.rev .. ' ' .. json)
  news[#news + 1] = meta.rev
  news[#news + 1] = json
end
local function event(type, rest) return '{"type":"' .. type .. '","room":"' .. room .. '"' .. rest .. '}' end
local function order()
  set('order', num('order') + 1)
  return num('order')
end

local function member_of(user)
  local raw = call('HGET', K.members, user)
  return raw and cmsgpack.unpack(raw)
end
local function keep(user, member) call('HSET', K.members, user, cmsgpack.pack(member)) end
local function member_json(user, member)
  return '{"id":"' .. user .. '","name":' .. member.n .. ',"joinedAt":' .. int(member.j) .. ',"presence":"' .. member.p .. '"}'
end
local function each_member(visit)
  local raw = call('HGETALL', K.members)
  for i = 1, #raw, 2 do visit(raw[i], cmsgpack.unpack(raw[i + 1])) end
end
local function lease(member, presence)
  member.l[node] = {e = now + ${LEASE_MS}, p = presence}
  set('renewed', now)
end
local PLACES = {${PLACES}}
-- A node that said that it ends left with each lease from when its people are waited for.
local function presence_of(member)
  local best
  for _, held in pairs(member.l) do
    local said = held.r and held.r <= now and 'reconnecting' or held.p
    if held.e > now and (not best or PLACES[said] < PLACES[best]) then best = said end
  end
  return best
end
local function tell_change(user, member, before)
  if member.n == before.n and member.p == before.p then return end
  emit(event('member-changed', ',"member":' .. member_json(user, member)))
end
local function remove(user, reason)
  call('HDEL', K.members, user)
  emit(event('member-left', ',"member":"' .. user .. '","at":' .. int(now) .. ',"reason":"' .. reason .. '"'))
end

local run = string.match(call('INFO', 'server'), 'run_id:(%w+)')
if meta.epoch and meta.run ~= run then
  set('epoch', fresh)
  set('run', run)
  call('HSET', K.meta, 'epoch', fresh, 'run', run, 'renewed', int(now))
  meta.renewed = int(now)
  each_member(function(user, member)
    for _, held in pairs(member.l) do held.e = now + ${LEASE_MS} end
    keep(user, member)
  end)
end
local function need_room()
  if meta.ended then refuse('room-ended') end
  if not meta.epoch then refuse('room-unknown') end
  if num('frozen') > now then refuse('unavailable') end
end

local function is_locked() return call('HGET', K.info, 'locked') == 'true' end
local function is_owner(user) return call('HGET', K.info, 'ownerId') == '"' .. user .. '"' end
local function is_known(user) return call('ZSCORE', K.known, user) or is_owner(user) end
local function is_out(user) return call('ZSCORE', K.out, user) end
local function remember(key, user)
  call('ZADD', key, order(), user)
  call('ZREMRANGEBYRANK', key, 0, -${REMEMBERED + 1})
end
local function keep_out(user)
  call('ZREM', K.known, user)
  remember(K.out, user)
end
local function depart(user, departure)
  local reason = departure == 'removed-for-now' and 'removed' or departure
  if reason == 'removed' then call('ZREM', K.known, user) end
  if departure == 'removed' then keep_out(user) end
  remove(user, reason)
end

local function room_json()
  local parts, flat = {}, call('HGETALL', K.info)
  for i = 1, #flat, 2 do parts[#parts + 1] = '"' .. flat[i] .. '":' .. flat[i + 1] end
  return '{' .. table.concat(parts, ',') .. '}'
end

-- Those whose time is over are gone, though nobody may have said so yet.
local function all_knocks()
  local waiting, over, raw = {}, {}, call('HGETALL', K.door)
  for i = 1, #raw, 2 do
    if string.sub(raw[i], 1, 2) == 'k:' then
      local knock = cmsgpack.unpack(raw[i + 1])
      knock.u = string.sub(raw[i], 3)
      local list = knock.a + ${LIMITS.knockMs} <= now and over or waiting
      list[#list + 1] = knock
    end
  end
  table.sort(waiting, function(a, b) return a.o < b.o end)
  return waiting, over
end
local function knocks() return (all_knocks()) end
local function knock_json(knock) return '{"id":"' .. knock.u .. '","name":' .. knock.n .. ',"at":' .. int(knock.a) .. '}' end
local function answer_knock(user, answer, by)
  if call('HDEL', K.door, 'k:' .. user) == 0 then return false end
  if answer == 'admitted' then remember(K.known, user) end
  if answer == 'refused' then call('HSET', K.door, 'r:' .. user, int(now)) end
  emit(event('knock-answered', ',"person":"' .. user .. '","answer":"' .. answer .. '","by":' .. by))
  return true
end
-- The node by which they waited died before it could.
local function end_forsaken_knocks()
  local _, over = all_knocks()
  for _, knock in ipairs(over) do answer_knock(knock.u, 'gone', 'null') end
end
local function end_knocks()
  for _, knock in ipairs(knocks()) do
    if is_out(knock.u) then answer_knock(knock.u, 'refused', 'null')
    elseif not is_locked() then answer_knock(knock.u, 'admitted', 'null') end
  end
end

local function entry_json(seq, entry)
  return '{' .. entry.h .. ',"seq":' .. int(seq) .. ',"sentAt":' .. int(entry.a) .. ',"body":' .. entry.b .. '}'
end
local function entry_at(seq)
  local raw = call('HGET', K.entries, int(seq))
  return raw and cmsgpack.unpack(raw)
end
local function message_at(seq)
  local raw = call('HGET', K.messages, int(seq))
  return raw and cmsgpack.unpack(raw)
end

local function touch()
  local changed = {}
  for field, value in pairs(dirty) do
    changed[#changed + 1] = field
    changed[#changed + 1] = value
  end
  if #changed > 0 then call('HSET', K.meta, unpack(changed)) end
  -- A room that somebody is in outlives the time between two renewals.
  local lifetime = tonumber(idle)
  if call('HLEN', K.members) > 0 then lifetime = math.max(lifetime, ${2 * LEASE_MS}) end
  for _, key in ipairs(KEYS) do call('PEXPIRE', key, int(lifetime)) end
end
-- The answer of every script: where the room is, what happened, and what was asked for.
local function done(...) return {meta.epoch or '', meta.rev or '0', news, ...} end
`;
