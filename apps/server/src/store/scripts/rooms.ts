/** Making and changing a room [RS1], [RS3], [RS22]-[RS26]. The fields of a room come as pairs of name and JSON. */

/** Milliseconds for which an id that was ended is known for it: long after anybody remembers the link [RS3]. */
const ENDED_MS = 400 * 24 * 60 * 60_000;

const FIELDS = `
local given = {}
local function read_fields(from)
  for i = from, #ARGV - 5, 2 do given[arg(i)] = arg(i + 1) end
end
local function write_fields()
  for field, json in pairs(given) do call('HSET', K.info, field, json) end
end
local function restore(people, visit)
  for user in string.gmatch(people, '[^,]+') do visit(user) end
end
local function stored() return done(room_json(), meta.seq) end
local function make()
  call('DEL', unpack(KEYS))
  write_fields()
  set('epoch', fresh)
  set('run', run)
  for _, field in ipairs({'seq', 'rev', 'sent', 'order', 'weight', 'kept', 'fresh'}) do set(field, 0) end
  set('first', 1)
  set('resumable', 1)
end
local function restore_access(out, known)
  restore(out, keep_out)
  restore(known, function(user) remember(K.known, user) end)
end
`;

/** Args: who is kept out and who is let in, by comma; the fields. */
export const CREATE_ROOM = `${FIELDS}
if meta.ended or meta.epoch then refuse('in-use') end
read_fields(3)
make()
restore_access(arg(1), arg(2))
touch()
return stored()
`;

/** Args: as before, and first whether a room that is not there is to be made. */
export const OPEN_ROOM = `${FIELDS}
if meta.ended then refuse('room-ended') end
if not meta.epoch and arg(1) == '0' then return done('absent') end
read_fields(4)
if not meta.epoch then
  make()
  restore_access(arg(2), arg(3))
  touch()
  return stored()
end
need_room()
local owner = call('HGET', K.info, 'ownerId')
local is_later = given.createdAt == call('HGET', K.info, 'createdAt')
  and tonumber(given.changedAt) > tonumber(call('HGET', K.info, 'changedAt'))
if given.ownerId == 'null' or (owner ~= 'null' and not is_later) then return stored() end
if given.locked == 'true' then call('DEL', K.known) end
restore_access(arg(2), arg(3))
call('DEL', K.info)
write_fields()
emit(event('room-changed', ',"info":' .. room_json()))
each_member(function(user)
  if is_out(user) then depart(user, 'removed')
  elseif is_locked() and not is_known(user) then depart(user, 'removed-for-now') end
end)
end_knocks()
touch()
return stored()
`;

export const FIND_ROOM = `
need_room()
return done(room_json(), meta.seq)
`;

/** Args: when the room was changed that the change was made from, or nothing; the fields that change [RS31]. */
export const CHANGE_ROOM = `${FIELDS}
need_room()
if arg(1) ~= '' and arg(1) ~= call('HGET', K.info, 'changedAt') then return done('') end
read_fields(2)
local is_same = true
for _, field in ipairs({'title', 'ownerId', 'locked', 'access'}) do
  if given[field] and given[field] ~= call('HGET', K.info, field) then is_same = false end
end
if is_same then return stored() end
write_fields()
if is_locked() then each_member(function(user) remember(K.known, user) end) end
emit(event('room-changed', ',"info":' .. room_json()))
end_knocks()
touch()
return stored()
`;

/** A room that is over: nothing of it is left but that it was. */
const BURY = `
local function bury(to)
  call('DEL', unpack(KEYS))
  call('HSET', K.meta, 'ended', '1', 'to', to)
  call('PEXPIRE', K.meta, ${ENDED_MS})
end
`;

export const END_ROOM = `${BURY}
need_room()
emit(event('room-ended', ''))
bury('')
return done()
`;

/** Holds a room still for a while and gives all of it but those who are in and at the door. Args: milliseconds. */
export const PACK_ROOM = `
need_room()
local parts = {}
for i, name in ipairs({'known', 'out', 'entries', 'messages', 'kept', 'ids', 'producers', 'counts', 'meta'}) do
  parts[i] = call('DUMP', K[name])
end
call('HSET', K.meta, 'frozen', int(now + tonumber(arg(1))))
return parts
`;

/** Makes a room of what another one was. Args: its parts, in the same order; the fields. */
export const UNPACK_ROOM = `${FIELDS}
if meta.ended or meta.epoch then refuse('in-use') end
for i, name in ipairs({'known', 'out', 'entries', 'messages', 'kept', 'ids', 'producers', 'counts', 'meta'}) do
  if arg(i) ~= '' then call('RESTORE', K[name], idle, arg(i)) end
end
read_fields(10)
write_fields()
-- Whoever listens to the new id begins with its first event.
call('HSET', K.meta, 'run', run, 'rev', '0')
touch()
return done(room_json())
`;

/** The last step of a move. Args: the new id. */
export const LEAVE_ROOM_BEHIND = `${BURY}
if meta.ended then return done() end
-- It went on meanwhile: what was posted since is not in the copy.
if num('frozen') <= now then refuse('unavailable') end
bury(arg(1))
call('SPUBLISH', K.events, 'M ' .. arg(1))
return done()
`;

export const THAW_ROOM = `
call('HDEL', K.meta, 'frozen')
return done()
`;
