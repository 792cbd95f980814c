import type { Body, Message, UserId } from '@chat/protocol';
import { changeMessage, replaceMessage } from './fold-entry.ts';
import type { OutboxEntry, RoomState } from './room-state.ts';

type Change = Exclude<Body, { kind: 'text' }>;

/** A message as I mean it to be: `pending` when a change of mine to it is not confirmed yet. */
export type VisibleMessage = Message & { pending?: true };

/** A new text that is not in the log yet, with my later edits in `body.text`. */
export type UnconfirmedText = OutboxEntry & { body: Extract<Body, { kind: 'text' }> };

/** The messages of the log with my unconfirmed edits, deletions and reactions applied: the same list when there are none. */
export function visibleMessages(state: RoomState): readonly VisibleMessage[] {
  const { me, messages } = state;
  if (me === null) return messages;
  return openChanges(state).reduce<readonly VisibleMessage[]>(
    (visible, change) =>
      replaceMessage(visible, change.target, (message) => anticipate(message, change, me)),
    messages,
  );
}

/** My new texts that are not in the log yet, in the order of writing, without those that I deleted meanwhile. */
export function unconfirmedTexts(state: RoomState): readonly UnconfirmedText[] {
  const changes = openChanges(state);
  return state.outbox.flatMap((entry) => {
    const { body } = entry;
    if (body.kind !== 'text') return [];
    const own = changes.filter(({ target }) => target === entry.id);
    if (own.some(({ kind }) => kind === 'delete')) return [];
    const edit = own.findLast((change) => change.kind === 'edit');
    return [{ ...entry, body: edit ? { ...body, text: edit.text } : body }];
  });
}

function openChanges({ outbox }: RoomState): Change[] {
  return outbox.flatMap(({ body, status }) =>
    body.kind !== 'text' && status !== 'failed' && status !== 'expired' ? [body] : [],
  );
}

function anticipate(message: VisibleMessage, change: Change, me: UserId): VisibleMessage {
  // The server alone knows when it will have been edited: `editedAt` stays at a time that it gave.
  const entry = { from: me, sentAt: message.editedAt ?? message.sentAt };
  const changed = changeMessage(message, entry, change);
  return changed === message ? message : { ...changed, pending: true };
}
