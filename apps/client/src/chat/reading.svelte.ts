import type { ReadingPlace } from './list-scroll.ts';
import {
  markedPlace,
  transition,
  WATCHING,
  type UnreadDivider,
  type UnreadInput,
} from './unread-divider.ts';

/** How far a person has read a room, and where they are in it. Lives as long as the room's view. */
export class Reading {
  #divider: UnreadDivider = $state.raw(WATCHING);
  /** Whether the newest message is in sight, as far as one looks. */
  atEnd = $state(true);
  /** A message to which somebody wants to be led. */
  wanted: number | null = $state(null);
  /** The first message of what was unread when the room was opened, until the list has gone there. */
  #first: number | null = $state(null);
  /** Where the list was when it was last on the page; null at its end. */
  place: ReadingPlace | null = null;

  /** The message after which all is marked as unread; null where nothing is. */
  get readTo(): number | null {
    return markedPlace(this.#divider);
  }

  /** The message up to which all was seen; null while what comes is seen as it comes. */
  get leftAt(): number | null {
    return this.#divider.status === 'watching' ? null : this.#divider.readTo;
  }

  /** I open the room: all from this message on is unread. */
  open(first: number): void {
    this.hear({ type: 'opened', readTo: first - 1 });
    this.#first = first;
    this.atEnd = false;
  }

  /** Where the list is to begin; asked once. */
  takeFirst(): number | null {
    const first = this.#first;
    this.#first = null;
    return first;
  }

  hear(input: UnreadInput): void {
    this.#divider = transition(this.#divider, input);
  }
}
