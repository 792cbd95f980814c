import {
  LIMITS,
  type Entry,
  type Epoch,
  type Message,
  type Position,
  type Timestamp,
} from '@chat/protocol';
import { foldEntries, foldEntry } from './fold-entry.ts';
import {
  carefully,
  changeSame,
  fresh,
  isOver,
  queueBehindSent,
  rewind,
  startAnew,
  tryWaiting,
  withdraw,
  withdrawAll,
} from './outbox.ts';
import { isMineElsewhere, reoffer } from './reoffer.ts';
import type { AckedEntry, OutboxEntry, RoomFrame, RoomState } from './room-state.ts';

type Frame<Type extends RoomFrame['type']> = Extract<RoomFrame, { type: Type }>;

/** The whole truth, in place of what I had [P13]. What I had in a log that is gone is offered again [P25]. */
export function applySnapshot(
  state: RoomState,
  frame: Frame<'snapshot'>,
  now: Timestamp,
): RoomState {
  const knownLog = state.ackedIn ?? state.position?.epoch ?? frame.epoch;
  const isNewLog = knownLog !== frame.epoch;
  const { offered, acked } = reoffer(state, frame, now);
  const outbox = isNewLog
    ? inOrder([...offered, ...startAnew(state.outbox)])
    : queueBehindSent(tryWaiting(unsettled(state).outbox), offered);
  const shown = frame.messages.reduce<RoomState>((next, message) => confirm(next, message, now), {
    ...state,
    acked,
    outbox,
  });
  return wake({
    ...joined(shown, frame),
    position: { epoch: frame.epoch, seq: frame.seq },
    messages: frame.messages,
    more: frame.more,
    loadingOlder: null,
    notices: isNewLog ? [] : state.notices,
    // Also in a log that is new here: the page before, or a tab that is gone, may have sent to it.
    ...careOf(unsettled(state, isNewLog ? undefined : frame.posted)),
  });
}

/** Exactly what I missed [P13]. Anything else is not applied at all: the room is asked again. */
export function applyResumed(state: RoomState, frame: Frame<'resumed'>, now: Timestamp): RoomState {
  // Since I asked I have learnt that another log confirmed some of mine, and asked for all: this says nothing of them.
  if (isMineElsewhere(state)) return state;
  const missed = missedEntries(state.position, frame);
  if (!missed) return setBack(rejoining(state));
  const confirmed = missed.reduce((next, entry) => confirm(next, entry, now), unsettled(state));
  const care = careOf(unsettled(state, frame.posted));
  return wake({ ...append(joined(confirmed, frame), missed), ...care });
}

/** One more entry, if it is the next one; of a hole or another log only an answer to `join` shows all [P13][P20]. */
export function applyEntry(
  state: RoomState,
  { epoch, entry }: Frame<'entry-posted'>,
  now: Timestamp,
): RoomState {
  const { phase, position } = state;
  // What comes before the answer to `join` is in that answer.
  if (phase.status !== 'joined' || !position) return state;
  if (epoch !== position.epoch || entry.seq > position.seq + 1) return rejoining(state);
  const confirmed = confirm(state, entry, now);
  // An entry of mine that was in the log before comes again as its acknowledgement [P22].
  return entry.seq <= position.seq ? confirmed : wake(append(confirmed, [entry]));
}

/** Where the log ends by a heartbeat: who missed the last entry learns it here [P4]. Null: I am not in by the server. */
export function applyLogEnd(state: RoomState, end: Position | null): RoomState {
  const { phase, position } = state;
  if (phase.status !== 'joined' || !position) return state;
  const isUpToDate = end?.epoch === position.epoch && end.seq <= position.seq;
  return isUpToDate ? state : rejoining(state);
}

/** Asks to be let in again; what became of what was sent is not known then. Not for who was refused or left. */
export function rejoining(state: RoomState): RoomState {
  const { status } = state.phase;
  // A knock ends with its connection, so it is made again.
  if (status === 'knocking') return { ...state, phase: { status } };
  return status === 'joined' || status === 'joining'
    ? { ...unsettled(state), phase: { status: 'joining' } }
    : state;
}

export function setBack(state: RoomState): RoomState {
  return { ...state, setbacks: state.setbacks + 1 };
}

/** An entry of mine is in the log [P21]. Nobody else's entry can confirm mine, whatever its id. */
export function confirm(state: RoomState, found: Entry | Message, now: Timestamp): RoomState {
  const { id, from, seq } = found;
  const entry = from === state.me ? state.outbox.find((each) => each.id === id) : undefined;
  if (!entry) return from === state.me ? settleReplaced(state, found, now) : state;
  const { body, order } = entry;
  const confirmed: RoomState = {
    // A copy got there that has no number of now: whether it counted is not known.
    ...(entry.status === 'sent' ? state : carefully(state)),
    outbox: state.outbox.filter((each) => each !== entry),
    acked: remember(state.acked, { id, body, order, seq, ackedAt: now }),
    posted: Math.max(state.posted, entry.n ?? state.posted + 1),
    setbacks: 0,
  };
  // Older changes to the same are in the log as well, or too late.
  const overtaken = confirmed.outbox.filter(
    (each) => changeSame(each, entry) && each.order < order,
  );
  return withdrawAll(confirmed, overtaken);
}

