/** Why a device gives nothing: refused by the person, not there, or used by another program. */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'unsupported';

/** What could be opened, and why the rest could not. */
export interface OpenedMedia {
  stream: MediaStream;
  problem: DeviceProblem | null;
}

const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/**
 * Opens microphone and camera with one prompt for both. Where that is not to be had, it settles for sound, then for a
 * picture, then for nothing: one can always listen. Never throws.
 */
export async function openMedia(wanted: { video: boolean }): Promise<OpenedMedia> {
  // Browsers hide the devices from pages that are neither on localhost nor on https.
  if (!('mediaDevices' in navigator)) {
    return { stream: new MediaStream(), problem: 'unsupported' };
  }
  const tries: MediaStreamConstraints[] = wanted.video
    ? [{ audio: AUDIO, video: VIDEO }, { audio: AUDIO }, { video: VIDEO }]
    : [{ audio: AUDIO }];
  let problem: DeviceProblem | null = null;
  for (const constraints of tries) {
    try {
      return { stream: await navigator.mediaDevices.getUserMedia(constraints), problem };
    } catch (error) {
      problem ??= problemOf(error);
    }
  }
  return { stream: new MediaStream(), problem };
}

/** Releases camera and microphone: their lights go out. */
export function stopMedia(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'missing';
}
