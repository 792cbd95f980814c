import type { Signal, UserId } from '@chat/protocol';
import { Emitter } from '../emitter.ts';
import { randomId } from '../random-id.ts';
import { isAnswered, type CallInput, type CallState } from './call-state.ts';
import { transition } from './call-transition.ts';
import type { DeviceShelf } from './device-shelf.ts';
import { LocalMedia } from './local-media.ts';
import type { CaptureProblems } from './media.ts';
import { Peer } from './peer.ts';
import type { SignalChannel, SignalEvent } from './signal-channel.ts';

/** How long a call rings before it counts as not answered. */
const NO_ANSWER_MS = 40_000;
/** A callee rings a little longer than its caller, who tells when it is over: this is for a caller who cannot. */
const MISSED_MS = 45_000;
/** How long media may be away, or take to come, before the call ends. */
const MEDIA_MS = 20_000;

export interface CallOptions {
  self: UserId;
  channel: SignalChannel;
  /** Asked for anew for each call: the credentials of a relay live only minutes. */
  iceServers: () => Promise<RTCIceServer[]>;
  /** Which devices were chosen, for this call and the ones after it. */
  shelf?: DeviceShelf;
}

/** What there is to see and hear. `local` is null while no device is open. */
export interface CallMedia {
  local: MediaStream | null;
  remote: MediaStream | null;
  microphone: boolean;
  camera: boolean;
  problems: CaptureProblems;
}

/**
 * One person's telephone in a room: runs the state machine, owns the camera and microphone while a call lasts and the
 * peer connection while it is answered. Whatever ends a call, every track it opened is stopped.
 */
export class Call {
  readonly #options: CallOptions;
  readonly #changes = new Emitter<void>();
  readonly #unsubscribe: () => void;
  #state: CallState = { status: 'idle' };
  readonly #local: LocalMedia;
  #remote: MediaStream | null = null;
  #peer: Peer | undefined;
  /** Signals of the call that came before its peer connection was made. */
  #early: Signal[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#local = new LocalMedia(() => {
      void this.#peer?.setTracks(this.#local.tracks);
      this.#changes.emit();
    }, options.shelf);
    this.#unsubscribe = options.channel.subscribe((event) => this.#hear(event));
  }

  get state(): CallState {
    return this.#state;
  }

  get media(): CallMedia {
    const { stream, ...devices } = this.#local.state;
    return { ...devices, local: stream, remote: this.#remote };
  }

  /** Camera and microphone of this call: to choose others, to flip. */
  get devices(): LocalMedia {
    return this.#local;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Rings one member. The camera opens now, so that a question of the browser does not keep the callee waiting. */
  start(peer: UserId): void {
    const before = this.#state;
    this.#apply({ type: 'call', peer, callId: randomId() });
    if (this.#state !== before && this.#state.status === 'calling') {
      void this.#local.open({ video: true });
    }
  }

  accept(wanted: { video: boolean }): void {
    if (this.#state.status !== 'incoming') return;
    this.#apply({ type: 'accept' });
    void this.#local.open(wanted);
  }

  decline(): void {
    this.#apply({ type: 'decline' });
  }

  hangUp(): void {
    this.#apply({ type: 'hang-up' });
  }

  /** Puts the news of an ended call away. */
  dismiss(): void {
    this.#apply({ type: 'dismiss' });
  }

  setMicrophone(on: boolean): void {
    this.#local.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.#local.setCamera(on);
  }

  /** For a page that goes away: ends a call that is mine, and leaves one that only rings to my other tabs. */
  leave(): void {
    this.#apply({ type: 'leave' });
  }

  /** Leaves the call and stops listening. */
  close(): void {
    this.leave();
    this.#local.end();
    this.#unsubscribe();
  }

  #hear(event: SignalEvent): void {
    this.#apply(event);
    if (event.type === 'signal' && isForPeer(event.signal)) this.#hearPeer(event);
  }

  /** Offers, answers and candidates: only from who the call is with. */
  #hearPeer({ from, signal }: Extract<SignalEvent, { type: 'signal' }>): void {
    const state = this.#state;
    if (!isAnswered(state) || state.callId !== signal.callId || state.peer !== from) return;
    if (this.#peer) this.#peer.handleSignal(signal);
    else this.#early.push(signal);
  }

  #sendToPeer(signal: Signal): void {
    const state = this.#state;
    if (!isAnswered(state)) return;
    this.#options.channel.send({ to: state.peer, connection: state.connection, signal });
  }

  #apply(input: CallInput): void {
    const before = this.#state;
    const { state, signals } = transition(before, input, this.#options.self);
    this.#state = state;
    const sent = signals.map((signal) => this.#options.channel.send(signal));
    if (state !== before) {
      this.#enter(state, before);
      this.#changes.emit();
    }
    // Without a way to the server nobody rings: better said at once than after forty seconds.
    if (input.type === 'call' && state !== before && sent.includes(false)) {
      this.#apply({ type: 'refused', refused: null });
    }
  }

  #enter(state: CallState, before: CallState): void {
    if (state.status === 'ringing' || state.status === before.status) return;
    clearTimeout(this.#timer);
    switch (state.status) {
      case 'calling':
        this.#timer = setTimeout(() => this.#apply({ type: 'no-answer' }), NO_ANSWER_MS);
        return;
      case 'incoming':
        this.#timer = setTimeout(() => this.#apply({ type: 'no-answer' }), MISSED_MS);
        return;
      case 'connecting':
        this.#loseMediaLater();
        void this.#connect(state);
        return;
      case 'reconnecting':
        return this.#loseMediaLater();
      case 'idle':
      case 'ended':
        return this.#release();
    }
  }

  #loseMediaLater(): void {
    this.#timer = setTimeout(() => this.#apply({ type: 'media-lost' }), MEDIA_MS);
  }

  async #connect(state: Extract<CallState, { status: 'connecting' }>): Promise<void> {
    const { callId, peer: other, role } = state;
    const iceServers = await this.#options.iceServers().catch(() => []);
    // The call may have ended, or another begun, while we asked.
    if (!isAnswered(this.#state) || this.#state.callId !== callId) return;
    const remote = new MediaStream();
    const peer = new Peer({
      callId,
      iceServers,
      polite: this.#options.self < other,
      offers: role === 'caller',
      send: (signal) => {
        this.#sendToPeer(signal);
      },
      onTrack: (track) => this.#showWhenAlive(track, remote),
      onState: (pcState) => this.#followMedia(pcState),
    });
    this.#peer = peer;
    void peer.setTracks(this.#local.tracks);
    for (const signal of this.#early.splice(0)) peer.handleSignal(signal);
  }

  /** A player waits for the first picture of a video track, and stays silent when none ever comes. */
  #showWhenAlive(track: MediaStreamTrack, remote: MediaStream): void {
    const show = () => {
      remote.addTrack(track);
      this.#remote = remote;
      this.#changes.emit();
    };
    if (track.kind === 'audio' || !track.muted) show();
    else track.onunmute = show;
  }

  #followMedia(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.#apply({ type: 'media-connected', at: Date.now() });
    if (state === 'disconnected' || state === 'failed') this.#apply({ type: 'media-interrupted' });
  }

  #release(): void {
    this.#peer?.close();
    this.#peer = undefined;
    this.#early = [];
    this.#remote = null;
    this.#local.close();
  }
}

function isForPeer({ kind }: Signal): boolean {
  return kind === 'offer' || kind === 'answer' || kind === 'candidate';
}
