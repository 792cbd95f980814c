/** Messages up to this one were read, by its place in the log. */
type Place = number;

/**
 * Where "new" begins. `watching`: I am here and see what comes. `away`: what comes after `readTo` is unread, should any
 * come; an older mark may still be shown. `marked`: something came. `passed`: I have been at the end since, and the mark
 * stays until I write or say so.
 */
export type UnreadDivider =
  | { status: 'watching' }
  | { status: 'away'; readTo: Place; shown: Place | null }
  | { status: 'marked'; readTo: Place }
  | { status: 'passed'; readTo: Place };

export type UnreadInput =
  /** I open the room, or hear of it for the first time since: what came after `readTo` is unread. */
  | { type: 'opened'; readTo: Place }
  /** The tab loses the focus, or I scroll up; `last` is the newest message. */
  | { type: 'left'; last: Place }
  /** Somebody else wrote. */
  | { type: 'came' }
  /** The tab has the focus and the list is at its end. */
  | { type: 'at-end' }
  /** I wrote something, or pressed Escape. */
  | { type: 'acknowledged' }
  /** I marked all as read, wherever I am. */
  | { type: 'read' };

export const WATCHING: UnreadDivider = { status: 'watching' };

/** The next state. Pure; an input that makes no difference returns the same object. */
export function transition(state: UnreadDivider, input: UnreadInput): UnreadDivider {
  switch (input.type) {
    case 'opened':
      return open(state, input.readTo);
    case 'left':
      return leave(state, input.last);
    case 'came':
      return state.status === 'away' ? { status: 'marked', readTo: state.readTo } : state;
    case 'at-end':
      return arrive(state);
    case 'acknowledged':
      return state.status === 'marked' ? state : forgetMark(state);
    case 'read':
      return forgetMark(state);
  }
}

/** The message after which the mark stands; null when there is none. */
export function markedPlace(state: UnreadDivider): Place | null {
  switch (state.status) {
    case 'watching':
      return null;
    case 'away':
      return state.shown;
    case 'marked':
    case 'passed':
      return state.readTo;
  }
}

function open(state: UnreadDivider, readTo: Place): UnreadDivider {
  const isMarked = markedPlace(state) !== null;
  return isMarked ? state : { status: 'marked', readTo };
}

function leave(state: UnreadDivider, last: Place): UnreadDivider {
  switch (state.status) {
    case 'watching':
      return { status: 'away', readTo: last, shown: null };
    case 'passed':
      return { status: 'away', readTo: last, shown: state.readTo };
    case 'away':
    case 'marked':
      return state;
  }
}

function arrive(state: UnreadDivider): UnreadDivider {
  switch (state.status) {
    case 'away':
      return state.shown === null ? WATCHING : { status: 'passed', readTo: state.shown };
    case 'marked':
      return { status: 'passed', readTo: state.readTo };
    case 'watching':
    case 'passed':
      return state;
  }
}

function forgetMark(state: UnreadDivider): UnreadDivider {
  switch (state.status) {
    case 'watching':
      return state;
    case 'away':
      return state.shown === null ? state : { ...state, shown: null };
    case 'marked':
    case 'passed':
      return WATCHING;
  }
}
