import type { CaptureProblems } from './media.ts';

/** What to open for a call: always the microphone, which may begin muted. */
export interface WantedMedia {
  video: boolean;
  muted?: boolean;
}

/** What is sent of my devices. `stream` is null until something was asked for; it stays the same while tracks change. */
export interface LocalMediaState {
  stream: MediaStream | null;
  microphone: boolean;
  camera: boolean;
  problems: CaptureProblems;
}

const NO_PROBLEMS: CaptureProblems = { microphone: null, camera: null };
/** Nothing was asked for. */
export const CLOSED: LocalMediaState = {
  stream: null,
  microphone: false,
  camera: false,
  problems: NO_PROBLEMS,
};
