import type { MediaFrame } from '@chat/protocol';
import type { CaptureProblems, ScreenHint } from './media.ts';

/** What there is to see and hear. `local` is null while no device is open. */
export interface CallMedia {
  local: MediaStream | null;
  remote: MediaStream | null;
  microphone: boolean;
  camera: boolean;
  problems: CaptureProblems;
  screen: { local: MediaStream | null; remote: MediaStream | null; hint: ScreenHint };
  /** What the other side says that it sends; null until it has said so. */
  remoteState: MediaFrame | null;
}
