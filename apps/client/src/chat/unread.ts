/** How far somebody has read in a list, and where what they missed begins. Sequences of messages. */
export interface Unread {
  /** Everything up to here was in sight while the page was looked at. */
  readonly seen: number;
  /** The divider stands after this message; null where none is needed. */
  readonly divider: number | null;
  /** Whether the end of the list is in sight and the page is looked at. */
  readonly attentive: boolean;
}

export type UnreadInput =
  /** Whether the end of the list is in sight of somebody, and the newest message that there is. */
  | { type: 'looks'; attentive: boolean; last: number }
  /** The reader wrote something or pressed Escape: they go on. */
  | { type: 'goes-on' };

export const nothingRead: Unread = { seen: 0, divider: null, attentive: true };

/**
 * The next state. The divider is set when the reader looks away, and stays where it is, however much comes, until they
 * are back at the end and go on. What makes no difference returns the same object.
 */
export function applyUnread(state: Unread, input: UnreadInput): Unread {
  if (input.type === 'goes-on') {
    return state.attentive && state.divider !== null ? { ...state, divider: null } : state;
  }
  const { attentive, last } = input;
  if (!attentive) {
    return state.attentive ? { ...state, attentive, divider: state.divider ?? state.seen } : state;
  }
  const seen = Math.max(state.seen, last);
  if (state.attentive && seen === state.seen) return state;
  // Where nothing was missed there is nothing to divide.
  const divider = state.divider === seen ? null : state.divider;
  return { seen, divider, attentive };
}
