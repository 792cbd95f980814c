import type { CallId, ConnectionId, Page, Signal, UserId } from '@chat/protocol';
import type { StoredCall } from '@chat/protocol/stored-call';
import { Emitter } from '../emitter.ts';
import { randomId } from '../random-id.ts';
import { AnswerGate } from './answer-gate.ts';
import type { CallOptions } from './call-options.ts';
import {
  isAnswered,
  type AnsweredState,
  type CallInput,
  type CallState,
  type Ended,
  type Parties,
} from './call-state.ts';
import { CallTimers } from './call-timers.ts';
import type { transition } from './call-transition.ts';
import { Line } from './line.ts';
import { asksAfterCall, isTurningAway, settled } from './outgoing.ts';
import { Redial } from './redial.ts';
import type { SentMedia } from './sent-media.ts';
import { steadyTime } from './steady-time.ts';
import {
  isForPeer,
  type OutgoingSignal,
  type SignalEvent,
  type UnsignedSignal,
} from './signal-channel.ts';

type MachineOptions = CallOptions & { step: typeof transition; isBusyElsewhere: () => boolean };

/** So many calls that are over are known by their id. */
const REMEMBERED = 8;

/**
 * Runs the state machine of a call: feeds it what is heard, sends what it says, and keeps the timers and the line to the
 * other side that its state asks for. Entering idle or ended closes the line and stops every track.
 */
export class CallMachine {
  /** Who rang while I was in a call, and was told that I am busy. */
  readonly turnedAway = new Emitter<Parties>();
  readonly #options: MachineOptions;
  readonly #sent: SentMedia;
  readonly #onChange: () => void;
  readonly #timers: CallTimers;
  readonly #gate = new AnswerGate();
  readonly #redial = new Redial();
  readonly #unsubscribe: () => void;
  /** The last calls that ended, for those who ask after one. */
  readonly #over = new Map<CallId, Ended>();
  #state: CallState = { status: 'idle' };
  #page: Page = { tab: randomId(), load: 0 };
  #line: Line | undefined;
  /** The other side hears of the end over the line alone. */
  #isLineOwed = false;

  constructor(options: MachineOptions, sent: SentMedia, onChange: () => void) {
    this.#options = options;
    this.#sent = sent;
    this.#onChange = onChange;
    this.#timers = new CallTimers((input) => this.apply(this.#isThere(input) ?? input));
    this.#unsubscribe = options.channel.subscribe((event) => this.#hear(event));
  }

  get state(): CallState {
    return this.#state;
  }

  /** The way to the other side, once somebody has answered. */
  get line(): Line | undefined {
    return this.#line;
  }

  /** This page, as the other side knows it. */
  get page(): Page {
    return this.#page;
  }

  /** Goes on with the call that this tab was in when it was left. */
  restore({ callId, peer, role, since, mine, theirs }: StoredCall): void {
    this.#page = { ...mine, load: mine.load + 1 };
    this.apply({ type: 'restore', callId, peer, role, since, page: theirs });
  }

