import type { UserId } from '@chat/protocol';
import { Emitter } from '../emitter.ts';
import { randomId } from '../random-id.ts';
import { CallMachine } from './call-machine.ts';
import type { CallMedia } from './call-media.ts';
import type { CallOptions } from './call-options.ts';
import { declineMessage } from './decline-message.ts';
import { isAnswered, type CallState, type Parties } from './call-state.ts';
import { transition } from './call-transition.ts';
import type { LocalMedia } from './local-media.ts';
import type { WantedMedia } from './local-media-state.ts';
import { stopMedia, type ScreenHint } from './media.ts';
import type { Peer } from './peer.ts';
import { SentMedia, type SendingNews } from './sent-media.ts';
import { steadyTime } from './steady-time.ts';
import { restorableCall, storedCall } from './stored-call.ts';

/**
 * One person's telephone in a room: what its buttons do, what there is to see and hear. Owns the camera and microphone
 * while a call lasts. Whatever ends a call, every track it opened is stopped.
 */
export class Call {
  readonly #options: CallOptions;
  readonly #changes = new Emitter<void>();
  readonly #sent: SentMedia;
  readonly #machine: CallMachine;

  /** `step` is for tests that show what each rule is good for. */
  constructor(options: CallOptions, step = transition) {
    this.#options = options;
    this.#sent = new SentMedia(() => this.#machine.followSent(), options);
    const { isBusyElsewhere = () => false } = options;
    this.#machine = new CallMachine({ ...options, step, isBusyElsewhere }, this.#sent, () =>
      this.#changes.emit(),
    );
    this.resume();
  }

  get state(): CallState {
    return this.#machine.state;
  }

  get media(): CallMedia {
    const { stream, ...devices } = this.#sent.devices.state;
    const { remote = null, remoteScreen = null, remoteState = null } = this.#machine.line ?? {};
    const { stream: shared, hint } = this.#sent.screen;
    const screen = { local: shared, remote: remoteScreen, hint };
    return { ...devices, local: stream, remote, screen, remoteState };
  }

  /** The peer connection of the call, to read its statistics and tune its senders; none before it was answered. */
  get peer(): Peer | undefined {
    return this.#machine.line?.peer;
  }

  /** Camera and microphone of this call: to choose others, to flip. */
  get devices(): LocalMedia {
    return this.#sent.devices;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /**
   * Rings one member. The camera opens now, so that a question of the browser does not keep the callee waiting. To call
   * whom it rings for is to answer.
   */
  start(peer: UserId, wanted: WantedMedia = { video: true }): void {
    const before = this.state;
    if (before.status === 'incoming' && before.peer === peer) return this.accept(wanted);
    // One person has one pair of ears.
    if (this.#options.isBusyElsewhere?.()) return;
    this.#machine.apply({ type: 'call', peer, callId: randomId() });
    if (this.state !== before && this.state.status === 'calling') {
      void this.#sent.devices.open(wanted);
    }
  }

  accept(wanted: WantedMedia): void {
    if (this.state.status !== 'incoming') return;
    this.#machine.apply({ type: 'accept' });
    // Whoever heard of it may have ended it already.
    if (isAnswered(this.state)) void this.#sent.devices.open(wanted);
  }

  /** What is written with it the caller reads, and nobody else. */
  decline(written = ''): void {
    const message = declineMessage(written);
    this.#machine.apply({ type: 'decline', ...(message !== undefined && { message }) });
  }

  hangUp(): void {
    this.#machine.apply({ type: 'hang-up' });
  }

  /** Puts the news of an ended call away. */
  dismiss(): void {
    this.#machine.apply({ type: 'dismiss' });
  }

  setMicrophone(on: boolean): void {
    this.#sent.devices.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.#sent.devices.setCamera(on);
  }

  /** Shares a screen, whose stream the call owns from now on: it is stopped with the call at the latest. */
  startScreen(stream: MediaStream, hint: ScreenHint = 'text'): void {
    if (isAnswered(this.state)) this.#sent.screen.start(stream, hint);
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
    void this.#machine.line?.restart();
  }

  /** Tells of somebody who rang while I was in a call, and was told that I am busy. */
  onTurnedAway(listener: (by: Parties) => void): () => void {
    return this.#machine.turnedAway.subscribe(listener);
  }

  /**
   * For a page that goes away and may come back, as in a reload: an answered call waits for it [P38], one that only rings
   * goes on ringing in my other tabs. Every track is stopped.
   */
  suspend(): void {
    const state = this.state;
    if (isAnswered(state)) {
      const { page: mine } = this.#machine;
      this.#options.storage?.save(storedCall({ ...state, mine }, this.#sent.devices.state));
    }
    this.#machine.apply({ type: 'suspend' });
  }

  /** For a page that has come back: goes on with what `suspend` left, if that is not too old. */
  resume(): void {
    const { storage } = this.#options;
    const stored = storage ? restorableCall(storage.load(), steadyTime()) : null;
    storage?.save(null);
    if (!stored) return;
    const { video, muted } = stored;
    this.#machine.restore(stored);
    void this.#sent.devices.open({ video, muted });
  }

  /** Ends a call that is mine, and leaves one that only rings to my other tabs. */
  leave(): void {
    this.#machine.apply({ type: 'leave' });
  }

  /** Leaves the call and stops listening. */
  close(): void {
    this.leave();
    this.#sent.end();
    this.#machine.close();
  }
}
