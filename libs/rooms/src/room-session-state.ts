import type { Position } from '@chat/protocol';
import type { Ending, SessionNews, Venue } from './venue.ts';

/** Where a session in a room stands. */
export type State<Session> =
  | { status: 'outside' }
  /** The log is being read; what happens meanwhile is held back for after it [P13]. */
  | { status: 'reading'; venue: Venue<Session>; held: SessionNews[]; for: 'join' | 'catch-up' }
  | { status: 'inside'; venue: Venue<Session> }
  /** Events are dropped: all of them come with the catch-up [P28]. */
  | { status: 'lagging'; venue: Venue<Session> }
  | { status: 'over'; ending: Ending };

/** What is read of the log, and for whom. */
export type Reading<Session> = {
  venue: Venue<Session>;
  held: SessionNews[];
  position: Position | undefined;
};
