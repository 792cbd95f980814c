import type { Device, DeviceKind, LocalMedia, LocalMediaState } from '@chat/sdk/call';
import { Ear } from './voices.svelte.ts';
import type { Telephone } from './telephone.svelte.ts';

/** Camera and microphone opened to be looked at, outside of a call. Closing releases them. */
export class DeviceTrial {
  readonly #telephone: Telephone;
  readonly #media: LocalMedia;
  readonly #ear = new Ear((level) => (this.#level = level));
  #level = $state(0);
  #state: LocalMediaState = $state.raw({
    stream: null,
    microphone: false,
    camera: false,
    problems: { microphone: null, camera: null },
  });

  constructor(telephone: Telephone) {
    this.#telephone = telephone;
    this.#media = telephone.tryDevices(() => this.#follow());
    void this.#media.open({ video: true });
  }

  get state(): LocalMediaState {
    return this.#state;
  }

  /** How loud the microphone is, 0 to 1. */
  get level(): number {
    return this.#level;
  }

  readonly choose = (kind: DeviceKind, device: Device | null): void => {
    if (kind === 'speaker') this.#telephone.choose(kind, device);
    else void this.#media.choose(kind, device);
  };

  close(): void {
    this.#ear.listen(null);
    this.#media.end();
  }

  #follow(): void {
    this.#state = this.#media.state;
    this.#ear.listen(this.#state.stream?.getAudioTracks()[0] ?? null);
  }
}
