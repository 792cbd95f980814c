import { randomId } from '../random-id.ts';
import { applyRoomInput } from '../room-reducer.ts';
import type { RoomInput, RoomState } from '../room-state.ts';

type Reduce = typeof applyRoomInput;

/** The real reducer, but for one rule: what each is good for is seen when it is missing. */
export const MUTANTS: Record<string, Reduce> = {
  'no gap check': (state, input, now) => {
    if (input.type !== 'entry-posted' || (state.position?.seq ?? 0) >= input.entry.seq)
      return applyRoomInput(state, input, now);
    const position = { epoch: input.epoch, seq: input.entry.seq - 1 };
    return applyRoomInput({ ...state, position }, input, now);
  },
  'no re-offer': (state, input, now) =>
    applyRoomInput(input.type === 'snapshot' ? { ...state, acked: [] } : state, input, now),
  'resend with a new id': (state, input, now) => {
    const next = applyRoomInput(state, input, now);
    return input.type === 'disconnected' ? { ...next, outbox: next.outbox.map(renamed) } : next;
  },
  'no position check': (state, input, now) =>
    input.type === 'log-end' ? state : applyRoomInput(state, input, now),
  'no check of what resumed holds': (state, input, now) => {
    if (input.type !== 'resumed') return applyRoomInput(state, input, now);
    const first = input.entries[0]?.seq ?? input.seq + 1;
    const position = { epoch: input.epoch, seq: first - 1 };
    return applyRoomInput({ ...state, position }, input, now);
  },
  'shown as sent when it was sent': (state, input, now) => {
    const next = applyRoomInput(state, input, now);
    return input.type === 'sent' ? confirmedAtOnce(next, input) : next;
  },
  'all at once though numbers shifted': (state, input, now) => ({
    ...applyRoomInput(state, input, now),
    careful: false,
  }),
};

function renamed(entry: RoomState['outbox'][number]): RoomState['outbox'][number] {
  return entry.doubtful === true ? { ...entry, id: randomId() } : entry;
}

function confirmedAtOnce(
  state: RoomState,
  { id }: Extract<RoomInput, { type: 'sent' }>,
): RoomState {
  const entry = state.outbox.find((each) => each.id === id);
  if (entry?.body.kind !== 'text' || state.me === null) return state;
  const seq = (state.position?.seq ?? 0) + 1;
  const { text } = entry.body;
  const message = { id, seq, from: state.me, name: '', sentAt: 0, text, reactions: [] };
  return {
    ...state,
    outbox: state.outbox.filter((each) => each !== entry),
    messages: [...state.messages, message],
    posted: state.posted + 1,
  };
}
