import type { CallState, PathCheck, SignalChannel, SignalEvent } from '@chat/sdk/call';
import type { Api, RoomClient } from '@chat/sdk';
import { createSubscriber } from 'svelte/reactivity';
import type { CallLog } from './call-log.svelte.ts';
import { callStorage } from './call-storage.ts';
import { CallPath } from './call-path.svelte.ts';
import type { Layout } from './call/call-settings.svelte.ts';
import type * as callPart from './call/index.ts';
import type { Telephone } from './call/telephone.svelte.ts';
import type { Settings } from './settings.svelte.ts';

type CallPart = typeof callPart;

export interface CallViewOptions {
  api: Api;
  self: string;
  log: CallLog;
  settings: Settings;
  /** What a member is called, for the lines of the log. */
  nameOf: (member: string) => string;
  /** Whether I am in a call of another room. */
  isBusyElsewhere: () => boolean;
}

/** Events of a room that are kept until there is a telephone to hear them. */
const MOST_EARLY = 256;

const IDLE: CallState = { status: 'idle' };

/**
 * The telephone of a room as the components read it. Everything that calls need is a part of the page of its own, which
 * is loaded after the chat; what rings before it is there rings as soon as it is.
 */
export class CallView {
  /** Whether a call can work from here. */
  readonly path = new CallPath(
    (relayOnly: boolean) => this.#checkPath(relayOnly),
    () => this.#options.settings.get('hideAddress'),
  );
  readonly #client: RoomClient;
  readonly #options: CallViewOptions;
  readonly #early: SignalEvent[] = [];
  readonly #stopListening: () => void;
  readonly #suspend = () => this.#telephone?.suspend();
  readonly #resume = ({ persisted }: PageTransitionEvent) => {
    if (persisted) this.#telephone?.resume();
  };
  readonly #ask = (event: BeforeUnloadEvent) => this.#askBeforeUnload(event);
  #part: CallPart | null = $state.raw(null);
  #telephone: Telephone | null = $state.raw(null);
  #unavailable = $state(false);
  #checking = $state(false);
  #loading: Promise<Telephone | null> | null = null;
  #closed = false;
  #asked = false;
  readonly #track = createSubscriber((update) => this.#telephone?.subscribe(update));

  constructor(client: RoomClient, options: CallViewOptions) {
    this.#client = client;
    this.#options = options;
    this.#stopListening = client.signals.subscribe((event) => this.#hearEarly(event));
    // A reload and a closed page look alike: the other side waits a moment for the page to come back.
    addEventListener('pagehide', this.#suspend);
    addEventListener('pageshow', this.#resume);
    addEventListener('beforeunload', this.#ask);
    // A call that a reload left goes on, also in a room that is not looked at.
    if (callStorage(client.id).load() !== null) this.prepare();
  }

  /** Loads what calls need, for a room that is looked at; otherwise it comes with the first ring. */
  prepare(): void {
    void this.#load();
  }

  get state(): CallState {
    const telephone = this.#telephone;
    if (!telephone) return IDLE;
    this.#track();
    return telephone.state;
  }

  /** What draws calls, once it is loaded. */
  get part(): CallPart | null {
    return this.#part;
  }

  get telephone(): Telephone | null {
    return this.#telephone;
  }

  /** Somebody wanted to call, and the part of the page for it could not be loaded. */
  get unavailable(): boolean {
    return this.#unavailable;
  }

  /** Whether devices are being looked at outside of a call. */
  get checking(): boolean {
    return this.#checking;
  }

  /** Whether a call could be started now. */
  get canStart(): boolean {
    return this.free && !this.#options.isBusyElsewhere();
  }

  /** Whether there is no call in this room. */
  get free(): boolean {
    const { status } = this.state;
    return status === 'idle' || status === 'ended';
  }

  /** Who I am in a call with; null while there is none. */
  get peer(): string | null {
    const { state } = this;
    const isOn = !this.free && state.status !== 'incoming';
    return isOn && 'peer' in state ? state.peer : null;
  }

  /** How much room the call takes; null while there is none. */
  get layout(): Layout | null {
    const active = !this.free && this.state.status !== 'incoming';
    return active ? (this.#telephone?.settings.layout ?? null) : null;
  }

  async start(member: string): Promise<void> {
    if (this.#options.isBusyElsewhere()) return;
    (await this.#loadOrTell())?.start(member);
  }

  /** Shows camera, microphone and speaker, to try and to choose. */
  async check(): Promise<void> {
    if (await this.#loadOrTell()) this.#checking = true;
  }

  endCheck(): void {
    this.#checking = false;
  }

  /** Ends what is mine of it, without answering a call that only rings. */
  leave(): void {
    this.#telephone?.leave();
  }

  dismiss(): void {
    this.#unavailable = false;
    this.#telephone?.dismiss();
  }

  close(): void {
    this.#closed = true;
    this.path.close();
    this.#stopListening();
    removeEventListener('pagehide', this.#suspend);
    removeEventListener('pageshow', this.#resume);
    removeEventListener('beforeunload', this.#ask);
    this.#telephone?.close();
  }

  async #checkPath(relayOnly: boolean): Promise<PathCheck> {
    const [{ checkPath }, { iceServers }] = await Promise.all([
      import('./call/index.ts'),
      this.#options.api.iceServers(),
    ]);
    return checkPath(iceServers, { relayOnly });
  }

  async #loadOrTell(): Promise<Telephone | null> {
    this.#unavailable = false;
    const telephone = await this.#load();
    this.#unavailable = !telephone && !this.#closed;
    return telephone;
  }

  #load(): Promise<Telephone | null> {
    this.#loading ??= this.#loadOnce();
    return this.#loading;
  }

  async #loadOnce(): Promise<Telephone | null> {
    // Not by `then`: what Vite puts around it fails outside of that where only a style of the part is missing.
    const part = await import('./call/index.ts').catch(() => null);
    // The next one who wants to call tries again; where the browser remembers the failure, only a new page can.
    if (!part) this.#loading = null;
    return part && this.#plugIn(part);
  }

  #plugIn(part: CallPart): Telephone | null {
    if (this.#closed) return null;
    this.#stopListening();
    const { api, self, log, nameOf, settings: chosen, isBusyElsewhere } = this.#options;
    const telephone = new part.Telephone({
      self,
      log,
      nameOf,
      chosen,
      isBusyElsewhere,
      channel: this.#replaying(),
      storage: callStorage(this.#client.id),
      position: () => this.#client.state.position?.seq ?? 0,
      iceServers: async () => (await api.iceServers()).iceServers,
    });
    this.#part = part;
    this.#telephone = telephone;
    return telephone;
  }

  #hearEarly(event: SignalEvent): void {
    // In a room that is not looked at only a signal is a reason to load anything.
    if (!this.#loading && event.type !== 'signal') return;
    // A page that cannot load its part for calls keeps what a call needs, and no more.
    if (this.#early.length < MOST_EARLY) this.#early.push(event);
    this.prepare();
  }

  /** The room's channel, with what came before anybody could hear it. */
  #replaying(): SignalChannel {
    const { signals } = this.#client;
    return {
      send: (outgoing) => signals.send(outgoing),
      subscribe: (listener) => {
        queueMicrotask(() => {
          for (const event of this.#early.splice(0)) listener(event);
        });
        return signals.subscribe(listener);
      },
    };
  }

  /** A tab that closes in a call asks, once a call: who has decided is not asked again. */
  #askBeforeUnload(event: BeforeUnloadEvent): void {
    const inCall = !this.free && this.state.status !== 'incoming';
    if (inCall && !this.#asked) event.preventDefault();
    this.#asked = inCall;
  }
}
