import type { ErrorCode, Timestamp } from '@chat/protocol';
import {
  absorbChanges,
  fresh,
  isOver,
  mayComeLate,
  rewind,
  waitTogether,
  withdraw,
} from './outbox.ts';
import { rejoining, setBack } from './receive-log.ts';
import type { OutboxEntry, RoomFrame, RoomState } from './room-state.ts';

type Rejected = Extract<RoomFrame, { type: 'rejected' }>;

/** What becomes of a refused post: it is at fault itself, or the time is not right, or I have lost the thread. */
type Remedy = 'fail' | 'drop' | 'wait' | 'send-again' | 'rejoin';

/** The server is not able now: asking again later is worth it. */
const PASSING: readonly ErrorCode[] = ['unavailable', 'internal'];

/** These are about what was posted; it would be refused again. Everything else is about my place in the room. */
const CONTENT: readonly ErrorCode[] = [
  'bad-request',
  'text-empty',
  'text-too-long',
  'id-taken',
  'not-the-author',
  'message-unknown',
];

export function applyRejection(state: RoomState, frame: Rejected, now: Timestamp): RoomState {
  if (frame.request === 'knock') return applyKnockRefusal(state, frame.code);
  if (frame.request === 'join') return applyJoinRefusal(state, frame.code);
  if (frame.request !== 'post') return state;
  const entry = state.outbox.find(({ id }) => id === frame.id);
  // The answer to a copy that was sent under another number, or in another life of this entry.
  if (entry?.status !== 'sent' || (frame.n !== undefined && frame.n !== entry.n)) return state;
  const { code } = frame;
  switch (remedyFor(state, entry, code)) {
    case 'fail':
      return absorbChanges(
        withdraw(othersAgain(state, entry), entry, [failed(entry, code)]),
        entry.id,
      );
    case 'drop':
      return withdraw(othersAgain(state, entry), entry);
    case 'wait':
      return wait(othersAgain(state, entry), entry, now);
    case 'send-again':
      return setBack({ ...state, outbox: rewind(state.outbox) });
    case 'rejoin':
      return setBack(rejoining(code === 'out-of-order' ? withoutNumber(state, entry) : state));
  }
}

function applyJoinRefusal(state: RoomState, code: ErrorCode): RoomState {
  const { status } = state.phase;
  // Who is in learns by this that they are not any more, until the server can tell what happens again [P29].
  const isMine = status === 'joining' || (status === 'joined' && PASSING.includes(code));
  if (!isMine) return state;
  if (PASSING.includes(code)) return setBack(rejoining(state));
  return { ...state, phase: { status: 'refused', code }, members: [] };
}

/** Nobody let me in, or I may not even knock. */
function applyKnockRefusal(state: RoomState, code: ErrorCode): RoomState {
  if (state.phase.status !== 'knocking') return state;
  if (PASSING.includes(code)) return setBack(rejoining(state));
  // The server forgot it and its lock: the link opens it [P26].
  if (code === 'room-unknown') return { ...state, phase: { status: 'joining' } };
  return { ...state, phase: { status: 'refused', code } };
}

function remedyFor(
  { messages }: RoomState,
  { body, madeIn }: OutboxEntry,
  code: ErrorCode,
): Remedy {
  if (PASSING.includes(code)) return 'send-again';
  if (!CONTENT.includes(code)) return 'rejoin';
  if (code !== 'message-unknown' || body.kind === 'text') return 'fail';
  const target = messages.find(({ id }) => id === body.target);
  // Its author was faster: there is nothing left to change, and everybody sees why. What was written is not lost with it.
  if (target?.text === null && body.kind !== 'edit') return 'drop';
  // Whoever wrote it may still be on the way back with it, after the log began anew [P25].
  return target || madeIn === undefined ? 'fail' : 'wait';
}

/** All that was sent after a refused entry is refused too [P24], and goes again without it. */
function othersAgain(state: RoomState, refused: OutboxEntry): RoomState {
  const outbox = state.outbox.map((entry) =>
    entry === refused ? entry : (rewind([entry])[0] ?? entry),
  );
  return { ...state, outbox };
}

/** It did not take the number after all. */
function withoutNumber(state: RoomState, refused: OutboxEntry): RoomState {
  const outbox = state.outbox.map((entry): OutboxEntry =>
    entry === refused ? { ...fresh(entry), doubtful: true } : entry,
  );
  return { ...state, outbox };
}

function failed(entry: OutboxEntry, code: ErrorCode): OutboxEntry {
  return { ...fresh(entry), status: 'failed', code };
}

function wait(state: RoomState, entry: OutboxEntry, now: Timestamp): RoomState {
  if (isOver(state, entry)) return withdraw(state, entry);
  // A copy that left meanwhile is gone before this is given up: of those, the time begins anew.
  const waitingSince = (mayComeLate(state, entry) ? undefined : entry.waitingSince) ?? now;
  const waiting: OutboxEntry = { ...fresh(entry), status: 'waiting', waitingSince };
  return waitTogether(withdraw(state, entry, [waiting]), now);
}