  /** One step, with all that follows from it. */
  apply(input: CallInput): void {
    const before = this.#state;
    const { state, signals } = this.#options.step(before, input, this.#options.self);
    this.#state = state;
    const sent = signals.map((signal) => this.#send(signal, before));
    if (state !== before) {
      this.#enter(state, before);
      this.#onChange();
    }
    if (state.status === 'connecting') this.#gate.forgive(state.peer);
    const busy = signals.find(isTurningAway);
    if (busy) this.turnedAway.emit({ callId: busy.signal.callId, peer: busy.to });
    // Without a way to the server nobody rings: better said at once than after forty seconds.
    if (input.type === 'call' && state !== before && sent.includes(false)) {
      this.apply({ type: 'refused', refused: null });
    }
  }

  /** What I send has changed. */
  followSent(): void {
    this.#line?.setTracks(this.#sent.tracks);
    this.#line?.tell(this.#sent.frame);
    this.#onChange();
  }

  close(): void {
    this.#timers.close();
    this.#unsubscribe();
  }

  #hear(event: SignalEvent): void {
    if (event.type === 'back') {
      this.apply({ type: 'announce' });
      this.#line?.repeat();
      return;
    }
    if (event.type !== 'signal') {
      this.apply(event);
      return;
    }
    const { signal, from } = event;
    if (!this.#gate.admits(signal, from)) return;
    this.#hearOfOld(event);
    if (signal.kind === 'ring') {
      const verdict = this.#redial.judge(this.#state, from, signal.callId);
      // My other tabs would ring for somebody whom I am talking to.
      if (verdict === 'wait')
        return void this.#send(settled(signal.callId, this.#options.self, 'busy'));
      if (verdict === 'lost') this.apply({ type: 'media-lost' });
    }
    this.apply({ ...event, isBusy: this.#options.isBusyElsewhere() });
    this.#hearPeer(signal, from);
  }

  /** Offers, answers and candidates: only from who the call is with. */
  #hearPeer(signal: Signal, from: UserId): void {
    const state = this.#state;
    if (!isForPeer(signal) || !isAnswered(state)) return;
    const { tab, load } = state.page;
    // What an earlier load said belongs to a peer connection that is gone.
    const isTheirs = signal.page.tab === tab && signal.page.load === load;
    if (state.callId === signal.callId && state.peer === from && isTheirs) this.#line?.hear(signal);
  }

  /** Over the call's own channel nobody but the other side speaks. */
  #hearOverLine(signal: Signal): void {
    const state = this.#state;
    if (!isAnswered(state)) return;
    this.apply({ type: 'signal', from: state.peer, connection: undefined, signal });
    this.#hearPeer(signal, state.peer);
  }

  /** Sends by every way there is: what comes twice counts once [P36]. `before` knows who is at the end of the line. */
  #send(
    { to, connection, signal: unsigned }: OutgoingSignal<UnsignedSignal>,
    before = this.#state,
  ) {
    const signal: Signal = { ...unsigned, page: this.#page };
    const left = this.#options.channel.send({ to, connection, signal });
    const isTheirs = connection === undefined || connection === connectionOf(before);
    if (signal.callId !== this.#line?.callId || !isTheirs || signal.kind === 'settled') return left;
    const said = this.#line.say(signal);
    // What a socket took may never leave it: the line is the surer way, as long as it is there.
    this.#isLineOwed = said;
    return left || said;
  }

  #enter(state: CallState, before: CallState): void {
    this.#timers.follow(state, before);
    this.#remember(state);
    if (!isAnswered(state)) {
      if (state.status === 'idle' || state.status === 'ended') this.#release();
      return;
    }
    const isSame = isAnswered(before) && before.callId === state.callId;
    if (state.lines !== (isSame ? before.lines : 0)) this.#connect(state);
    // They have another socket: what went to the one before may be lost.
    else if (isSame && state.connection !== before.connection) this.#line?.repeat();
  }

  #connect({ callId, peer: other, role }: AnsweredState): void {
    const { iceServers, onPeer, hidesAddress } = this.#options;
    this.#line?.close({ linger: false });
    const line = new Line({
      ...{ callId, iceServers, onPeer, hidesAddress },
      polite: this.#options.self < other,
      offers: role === 'caller',
      send: (signal) => this.#sendToPeer(signal),
      onSignal: (signal) => this.#hearOverLine(signal),
      onState: (state) => this.#followMedia(state),
      onFailed: (cause) => this.apply({ type: 'media-lost', cause }),
      onChange: () => this.#onChange(),
    });
    this.#line = line;
    line.setTracks(this.#sent.tracks);
    line.tell(this.#sent.frame);
  }

  #sendToPeer(signal: UnsignedSignal): void {
    const state = this.#state;
    if (isAnswered(state)) this.#send({ to: state.peer, connection: state.connection, signal });
  }

  #followMedia(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.apply({ type: 'media-connected', at: steadyTime() });
    if (state === 'disconnected' || state === 'failed') this.apply({ type: 'media-interrupted' });
  }

  /** Media that is there is not lost, whatever was heard of the other side. */
  #isThere({ type }: CallInput): CallInput | null {
    const isConnected = this.#line?.isConnected ?? false;
    return type === 'media-lost' && isConnected
      ? { type: 'media-connected', at: steadyTime() }
      : null;
  }

  /** Somebody asks after a call of before that is over. */
  #hearOfOld({ signal, from, connection }: Extract<SignalEvent, { type: 'signal' }>): void {
    const over = this.#over.get(signal.callId);
    const isPresent = this.#state.status !== 'idle' && this.#state.callId === signal.callId;
    if (!over || isPresent || from !== over.peer || !asksAfterCall(signal)) return;
    const input: CallInput = { type: 'signal', from, connection, signal };
    for (const answer of this.#options.step(over, input, this.#options.self).signals)
      this.#send(answer);
  }

  #remember(state: CallState): void {
    if (state.status !== 'ended') return;
    this.#over.set(state.callId, state);
    const [oldest] = this.#over.keys();
    if (this.#over.size > REMEMBERED && oldest !== undefined) this.#over.delete(oldest);
  }

  #release(): void {
    const line = this.#line;
    this.#line = undefined;
    // Camera and microphone first: nothing that goes wrong after this leaves them open.
    this.#sent.close();
    line?.close({ linger: this.#isLineOwed });
  }
}

function connectionOf(state: CallState): ConnectionId | undefined {
  return isAnswered(state) ? state.connection : undefined;
}
