import { LIMITS, type Body, type ErrorCode, type Timestamp } from '@chat/protocol';
import { adopt, settleShown } from './adopt.ts';
import { age } from './aging.ts';
import { foldEntry } from './fold-entry.ts';
import {
  absorbChanges,
  fresh,
  isOver,
  rewrite,
  waitTogether,
  withdraw,
  withdrawAll,
} from './outbox.ts';
import {
  applyEntry,
  applyLogEnd,
  applyResumed,
  applySnapshot,
  rejoining,
  wake,
} from './receive-log.ts';
import { applyRejection } from './refusals.ts';
import { applyRoomEvent } from './room-events.ts';
import type { OutboxEntry, RestoredRoom, RoomInput, RoomPhase, RoomState } from './room-state.ts';

type Input<Type extends RoomInput['type']> = Extract<RoomInput, { type: Type }>;
type Own = 'post' | 'sent' | 'rewrite' | 'retry' | 'discard' | 'tick';
type Older = 'older-requested' | 'older-loaded' | 'older-failed';

/** The next state. Pure: `now` is this device's clock. What makes no difference returns the same object. */
export function applyRoomInput(state: RoomState, input: RoomInput, now: Timestamp): RoomState {
  switch (input.type) {
    case 'snapshot':
      return state.phase.status === 'left' ? state : applySnapshot(state, input, now);
    case 'resumed':
      return state.phase.status === 'left' ? state : applyResumed(state, input, now);
    case 'entry-posted':
      return applyEntry(state, input, now);
    case 'rejected':
      return applyRejection(state, input, now);
    case 'room-left':
      // The answer to `stop-knocking`: who was not in has not left.
      if (isOutside(state.phase)) return state;
      return { ...state, phase: leftPhase(input), members: [], knocks: [] };
    case 'log-end':
      return applyLogEnd(state, input.position);
    case 'restored':
      return restore(state, input.room, now);
    case 'adopted':
      return adopt(state, input.room, now);
    case 'connected':
      return connect(state, input);
    case 'disconnected':
      return rejoining(state);
    case 'join':
      return state.phase.status === 'joined' ? state : { ...state, phase: { status: 'joining' } };
    case 'knock':
      return state.phase.status === 'refused' ? { ...state, phase: { status: 'knocking' } } : state;
    case 'stop-knocking':
      return state.phase.status === 'knocking' ? refusedBy(state, 'room-locked') : state;
    case 'admitted':
      return state.phase.status === 'knocking' ? { ...state, phase: { status: 'joining' } } : state;
    case 'post':
    case 'sent':
    case 'rewrite':
    case 'retry':
    case 'discard':
    case 'tick':
      return applyOwn(state, input, now);
    case 'older-requested':
    case 'older-loaded':
    case 'older-failed':
      return applyOlder(state, input);
    default:
      // Events of a room that one is not in (any more) are late: the answer to `join` knows better.
      return state.phase.status === 'joined' ? applyRoomEvent(state, input, now) : state;
  }
}

function isOutside({ status }: RoomPhase): boolean {
  return status === 'refused' || status === 'knocking';
}

function refusedBy(state: RoomState, code: ErrorCode): RoomState {
  return { ...state, phase: { status: 'refused', code } };
}

function leftPhase({ reason, to }: Input<'room-left'>): RoomPhase {
  if (reason !== 'moved') return { status: 'left', reason };
  return to === undefined ? { status: 'left', reason: 'ended' } : { status: 'left', reason, to };
}

function applyOwn(state: RoomState, input: Input<Own>, now: Timestamp): RoomState {
  switch (input.type) {
    case 'post':
      return post(state, input, now);
    case 'sent':
      return {
        ...state,
        outbox: state.outbox.map((entry) =>
          entry.id === input.id ? { ...entry, status: 'sent', n: input.n } : entry,
        ),
      };
    case 'rewrite':
      return rewrite(state, input.id, input.text);
    case 'retry':
      return retry(state, input, now);
    case 'discard': {
      const entry = state.outbox.find(({ id }) => id === input.id);
      return entry ? absorbChanges(withdraw(state, entry), entry.id) : state;
    }
    case 'tick':
      return age(state, now);
  }
}

