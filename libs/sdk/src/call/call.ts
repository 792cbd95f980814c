import type { Signal, UserId } from '@chat/protocol';
import { Emitter } from '../emitter.ts';
import { randomId } from '../random-id.ts';
import type { CallMedia } from './call-media.ts';
import type { CallOptions } from './call-options.ts';
import { isAnswered, type CallInput, type CallState } from './call-state.ts';
import { transition } from './call-transition.ts';
import { Line } from './line.ts';
import type { LocalMedia, WantedMedia } from './local-media.ts';
import { stopMedia, type ScreenHint } from './media.ts';
import type { Peer } from './peer.ts';
import { SentMedia, type SendingNews } from './sent-media.ts';
import { isForPeer, type SignalEvent } from './signal-channel.ts';

/** How long a call rings before it counts as not answered. */
const NO_ANSWER_MS = 40_000;
/** A callee rings a little longer than its caller, who tells when it is over: this is for a caller who cannot. */
const MISSED_MS = 45_000;
/** How long media may be away, or take to come, before the call ends. */
const MEDIA_MS = 20_000;

/**
 * One person's telephone in a room: runs the state machine, owns the camera and microphone while a call lasts and the
 * line to the other side while it is answered. Whatever ends a call, every track it opened is stopped.
 */
export class Call {
  readonly #options: CallOptions;
  readonly #changes = new Emitter<void>();
  readonly #unsubscribe: () => void;
  #state: CallState = { status: 'idle' };
  readonly #sent: SentMedia;
  #line: Line | undefined;
  #endWatch: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#sent = new SentMedia(() => this.#followSent(), options.shelf);
    this.#unsubscribe = options.channel.subscribe((event) => this.#hear(event));
  }

  get state(): CallState {
    return this.#state;
  }

  get media(): CallMedia {
    const { stream, ...devices } = this.#sent.devices.state;
    const { remote = null, remoteScreen = null, remoteState = null } = this.#line ?? {};
    const { stream: shared, hint } = this.#sent.screen;
    const screen = { local: shared, remote: remoteScreen, hint };
    return { ...devices, local: stream, remote, screen, remoteState };
  }

  /** The peer connection of the call, to read its statistics and tune its senders; none before it was answered. */
  get peer(): Peer | undefined {
    return this.#line?.peer;
  }

  /** Camera and microphone of this call: to choose others, to flip. */
  get devices(): LocalMedia {
    return this.#sent.devices;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Rings one member. The camera opens now, so that a question of the browser does not keep the callee waiting. */
  start(peer: UserId, wanted: WantedMedia = { video: true }): void {
    const before = this.#state;
    this.#apply({ type: 'call', peer, callId: randomId() });
    if (this.#state !== before && this.#state.status === 'calling') {
      void this.#sent.devices.open(wanted);
    }
  }

  accept(wanted: WantedMedia): void {
    if (this.#state.status !== 'incoming') return;
    this.#apply({ type: 'accept' });
    void this.#sent.devices.open(wanted);
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
    this.#sent.devices.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.#sent.devices.setCamera(on);
  }

  /** Shares a screen, whose stream the call owns from now on: it is stopped with the call at the latest. */
  startScreen(stream: MediaStream, hint: ScreenHint = 'text'): void {
    if (isAnswered(this.#state)) this.#sent.screen.start(stream, hint);
    else stopMedia(stream);
  }

  stopScreen(): void {
    this.#sent.screen.stop();
  }

  /** Tells the other side how my sending does; fields that are left out stay as they were. */
  tell(news: SendingNews): void {
    this.#sent.tell(news);
  }

  /** To be called when this device may have moved to another network: looks for a new path without waiting for loss. */
  networkChanged(): void {
    void this.#line?.restart();
  }

  /** For a page that goes away: ends a call that is mine, and leaves one that only rings to my other tabs. */
  leave(): void {
    this.#apply({ type: 'leave' });
  }

  /** Leaves the call and stops listening. */
  close(): void {
    this.leave();
    this.#sent.end();
    this.#unsubscribe();
  }

  #hear(event: SignalEvent): void {
    this.#apply(event);
    if (event.type !== 'signal' || !isForPeer(event.signal)) return;
    this.#hearPeer(event.signal, event.from);
  }

  /** Offers, answers and candidates: only from who the call is with. */
  #hearPeer(signal: Signal, from: UserId): void {
    const state = this.#state;
    if (!isAnswered(state) || state.callId !== signal.callId || state.peer !== from) return;
    this.#line?.hear(signal);
  }

  /** Over the call's own channel: it is the other side's, whatever connection it has at the server. */
  #hearOverLine(signal: Signal): void {
    const state = this.#state;
    if (!isAnswered(state) || state.callId !== signal.callId) return;
    if (isForPeer(signal)) return this.#line?.hear(signal);
    const { peer: from, connection = '' } = state;
    this.#apply({ type: 'signal', from, connection, signal });
  }

  #sendToPeer(signal: Signal): boolean {
    const state = this.#state;
    if (!isAnswered(state)) return false;
    return this.#options.channel.send({ to: state.peer, connection: state.connection, signal });
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
        this.#connect(state);
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

  #connect({ callId, peer: other, role }: Extract<CallState, { status: 'connecting' }>): void {
    const { self, iceServers, onPeer } = this.#options;
    const line = new Line({
      callId,
      polite: self < other,
      offers: role === 'caller',
      iceServers,
      send: (signal) => this.#sendToPeer(signal),
      onSignal: (signal) => this.#hearOverLine(signal),
      onState: (state) => this.#followMedia(state),
      onPeer: (peer) => (this.#endWatch = onPeer?.(peer)),
      onRefused: () => this.#apply({ type: 'media-lost' }),
      onChange: () => this.#changes.emit(),
    });
    this.#line = line;
    line.setTracks(this.#sent.tracks);
    line.tell(this.#sent.frame);
  }

  #followSent(): void {
    this.#line?.setTracks(this.#sent.tracks);
    this.#line?.tell(this.#sent.frame);
    this.#changes.emit();
  }

  #followMedia(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.#apply({ type: 'media-connected', at: Date.now() });
    if (state === 'disconnected' || state === 'failed') this.#apply({ type: 'media-interrupted' });
  }

  #release(): void {
    this.#endWatch?.();
    this.#endWatch = undefined;
    this.#line?.close();
    this.#line = undefined;
    this.#sent.close();
  }
}
