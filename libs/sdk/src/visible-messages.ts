import type { Message } from '@chat/protocol';
import type { OutboxEntry, RoomState } from './room-state.ts';

/** A message as I mean it to be: `pending` when a change of mine to it is not confirmed yet. */
export type VisibleMessage = Message & { pending?: true };

/** The messages of the log with my unconfirmed edits, deletions and reactions applied. */
export function visibleMessages(state: RoomState): readonly VisibleMessage[] {
  return state.messages;
}

/** My new texts that are not in the log yet, as I mean them to be, in the order of writing. */
export function unconfirmedTexts(
  state: RoomState,
): readonly (OutboxEntry & { body: { kind: 'text' } })[] {
  return state.outbox.filter((entry) => entry.body.kind === 'text') as (OutboxEntry & {
    body: { kind: 'text'; text: string };
  })[];
}
