import { LIMITS } from '@chat/protocol';

/** How much of the past is known for telling a repeated id from a new one, at most [RS12]. */
const REMEMBERED = { entries: 20_000, weight: 4 * LIMITS.historyLength };
/** Entries that one step forgets, at most: a room that was silent for long must not hold all others up. */
const FORGOTTEN_AT_ONCE = 200;
/** Producers that are known however long they are silent; and at most [RS19]. */
const PRODUCERS = { always: 1_000, most: 20_000 };

/**
 * Appends one entry, or recalls it, or refuses it and changes nothing [RS8]-[RS12], [RS19]-[RS21]. Args: id, author, head
 * of the entry as JSON, body as JSON, kind, weight, fault of the text or nothing, epoch or nothing, producer, n, then by
 * kind: text and replied id as JSON; target and text as JSON; target; target, emoji, whether on.
 */
export const APPEND_ENTRY = `
need_room()
local id, from, head, body, kind, weight = arg(1), arg(2), arg(3), arg(4), arg(5), tonumber(arg(6))
if not is_owner(from) and call('HEXISTS', K.members, from) == 0 then refuse('not-a-member') end
if arg(8) ~= '' and arg(8) ~= meta.epoch then refuse('epoch-stale') end

local function recalled(message)
  if message.d then return '{"kind":"void"}' end
  return '{"kind":"text","text":' .. message.t .. (message.r and ',"replyTo":' .. message.r or '') .. '}'
end
local known = call('HGET', K.ids, id)
if known then
  local entry = entry_at(known)
  if not entry then
    entry = message_at(known)
    entry.b = recalled(entry)
  end
  if entry.f ~= from then refuse('id-taken') end
  return done('0', entry_json(known, entry))
end

local producer, n = from .. '/' .. arg(9), tonumber(arg(10))
if arg(8) ~= '' then
  local raw = call('HGET', K.counts, producer)
  if n ~= (raw and cmsgpack.unpack(raw).n or 0) + 1 then refuse('out-of-order') end
end
if arg(7) ~= '' then refuse(arg(7)) end

local target, message
if kind ~= 'text' then
  target = call('HGET', K.ids, arg(11))
  message = target and message_at(target)
  if not message or message.d then refuse('message-unknown') end
  if kind ~= 'reaction' then
    if message.f ~= from then refuse('not-the-author') end
  elseif arg(13) == '1' then
    local is_new = true
    for _, reaction in ipairs(message.k) do if reaction[1] == arg(12) then is_new = false end end
    if is_new and #message.k >= ${LIMITS.reactionsPerMessage} then refuse('bad-request') end
  end
end

set('sent', math.max(num('sent'), now))
set('seq', num('seq') + 1)
local seq, sent = num('seq'), num('sent')
local entry = {i = id, f = from, h = head, a = sent, w = weight, b = body}
call('HSET', K.entries, int(seq), cmsgpack.pack(entry))
call('HSET', K.ids, id, int(seq))
local sum, resumable_sum, kept_sum = num('weight') + weight, num('fresh') + weight, num('kept')

local function react(reactions)
  local emoji, on = arg(12), arg(13) == '1'
  for at, reaction in ipairs(reactions) do
    if reaction[1] == emoji then
      for place, user in ipairs(reaction[2]) do
        if user == from then
          if on then return 0 end
          table.remove(reaction[2], place)
          if #reaction[2] == 0 then table.remove(reactions, at) end
          return -weight
        end
      end
      if not on then return 0 end
      table.insert(reaction[2], from)
      return weight
    end
  end
  if not on then return 0 end
  table.insert(reactions, {emoji, {from}})
  return weight
end
-- Of what was deleted no text is left, in its own entry and in those of its edits.
local function empty(at)
  local victim = entry_at(at)
  if not victim then return end
  sum = sum - victim.w
  if tonumber(at) >= num('resumable') then resumable_sum = resumable_sum - victim.w end
  victim.w = 0
  victim.b = '{"kind":"void"}'
  call('HSET', K.entries, int(at), cmsgpack.pack(victim))
end

if kind == 'text' then
  message = {i = id, f = from, h = head, a = sent, t = arg(11), q = weight, w = weight, k = {}, e = {}}
  if arg(12) ~= '' then message.r = arg(12) end
  target = seq
  call('ZADD', K.kept, seq, int(seq))
  kept_sum = kept_sum + weight
elseif kind == 'edit' then
  local more = weight - message.q
  kept_sum = kept_sum + more
  message.t, message.x, message.q, message.w = arg(12), sent, weight, message.w + more
  -- Entries that were forgotten have no text to be emptied.
  local edits = {}
  for _, at in ipairs(message.e) do if at >= num('first') then edits[#edits + 1] = at end end
  edits[#edits + 1] = seq
  message.e = edits
elseif kind == 'delete' then
  kept_sum = kept_sum - message.w
  for _, at in ipairs(message.e) do empty(at) end
  empty(target)
  message = {i = message.i, f = message.f, h = message.h, a = message.a, d = 1, w = 0, k = {}, e = {}}
else
  local more = react(message.k)
  message.w = message.w + more
  kept_sum = kept_sum + more
end
call('HSET', K.messages, int(target), cmsgpack.pack(message))

local function forget_id(record, at)
  if call('HGET', K.ids, record.i) == int(at) then call('HDEL', K.ids, record.i) end
end
-- The messages that the room keeps [RS11].
local count = call('ZCARD', K.kept)
while count > ${LIMITS.historyMessages} or kept_sum > ${LIMITS.historyLength} do
  local oldest = call('ZPOPMIN', K.kept)[1]
  if not oldest then break end
  local record = message_at(oldest)
  kept_sum = kept_sum - record.w
  count = count - 1
  call('HDEL', K.messages, oldest)
  if call('HEXISTS', K.entries, oldest) == 0 then forget_id(record, oldest) end
end
-- The entries that may be resumed from [RS18], and behind them those whose ids are known [RS12].
local resumable, first, forgotten = num('resumable'), num('first'), 0
while seq - resumable >= ${LIMITS.resumableEntries} or resumable_sum > ${LIMITS.historyLength} do
  resumable_sum = resumable_sum - entry_at(resumable).w
  resumable = resumable + 1
end
while first < resumable and forgotten < ${FORGOTTEN_AT_ONCE} do
  local oldest = entry_at(first)
  local is_old = sent - oldest.a > ${LIMITS.dedupeMs} or seq - first + 1 > ${REMEMBERED.entries}
  if not is_old and sum <= ${REMEMBERED.weight} then break end
  sum = sum - oldest.w
  call('HDEL', K.entries, int(first))
  if call('HEXISTS', K.messages, int(first)) == 0 then forget_id(oldest, first) end
  first = first + 1
  forgotten = forgotten + 1
end
set('weight', sum)
set('fresh', resumable_sum)
set('kept', kept_sum)
set('resumable', resumable)
set('first', first)

if arg(8) ~= '' then
  call('HSET', K.counts, producer, cmsgpack.pack({n = n, a = sent}))
  call('ZADD', K.producers, seq, producer)
  while call('ZCARD', K.producers) > ${PRODUCERS.always} do
    local silent = call('ZRANGE', K.producers, 0, 0)[1]
    local posted_at = cmsgpack.unpack(call('HGET', K.counts, silent)).a
    if sent - posted_at <= ${LIMITS.dedupeMs} and call('ZCARD', K.producers) <= ${PRODUCERS.most} then break end
    call('ZREM', K.producers, silent)
    call('HDEL', K.counts, silent)
  end
end

local json = entry_json(seq, entry)
emit(event('entry-posted', ',"epoch":"' .. meta.epoch .. '","entry":' .. json), seq)
touch()
return done('1', json)
`;