function post(state: RoomState, { id, body }: Input<'post'>, now: Timestamp): RoomState {
  const code = faultOf(body);
  const madeIn = state.position ? { madeIn: state.position.epoch } : {};
  const entry: OutboxEntry = {
    id,
    body,
    order: state.written + 1,
    postedAt: now,
    ...(code ? { status: 'failed', code } : { status: 'unsent' }),
    ...madeIn,
  };
  const posted: RoomState = {
    ...state,
    outbox: [...state.outbox, entry],
    written: entry.order,
  };
  const overtaken = state.outbox.filter(
    (each) => each.status === 'waiting' && isOver(posted, each),
  );
  return waitTogether(withdrawAll(posted, overtaken), now);
}

/** A text that every server refuses [P23] is not even sent: it could be too long for a frame. */
function faultOf(body: Body): ErrorCode | null {
  if (!('text' in body)) return null;
  if (body.text.trim() === '') return 'text-empty';
  return body.text.length > LIMITS.textLength ? 'text-too-long' : null;
}

function retry(state: RoomState, { id, newId }: Input<'retry'>, now: Timestamp): RoomState {
  const entry = state.outbox.find((each) => each.id === id);
  if (entry?.status !== 'failed' && entry?.status !== 'expired') return state;
  // The id may be forgotten by now [P22], so it would not tell a copy in the log from a new message.
  const replaces = entry.doubtful && entry.body.kind === 'text' ? entry.id : entry.replaces;
  const outbox = state.outbox.filter((each) => each !== entry);
  const posted = post({ ...state, outbox }, { type: 'post', id: newId, body: entry.body }, now);
  if (replaces === undefined) return posted;
  // Where no care is taken no copy can be left.
  const held = state.careful ? { heldUntil: now + LIMITS.serverSilenceMs } : {};
  const mark = (each: OutboxEntry) => (each.id === newId ? { ...each, replaces, ...held } : each);
  return { ...posted, outbox: posted.outbox.map(mark) };
}

/** Another person here than before must not say what the one before wrote. */
function connect(state: RoomState, { me }: Input<'connected'>): RoomState {
  const known = rejoining({ ...state, setbacks: 0 });
  if (state.me === null || state.me === me) return { ...known, me };
  const outbox = known.outbox.map((entry): OutboxEntry =>
    entry.status === 'failed' ? entry : { ...fresh(entry), status: 'expired' },
  );
  return {
    ...known,
    me,
    outbox,
    acked: [],
    ackedIn: null,
    posted: 0,
    careful: false,
    calmAt: null,
  };
}

function restore(state: RoomState, stored: RestoredRoom, now: Timestamp): RoomState {
  const { history, me, acked, ackedIn, sameProducer } = stored;
  const written = Math.max(0, ...[...stored.outbox, ...acked].map(({ order }) => order));
  const newer = state.outbox.map((entry) => ({ ...entry, order: written + entry.order }));
  const restored: RoomState = {
    ...state,
    ...history,
    me: me ?? state.me,
    outbox: [...stored.outbox, ...newer],
    written: written + state.written,
    acked,
    ackedIn,
  };
  // The page before may have sent what it could not store any more.
  const careful = sameProducer || restored.outbox.some(({ doubtful }) => doubtful);
  // The history is what any tab stored last, maybe of a log that is gone by now.
  const confirmed = settleShown(restored, restored, now);
  return wake(age({ ...confirmed, posted: 0, careful, calmAt: null }, now));
}

/** A page counts only if nothing else has replaced the list that it belongs to. */
function applyOlder(state: RoomState, input: Input<Older>): RoomState {
  const { loadingOlder, messages, position } = state;
  if (input.type === 'older-requested') {
    return { ...state, loadingOlder: { before: input.before, changes: [] } };
  }
  if (loadingOlder?.before !== input.before) return state;
  const idle = { ...state, loadingOlder: null };
  if (input.type === 'older-failed') return idle;
  const { page } = input;
  const fits = page.epoch === position?.epoch && messages[0]?.seq === input.before;
  if (!fits) return idle;
  const older = page.messages.filter(({ seq }) => seq < input.before);
  // The page may be older than these changes or newer: applied again, they leave what is newer as it is.
  const changed = loadingOlder.changes.reduce<RoomState['messages']>(
    (folded, entry) => foldEntry(folded, entry),
    older,
  );
  return { ...idle, messages: [...changed, ...messages], more: page.more };
}
