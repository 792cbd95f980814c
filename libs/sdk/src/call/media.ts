import { NO_DEVICES, type Device, type DeviceLists } from './devices.ts';

/**
 * Why a device gives nothing: refused by the person, not there, used by another program, stopped by the system while it
 * was in use, or hidden by the browser from a page that is not secure.
 */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'stopped' | 'unsupported';

/** What a call captures. */
export type CaptureKind = 'microphone' | 'camera';

/** What of each kind could not be opened, and why. */
export type CaptureProblems = Record<CaptureKind, DeviceProblem | null>;

/** What could be opened, and why the rest could not. */
export interface OpenedMedia {
  tracks: MediaStreamTrack[];
  problems: CaptureProblems;
}

/** Which device: one that must be it, one that would be nice, or the camera that looks this way. */
export interface DeviceWish {
  exact?: string | undefined;
  ideal?: string | undefined;
  facing?: 'user' | 'environment' | undefined;
}

/** `text` keeps every letter sharp at few frames, `motion` keeps films smooth. */
export type ScreenHint = 'text' | 'motion';

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
const NO_PROBLEMS: CaptureProblems = { microphone: null, camera: null };

/**
 * Opens microphone and, if wanted, camera with one prompt for both. Where that is not to be had, it settles for sound,
 * then for a picture, then for nothing: one can always listen. Never throws.
 */
export async function openMedia(wanted: {
  microphone: DeviceWish;
  camera: DeviceWish | null;
}): Promise<OpenedMedia> {
  if (!wanted.camera) {
    const { track, problem } = await openCapture('microphone', wanted.microphone);
    return { tracks: track ? [track] : [], problems: { ...NO_PROBLEMS, microphone: problem } };
  }
  if (devices()) {
    const constraints = {
      audio: constraintsOf('microphone', wanted.microphone),
      video: constraintsOf('camera', wanted.camera),
    };
    const both = await attempt(constraints);
    if (both.stream) return { tracks: both.stream.getTracks(), problems: NO_PROBLEMS };
  }
  // Which of the two it was, the browser tells only when asked for each.
  const microphone = await openCapture('microphone', wanted.microphone);
  const camera = await openCapture('camera', wanted.camera);
  return {
    tracks: [microphone.track, camera.track].filter((track) => track !== null),
    problems: { microphone: microphone.problem, camera: camera.problem },
  };
}

/** Opens one device. Never throws. */
export async function openCapture(
  kind: CaptureKind,
  wish: DeviceWish,
): Promise<{ track: MediaStreamTrack | null; problem: DeviceProblem | null }> {
  if (!devices()) return { track: null, problem: 'unsupported' };
  const constraints = constraintsOf(kind, wish);
  const { stream, problem } = await attempt(
    kind === 'camera' ? { video: constraints } : { audio: constraints },
  );
  return { track: stream?.getTracks()[0] ?? null, problem };
}

/** Whether this browser can share a screen: those of phones cannot. */
export function canShareScreen(): boolean {
  const source: Partial<MediaDevices> | null = devices();
  return source !== null && typeof source.getDisplayMedia === 'function';
}

/** Asks which screen to share. Null where the person thought better of it. */
export async function openScreen(hint: ScreenHint): Promise<MediaStream | null> {
  if (!canShareScreen()) return null;
  const frameRate = hint === 'text' ? 10 : 30;
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: frameRate } },
    });
    hintScreen(stream, hint);
    return stream;
  } catch {
    return null;
  }
}

/** Says what matters of a shared screen, also while it is shared (mst-content-hint). */
export function hintScreen(stream: MediaStream, hint: ScreenHint): void {
  for (const track of stream.getVideoTracks()) {
    track.contentHint = hint === 'text' ? 'detail' : 'motion';
  }
}

/** Releases what a stream captures: its light goes out. */
export function stopMedia(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What is plugged in. Names and ids are empty until the person has allowed a device once. */
export async function listDevices(): Promise<DeviceLists> {
  const all =
    (await devices()
      ?.enumerateDevices()
      .catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && isDevice(device.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return all.length === 0
    ? NO_DEVICES
    : { microphone: of('audioinput'), camera: of('videoinput'), speaker: of('audiooutput') };
}

/** Calls back whenever something is plugged in or out. */
export function onDeviceChange(listener: () => void): () => void {
  const source = devices();
  source?.addEventListener('devicechange', listener);
  return () => source?.removeEventListener('devicechange', listener);
}

/** Browsers hide the devices from pages that are neither on localhost nor on https. */
function devices(): MediaDevices | null {
  return 'mediaDevices' in navigator ? navigator.mediaDevices : null;
}

/** Chromium lists aliases of other entries; an empty id says only that there is something. */
function isDevice(id: string): boolean {
  return id !== '' && id !== 'default' && id !== 'communications';
}

function constraintsOf(
  kind: CaptureKind,
  { exact, ideal, facing }: DeviceWish,
): MediaTrackConstraints {
  return {
    ...(kind === 'camera' ? VIDEO : AUDIO),
    ...(ideal !== undefined && { deviceId: { ideal } }),
    ...(exact !== undefined && { deviceId: { exact } }),
    ...(facing !== undefined && { facingMode: { ideal: facing } }),
  };
}

type Attempt = { stream: MediaStream; problem: null } | { stream: null; problem: DeviceProblem };

async function attempt(constraints: MediaStreamConstraints): Promise<Attempt> {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(constraints), problem: null };
  } catch (error) {
    return { stream: null, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'missing';
}
