import { parseStoredCall } from '@chat/protocol/parse-call';
import type { StoredCall } from '@chat/protocol/stored-call';
import type { AnsweredState } from './call-state.ts';
import { MEDIA_MS } from './call-timers.ts';

/** What a page that goes away leaves for the one that comes back [P38]. */
export function storedCall(
  state: AnsweredState,
  { microphone, camera }: { microphone: boolean; camera: boolean },
): StoredCall {
  const { callId, peer, role } = state;
  const since = 'since' in state ? state.since : null;
  return { callId, peer, role, since, leftAt: Date.now(), muted: !microphone, video: camera };
}

/** A call that the other side may still wait in. */
export function restorableCall(stored: unknown, now: number): StoredCall | null {
  const call = parseStoredCall(stored);
  return call && now >= call.leftAt && now - call.leftAt < MEDIA_MS ? call : null;
}
