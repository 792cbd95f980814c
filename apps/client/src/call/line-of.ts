import type { CallState } from '@chat/sdk/call';
import type { CallOutcome } from '../call-log.svelte.ts';

/** What a step of a call is worth saying in the conversation. */
export interface CallNote {
  callId: string;
  outcome: CallOutcome;
  peer: string;
  /** How long it lasted, in ms; null where nobody talked. */
  length: number | null;
  /** What was said with a refusal. */
  message?: string | undefined;
}

/** The line for this step of a call, if it deserves one. Pure; `now` in ms, of the clock of `since`. */
export function noteOf(before: CallState, after: CallState, now: number): CallNote | null {
  if (after.status === before.status) return null;
  if (after.status === 'connected') {
    const { callId, peer } = after;
    return before.status === 'connecting'
      ? { callId, peer, outcome: 'started', length: null }
      : null;
  }
  return after.status === 'ended' ? noteOfEnd(before, after, now) : null;
}

type Ended = Extract<CallState, { status: 'ended' }>;

function noteOfEnd(before: CallState, after: Ended, now: number): CallNote | null {
  const { callId, peer, reason, since, cause, message } = after;
  // The tab that took it writes of it.
  if (reason === 'elsewhere') return null;
  const length = since === null ? null : Math.max(0, now - since);
  const byMe = reason === 'declined' && before.status === 'incoming';
  if (byMe) return { callId, peer, outcome: 'declined-by-me', length, message };
  return {
    callId,
    peer,
    message,
    outcome: reason === 'hung-up' ? 'ended' : (cause ?? reason),
    length,
  };
}
