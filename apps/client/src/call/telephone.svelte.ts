import {
  Call,
  canShareScreen,
  DeviceShelf,
  LocalMedia,
  openScreen,
  steadyTime,
  type CallMedia,
  type CallOptions,
  type CallState,
  type Device,
  type DeviceKind,
  type DeviceShelfState,
} from '@chat/sdk/call';
import { createSubscriber } from 'svelte/reactivity';
import type { CallLog } from '../call-log.svelte.ts';
import type { Settings } from '../settings.svelte.ts';
import { CallSettings, deviceStorage } from './call-settings.svelte.ts';
import { noteOf, type CallNote } from './line-of.ts';
import { Link } from './link.svelte.ts';
import { Ringing } from './ringing.ts';
import { Voices } from './voices.svelte.ts';

export interface TelephoneOptions extends CallOptions {
  /** What this person has chosen; what was done last in calls is remembered apart from it. */
  chosen: Settings;
  log: CallLog;
  nameOf: (member: string) => string;
  /** The number of the newest message, for the place of a line in the conversation. */
  position: () => number;
}

type ScreenHint = CallMedia['screen']['hint'];

// One person has one set of devices, and one way of liking calls, in whichever room it rings.
const settings = new CallSettings();
const shelf = new DeviceShelf(deviceStorage);

/** A call as its components read and steer it: runes over the SDK's Call, with its sounds, signs and lines. */
export class Telephone {
  readonly settings = settings;
  readonly voices = new Voices();
  readonly link = new Link();
  readonly #options: TelephoneOptions;
  readonly #shelf = shelf;
  readonly #ringing: Ringing;
  readonly #call: Call;
  readonly #unfollow: () => void;
  readonly #trackCall = createSubscriber((update) => this.#call.subscribe(update));
  readonly #trackShelf = createSubscriber((update) => this.#shelf.subscribe(update));
  #before: CallState = { status: 'idle' };

  constructor(options: TelephoneOptions) {
    this.#options = options;
    const { chosen } = options;
    this.#ringing = new Ringing(chosen, options.nameOf);
    this.#call = new Call({
      ...options,
      hidesAddress: () => chosen.get('hideAddress'),
      releasesMuted: () => chosen.get('releaseMicrophone'),
      shelf: this.#shelf,
      onPeer: (peer) => this.link.watch(peer, this.#call),
    });
    this.#unfollow = this.#call.subscribe(() => this.#follow());
    // Worth a line, and nothing louder.
    this.#call.onTurnedAway((by) =>
      this.#write({ ...by, outcome: 'called-meanwhile', length: null }),
    );
    // A page that came back may be in a call already.
    this.#follow();
  }

  get state(): CallState {
    this.#trackCall();
    return this.#call.state;
  }

  get media(): CallMedia {
    this.#trackCall();
    return this.#call.media;
  }

  get devices(): DeviceShelfState {
    this.#trackShelf();
    return this.#shelf.state;
  }

  /** The id of the chosen speaker; empty for the system's own. */
  get speaker(): string {
    this.#trackShelf();
    return this.#shelf.chosen('speaker')?.id ?? '';
  }

  /** The chosen device of a kind, if it is there. */
  chosen(kind: DeviceKind): Device | undefined {
    this.#trackShelf();
    return this.#shelf.chosen(kind);
  }

  /** Whether my camera shows me, and should be drawn as a mirror does. */
  get facesMe(): boolean {
    this.#trackCall();
    return this.#call.devices.facesMe;
  }

  get canShareScreen(): boolean {
    return canShareScreen();
  }

  subscribe(listener: () => void): () => void {
    return this.#call.subscribe(listener);
  }

  start(member: string): void {
    this.#call.start(member);
  }

  accept(options: { video: boolean }): void {
    this.#call.accept(options);
  }

  /** What is written with it the caller reads, and nobody else. */
  decline(written?: string): void {
    this.#call.decline(written);
  }

  hangUp(): void {
    this.#call.hangUp();
  }

  leave(): void {
    this.#call.leave();
  }

  /** The page goes away and may come back [P38]. */
  suspend(): void {
    this.#call.suspend();
  }

  /** The page is back as it was. */
  resume(): void {
    this.#call.resume();
  }

  dismiss(): void {
    this.#call.dismiss();
  }

  setMicrophone(on: boolean): void {
    this.#call.setMicrophone(on);
  }

  toggleMicrophone(): void {
    this.#call.setMicrophone(!this.#call.media.microphone);
  }

  toggleCamera(): void {
    this.#call.setCamera(!this.#call.media.camera);
  }

  flipCamera(): void {
    void this.#call.devices.flip();
  }

  /** Uses this device, now and in later calls; null is the system's choice. */
  choose(kind: DeviceKind, device: Device | null): void {
    if (kind === 'speaker') this.#shelf.choose(kind, device);
    else void this.#call.devices.choose(kind, device);
  }

  dismissNews(kind: DeviceKind): void {
    this.#shelf.dismissNews(kind);
  }

  lookForDevices(): void {
    void this.#shelf.refresh();
  }

  /** Devices of their own beside a call, to look at them. Whoever takes them ends them. */
  tryDevices(onChange: () => void): LocalMedia {
    return new LocalMedia(onChange, this.#shelf);
  }

  /** Asks which screen, and shares it. The call stops it at the latest with its own end. */
  async shareScreen(): Promise<void> {
    const { media, state } = this.#call;
    const { hint } = media.screen;
    const stream = await openScreen(hint);
    // Whoever I am in a call with by then was not meant.
    const isSame =
      'callId' in state && 'callId' in this.state && state.callId === this.state.callId;
    if (stream && isSame) this.#call.startScreen(stream, hint);
    else for (const track of stream?.getTracks() ?? []) track.stop();
  }

  setScreenHint(hint: ScreenHint): void {
    const { local } = this.#call.media.screen;
    if (local) this.#call.startScreen(local, hint);
  }

  stopScreen(): void {
    this.#call.stopScreen();
  }

  close(): void {
    this.#call.close();
    this.#unfollow();
    this.#ringing.close();
    this.voices.close();
  }

  #follow(): void {
    const { state, media } = this.#call;
    const note = noteOf(this.#before, state, steadyTime());
    this.#before = state;
    this.#ringing.follow(state, this.#shelf.chosen('speaker')?.id);
    const connected = state.status === 'connected' || state.status === 'reconnecting';
    this.voices.follow({
      mine: connected ? (media.local?.getAudioTracks()[0] ?? null) : null,
      theirs: connected ? (media.remote?.getAudioTracks()[0] ?? null) : null,
      muted: !media.microphone,
    });
    if (note) this.#write(note);
  }

  #write({ callId, outcome, peer, length, message }: CallNote): void {
    const { log, nameOf, position } = this.#options;
    const key = `${callId}:${outcome}`;
    const line = { key, outcome, peer, length, name: nameOf(peer), after: position() };
    log.add({ ...line, at: Date.now(), ...(message !== undefined && { message }) });
    // Who declined knows it; the line in the conversation is enough.
    if (outcome === 'declined-by-me') this.dismiss();
  }
}
