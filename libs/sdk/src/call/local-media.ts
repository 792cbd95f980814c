import { DeviceShelf } from './device-shelf.ts';
import type { Device, DeviceNews } from './devices.ts';
import { CLOSED, type LocalMediaState, type WantedMedia } from './local-media-state.ts';
import { openCapture, openMedia, type CaptureKind, type DeviceWish } from './media.ts';
import type { RoleTracks } from './roles.ts';

/**
 * Owns camera and microphone from the moment they are asked for. A muted microphone stays open and sends silence, so
 * that speaking again is instant, unless it is to be released; a camera that is off is released and its light goes out.
 * What is unplugged is replaced by the system's default. After `close` every track is stopped, also late ones.
 */
export class LocalMedia {
  readonly #onChange: () => void;
  readonly #shelf: DeviceShelf;
  readonly #unwatch: () => void;
  readonly #releases: () => boolean;
  #state: LocalMediaState = CLOSED;
  /** Stands for the life from `open` to `close`. */
  #life: symbol | undefined;
  /** Stands for what was asked of each device last: an answer to an older question is let go. */
  readonly #asked: Record<CaptureKind, symbol | undefined> = {
    microphone: undefined,
    camera: undefined,
  };
  /** What the person has switched on, whatever there is of it: what comes later or instead follows it. */
  readonly #wanted: Record<CaptureKind, boolean> = { microphone: false, camera: false };
  /** What was replaced already: the same news is heard again with every other change. */
  readonly #replaced = new Set<DeviceNews>();
  #facing: 'user' | 'environment' = 'user';

  /** `releases` says whether a muted microphone is given back. */
  constructor(onChange: () => void, shelf = new DeviceShelf(), releases = () => false) {
    this.#onChange = onChange;
    this.#shelf = shelf;
    this.#releases = releases;
    this.#unwatch = shelf.subscribe(() => this.#replaceGone());
  }

  get state(): LocalMediaState {
    return this.#state;
  }

  /** What a peer connection sends. */
  get tracks(): Pick<RoleTracks, 'audio' | 'camera'> {
    return { audio: this.#track('microphone'), camera: this.#track('camera') };
  }

  /** Opens what can be had; does nothing while something is open. Never throws. */
  async open(wanted: WantedMedia): Promise<void> {
    if (this.#life) return;
    const life = Symbol('life');
    this.#life = life;
    this.#wanted.microphone = !wanted.muted;
    this.#wanted.camera = wanted.video;
    this.#set({ ...CLOSED, stream: new MediaStream() });
    // The ids of devices may have changed since one was chosen; their names tell.
    await this.#shelf.refresh();
    if (this.#life !== life) return;
    const { tracks, problems } = await openMedia({
      microphone: this.#shelf.wish('microphone'),
      camera: wanted.video ? this.#shelf.wish('camera') : null,
    });
    // Closed while the browser asked: let the devices go at once.
    if (this.#life !== life) {
      stopAll(tracks);
      return;
    }
    for (const track of tracks) this.#addFirst(track);
    this.#set({ ...this.#state, problems });
    if (!this.#wanted.microphone && this.#releases()) this.#release('microphone');
    await this.#shelf.refresh();
    for (const kind of ['microphone', 'camera'] as const) await this.#preferChosen(kind, life);
  }

  /** Only now the devices have names: the chosen one may have another id than last time. */
  async #preferChosen(kind: CaptureKind, life: symbol): Promise<void> {
    const track = this.#track(kind);
    const chosen = this.#shelf.chosen(kind);
    if (this.#life !== life || !track || !chosen || track.label === chosen.label) return;
    await this.#open(kind, { exact: chosen.id });
  }

  /** Off sends silence, or releases it. On opens a microphone where there was none. */
  setMicrophone(on: boolean): void {
    this.#wanted.microphone = on;
    const track = this.#track('microphone');
    // One that is being opened is let go when it comes.
    if (!on && this.#releases()) return this.#release('microphone');
    if (track) track.enabled = on;
    else if (on) void this.#open('microphone', this.#shelf.wish('microphone'));
    this.#set({ ...this.#state, microphone: on && track !== null });
  }

  /** Off releases the camera. */
  setCamera(on: boolean): void {
    this.#wanted.camera = on;
    if (on && this.#state.camera) return;
    if (on) void this.#open('camera', this.#shelf.wish('camera'));
    else this.#release('camera');
  }

  /** Uses this device from now on, also in later calls; null is the system's choice. Opens none that was released. */
  async choose(kind: CaptureKind, device: Device | null): Promise<void> {
    this.#shelf.choose(kind, device);
    if (this.#isReleased(kind)) return;
    if (this.#life) await this.#open(kind, device ? { exact: device.id } : {});
  }

  /** The other camera of a phone. */
  async flip(): Promise<void> {
    if (!this.#state.camera) return;
    this.#facing = this.#facing === 'user' ? 'environment' : 'user';
    await this.#open('camera', { facing: this.#facing });
  }

  /** Whether the camera shows me, and not what is before me. */
  get facesMe(): boolean {
    return this.#facing === 'user';
  }

  close(): void {
    this.#life = undefined;
    this.#asked.microphone = this.#asked.camera = undefined;
    this.#facing = 'user';
    for (const kind of ['microphone', 'camera'] as const) this.#drop(kind);
    this.#set(CLOSED);
  }

  /** Closes it for good. */
  end(): void {
    this.#unwatch();
    this.close();
  }

  async #open(kind: CaptureKind, wish: DeviceWish): Promise<void> {
    const asked = Symbol(kind);
    this.#asked[kind] = asked;
    // Some phones open no second device of a kind, and Safari ends the first one. Who listens to it lets it go as well.
    this.#drop(kind);
    this.#onChange();
    let { track, problem } = await openCapture(kind, wish);
    if (!track && this.#asked[kind] === asked) ({ track, problem } = await openCapture(kind, {}));
    if (!this.#life || this.#asked[kind] !== asked) {
      stopAll(track ? [track] : []);
      return;
    }
    if (track) {
      this.#drop(kind);
      this.#add(track);
    }
    const on = track !== null && this.#wanted[kind];
    const problems = { ...this.#state.problems, [kind]: problem };
    this.#set({ ...this.#state, [kind]: on, problems });
    await this.#shelf.refresh();
  }

  /** While the browser asked, the person may have turned on the same device, or the camera off. */
  #addFirst(track: MediaStreamTrack): void {
    const kind = kindOf(track);
    const isUnwanted = kind === 'camera' && !this.#wanted.camera;
    if (isUnwanted || this.#track(kind)) stopAll([track]);
    else this.#add(track);
  }

  #add(track: MediaStreamTrack): void {
    const kind = kindOf(track);
    const on = this.#wanted[kind];
    track.enabled = on;
    track.onended = () => void this.#stoppedFromOutside(kind, track);
    this.#state.stream?.addTrack(track);
    this.#state = { ...this.#state, [kind]: on };
  }

  #release(kind: CaptureKind): void {
    this.#asked[kind] = undefined;
    this.#drop(kind);
    this.#set({ ...this.#state, [kind]: false });
  }

  #isReleased(kind: CaptureKind): boolean {
    return !this.#wanted[kind] && (kind === 'camera' || (!this.#track(kind) && this.#releases()));
  }

  #drop(kind: CaptureKind): void {
    const track = this.#track(kind);
    if (!track) return;
    track.onended = null;
    track.stop();
    this.#state.stream?.removeTrack(track);
  }

  /** A track ends by itself when its device is pulled out or the system takes it away. */
  async #stoppedFromOutside(kind: CaptureKind, track: MediaStreamTrack): Promise<void> {
    const device = { id: track.getSettings().deviceId ?? '', label: track.label };
    await this.#shelf.refresh();
    if (this.#track(kind) !== track) return;
    if (this.#shelf.state.lists[kind].some(({ id }) => id === device.id)) {
      this.#drop(kind);
      this.#wanted[kind] = false;
      const problems = { ...this.#state.problems, [kind]: 'stopped' };
      this.#set({ ...this.#state, [kind]: false, problems });
      return;
    }
    if (this.#shelf.state.news[kind]?.what !== 'gone') this.#shelf.tellGone(kind, device);
    // Telling has replaced it where it was the chosen one.
    if (this.#track(kind) === track) await this.#open(kind, {});
  }

  /** What was in use and is gone is replaced by the default. */
  #replaceGone(): void {
    for (const kind of ['microphone', 'camera'] as const) {
      const news = this.#shelf.state.news[kind];
      const track = this.#track(kind);
      if (news?.what !== 'gone' || this.#replaced.has(news)) continue;
      this.#replaced.add(news);
      if (track?.getSettings().deviceId !== news.device.id) continue;
      void this.#open(kind, {});
    }
  }

  #track(kind: CaptureKind): MediaStreamTrack | null {
    const { stream } = this.#state;
    const tracks = kind === 'camera' ? stream?.getVideoTracks() : stream?.getAudioTracks();
    return tracks?.[0] ?? null;
  }

  #set(state: LocalMediaState): void {
    this.#state = state;
    this.#onChange();
  }
}

function stopAll(tracks: readonly MediaStreamTrack[]): void {
  for (const track of tracks) track.stop();
}

function kindOf({ kind }: MediaStreamTrack): CaptureKind {
  return kind === 'video' ? 'camera' : 'microphone';
}
