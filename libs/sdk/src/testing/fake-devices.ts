import type { Device, DeviceKind } from '../call/devices.ts';

const KINDS: Record<DeviceKind, MediaDeviceKind> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  speaker: 'audiooutput',
};

type Requests = { audio?: MediaTrackConstraints; video?: MediaTrackConstraints };

/** A track of {@link FakeDevices}, as far as a call looks at tracks. */
export class FakeTrack {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly #id: string;
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  onended: (() => void) | null = null;

  constructor(kind: 'audio' | 'video', device: Device) {
    this.kind = kind;
    this.label = device.label;
    this.#id = device.id;
  }

  getSettings(): { deviceId: string } {
    return { deviceId: this.#id };
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

class FakeStream {
  readonly #tracks = new Set<FakeTrack>();

  constructor(tracks: readonly FakeTrack[] = []) {
    for (const track of tracks) this.#tracks.add(track);
  }

  getTracks = () => [...this.#tracks];
  getAudioTracks = () => this.getTracks().filter(({ kind }) => kind === 'audio');
  getVideoTracks = () => this.getTracks().filter(({ kind }) => kind === 'video');
  addTrack = (track: FakeTrack) => void this.#tracks.add(track);
  removeTrack = (track: FakeTrack) => void this.#tracks.delete(track);
}

/** The devices of a browser, as getUserMedia and enumerateDevices show them: to plug, to refuse, to keep waiting. */
export class FakeDevices extends EventTarget {
  plugged: Record<DeviceKind, Device[]>;
  /** What the person refuses. */
  denied = new Set<DeviceKind>();
  /** Every track that was ever opened. */
  readonly tracks: FakeTrack[] = [];
  /** Names and ids are shown only after the first prompt. */
  hidesNames = false;
  /** Set to keep a prompt open. */
  prompt: Promise<void> = Promise.resolve();

  constructor(plugged: Record<DeviceKind, Device[]>) {
    super();
    this.plugged = plugged;
  }

  /** The globals of a page with these devices. */
  get globals(): Record<'navigator' | 'MediaStream', unknown> {
    return { navigator: { mediaDevices: this }, MediaStream: FakeStream };
  }

  get live(): FakeTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  /** Pulls a device out: its tracks end by themselves. */
  pull(kind: DeviceKind, id: string): void {
    this.plugged[kind] = this.plugged[kind].filter((device) => device.id !== id);
    for (const track of this.live.filter((one) => one.getSettings().deviceId === id)) {
      track.readyState = 'ended';
      track.onended?.();
    }
    this.dispatchEvent(new Event('devicechange'));
  }

  plug(kind: DeviceKind, device: Device): void {
    this.plugged[kind] = [...this.plugged[kind], device];
    this.dispatchEvent(new Event('devicechange'));
  }

  enumerateDevices = async () =>
    Object.entries(this.plugged).flatMap(([kind, list]) =>
      list.map(({ id, label }) => ({
        kind: KINDS[kind as DeviceKind],
        deviceId: this.hidesNames ? '' : id,
        label: this.hidesNames ? '' : label,
      })),
    );

  getUserMedia = async ({ audio, video }: Requests): Promise<FakeStream> => {
    await this.prompt;
    this.hidesNames = false;
    const wanted = [audio && this.#find('microphone', audio), video && this.#find('camera', video)];
    const tracks = wanted.filter((track) => track !== undefined);
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  };

  #find(kind: 'microphone' | 'camera', { deviceId }: MediaTrackConstraints): FakeTrack {
    if (this.denied.has(kind)) throw new DOMException('', 'NotAllowedError');
    const { exact, ideal } = (deviceId ?? {}) as { exact?: string; ideal?: string };
    const list = this.plugged[kind];
    const named = list.find(({ id }) => id === (exact ?? ideal));
    const device = exact === undefined ? (named ?? list[0]) : named;
    if (!device) throw new DOMException('', 'NotFoundError');
    return new FakeTrack(kind === 'camera' ? 'video' : 'audio', device);
  }
}
