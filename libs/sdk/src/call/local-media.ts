import { openMedia, stopMedia, type DeviceProblem } from './media.ts';
import type { RoleTracks } from './roles.ts';

/** The devices to open, and whether they begin switched on. */
export interface WantedMedia {
  video: boolean;
  microphone?: boolean;
  camera?: boolean;
}

/** What is sent of my devices. `stream` is null while none is open. */
export interface LocalMediaState {
  stream: MediaStream | null;
  microphone: boolean;
  camera: boolean;
  problem: DeviceProblem | null;
}

const CLOSED: LocalMediaState = { stream: null, microphone: false, camera: false, problem: null };

/** Owns camera and microphone from the moment they are asked for. After `close` every track is stopped, also late ones. */
export class LocalMedia {
  readonly #onChange: () => void;
  #state: LocalMediaState = CLOSED;
  /** Stands for the devices that were asked for last. */
  #opening: symbol | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): LocalMediaState {
    return this.#state;
  }

  /** What a peer connection sends. */
  get tracks(): Pick<RoleTracks, 'audio' | 'camera'> {
    const { stream } = this.#state;
    return {
      audio: stream?.getAudioTracks()[0] ?? null,
      camera: stream?.getVideoTracks()[0] ?? null,
    };
  }

  /**
   * Opens what can be had, switched on unless `wanted` says otherwise; does nothing while something is open. Never throws.
   */
  async open(wanted: WantedMedia): Promise<void> {
    if (this.#opening) return;
    const opening = Symbol('opening');
    this.#opening = opening;
    const { stream, problem } = await openMedia(wanted);
    // Closed while the browser asked: let the devices go at once.
    if (this.#opening !== opening) {
      stopMedia(stream);
      return;
    }
    const { microphone: speaks = true, camera: shows = true } = wanted;
    const microphone = enable(stream.getAudioTracks(), speaks);
    this.#set({ stream, problem, microphone, camera: enable(stream.getVideoTracks(), shows) });
  }

  setMicrophone(on: boolean): void {
    for (const track of this.#state.stream?.getAudioTracks() ?? []) track.enabled = on;
    this.#set({ ...this.#state, microphone: on });
  }

  setCamera(on: boolean): void {
    for (const track of this.#state.stream?.getVideoTracks() ?? []) track.enabled = on;
    this.#set({ ...this.#state, camera: on });
  }

  close(): void {
    this.#opening = undefined;
    if (this.#state.stream) stopMedia(this.#state.stream);
    this.#set(CLOSED);
  }

  #set(state: LocalMediaState): void {
    this.#state = state;
    this.#onChange();
  }
}

/** Whether anything is on now. */
function enable(tracks: readonly MediaStreamTrack[], on: boolean): boolean {
  for (const track of tracks) track.enabled = on;
  return on && tracks.length > 0;
}
