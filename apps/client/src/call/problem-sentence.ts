import type { CaptureProblems } from '@chat/sdk/call';
import { callText } from './words.ts';

/** What is wrong with my devices and what to do about it, in one sentence. */
export function problemSentence({ microphone, camera }: CaptureProblems): string | null {
  const { both } = callText.problem;
  if (
    microphone &&
    microphone === camera &&
    (microphone === 'denied' || microphone === 'missing')
  ) {
    return both[microphone];
  }
  if (microphone) return callText.problem.microphone[microphone];
  return camera && callText.problem.camera[camera];
}
