import type { Page } from '@chat/protocol';
import { parseStoredCall } from '@chat/protocol/parse-call';
import type { StoredCall } from '@chat/protocol/stored-call';
import type { AnsweredState } from './call-state.ts';
import { MEDIA_MS } from './call-timers.ts';
import { steadyTime } from './steady-time.ts';

/** What a page that goes away leaves for the one that comes back [P38]. */
export function storedCall(
  state: AnsweredState & { mine: Page },
  { microphone, camera }: { microphone: boolean; camera: boolean },
): StoredCall {
  const { callId, peer, role, mine, page: theirs } = state;
  const since = 'since' in state ? state.since : null;
  const parties = { callId, peer, role, mine, theirs };
  return { ...parties, since, leftAt: steadyTime(), muted: !microphone, video: camera };
}

/** A call that the other side may still wait in. */
export function restorableCall(stored: unknown, now: number): StoredCall | null {
  const call = parseStoredCall(stored);
  return call && now >= call.leftAt && now - call.leftAt < MEDIA_MS ? call : null;
}