/** What I gave up and wrote anew is in the log after all: it must not be there twice. New words become an edit of it. */
function settleReplaced(state: RoomState, found: Entry | Message, now: Timestamp): RoomState {
  const { id, seq } = found;
  const text = 'body' in found ? textOf(found.body) : found.text;
  const isOpen = ({ status, doubtful }: OutboxEntry) => status !== 'sent' && !doubtful;
  const entry = state.outbox.find((each) => each.replaces === id && isOpen(each));
  if (!entry || entry.body.kind !== 'text') return state;
  const { order, postedAt } = entry;
  const acked = { id, body: { ...entry.body, text: text ?? '' }, order, seq, ackedAt: now };
  const isSame = text === null || text === entry.body.text;
  const edit: OutboxEntry = {
    id: entry.id,
    body: { kind: 'edit', target: id, text: entry.body.text },
    order,
    postedAt,
    status: 'unsent',
  };
  const next = withdraw(state, entry, isSame ? [] : [edit]);
  // Whether the copy counted is not known.
  return carefully(text === null ? next : { ...next, acked: remember(next.acked, acked) });
}

/** Changes that waited for their message go when it is there, after all that is in line by now. */
export function wake(state: RoomState): RoomState {
  const waiting = state.outbox.filter(({ status }) => status === 'waiting');
  return waiting.reduce((next, entry) => {
    const target = entry.body.kind === 'text' ? entry.id : entry.body.target;
    const message = state.messages.find(({ id }) => id === target);
    // By the line as it was: who is woken goes to its end.
    const isVain = message?.text === null || isOver(state, entry);
    if (!message && !isVain) return next;
    const rest = withdraw(next, entry);
    return isVain ? rest : { ...rest, outbox: [...rest.outbox, fresh(entry)] };
  }, state);
}

/**
 * What was sent is sent again. Copies whose outcome is not known, or that an answer with so many `posted` does not count
 * yet, can still come and take a number that has another entry by now.
 */
function unsettled(state: RoomState, posted = state.posted): RoomState {
  // What is stuck has not left since care was last begun.
  const isOpen = ({ status, doubtful }: OutboxEntry) =>
    status === 'sent' || (status === 'unsent' && doubtful === true);
  const next = { ...state, outbox: rewind(state.outbox) };
  return posted < state.posted || state.outbox.some(isOpen) ? carefully(next) : next;
}

function textOf(body: Entry['body']): string | null {
  return 'text' in body ? body.text : null;
}

function careOf({ careful, calmAt }: RoomState): Pick<RoomState, 'careful' | 'calmAt'> {
  return { careful, calmAt };
}

function joined(
  state: RoomState,
  { info, epoch, posted, members, knocks = [] }: Frame<'snapshot'> | Frame<'resumed'>,
): RoomState {
  return { ...state, phase: { status: 'joined' }, info, members, knocks, posted, ackedIn: epoch };
}

/** In the order of writing: of what is confirmed some can be newer than what is not, when a snapshot told it. */
function inOrder(outbox: readonly OutboxEntry[]): OutboxEntry[] {
  return outbox.toSorted((one, other) => one.order - other.order);
}

/** The part of a `resumed` that is new to me, or null when it does not reach from my position to its end. */
function missedEntries(
  position: Position | null,
  { epoch, seq, entries }: { epoch: Epoch; seq: number; entries: readonly Entry[] },
): readonly Entry[] | null {
  if (position?.epoch !== epoch) return null;
  const missed = entries.filter((entry) => entry.seq > position.seq);
  const isExact = missed.every((entry, index) => entry.seq === position.seq + 1 + index);
  return isExact && position.seq + missed.length === seq ? missed : null;
}

function append(state: RoomState, entries: readonly Entry[]): RoomState {
  const last = entries.at(-1);
  if (!last || !state.position) return state;
  const [only] = entries;
  const messages =
    only === last ? foldEntry(state.messages, last) : foldEntries(state.messages, entries);
  const surplus = Math.max(0, messages.length - LIMITS.historyMessages);
  const { loadingOlder } = state;
  return {
    ...state,
    position: { ...state.position, seq: last.seq },
    messages: surplus === 0 ? messages : messages.slice(surplus),
    more: state.more || surplus > 0,
    loadingOlder: loadingOlder && {
      ...loadingOlder,
      changes: [...loadingOlder.changes, ...entries.filter(({ body }) => body.kind !== 'text')],
    },
  };
}

/** The last 50, and all of the last minute [P25]. */
function remember(acked: readonly AckedEntry[], entry: AckedEntry): AckedEntry[] {
  const all = [...acked.filter(({ id }) => id !== entry.id), entry];
  const surplus = all.length - LIMITS.reofferEntries;
  const firstKept = all.findIndex(
    ({ ackedAt }, index) =>
      index >= surplus || Math.abs(entry.ackedAt - ackedAt) < LIMITS.reofferMs,
  );
  return all.slice(firstKept);
}
