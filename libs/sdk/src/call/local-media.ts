import { openMedia, stopMedia, type DeviceProblem } from './media.ts';

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
  get tracks(): { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } {
    const { stream } = this.#state;
    return {
      audio: stream?.getAudioTracks()[0] ?? null,
      video: stream?.getVideoTracks()[0] ?? null,
    };
  }

  /** Opens what can be had; does nothing while something is open. Never throws. */
  async open(wanted: { video: boolean }): Promise<void> {
    if (this.#opening) return;
    const opening = Symbol('opening');
    this.#opening = opening;
    const { stream, problem } = await openMedia(wanted);
    // Closed while the browser asked: let the devices go at once.
    if (this.#opening !== opening) {
      stopMedia(stream);
      return;
    }
    const microphone = stream.getAudioTracks().length > 0;
    this.#set({ stream, problem, microphone, camera: stream.getVideoTracks().length > 0 });
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
