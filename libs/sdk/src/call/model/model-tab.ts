import type { StoredCall } from '@chat/protocol/stored-call';
import { Call } from '../call.ts';
import { isAnswered, type CallState, type Ended } from '../call-state.ts';
import type { transition } from '../call-transition.ts';
import type { ModelRoom } from './model-room.ts';

/** One tab of a browser: a page that is loaded, reloaded and closed, with the session storage that outlives its pages. */
export class ModelTab {
  readonly user: string;
  /** How each call that this tab knew of ended, and which ones it had answered. */
  readonly ends = new Map<string, Ended>();
  readonly answered = new Set<string>();
  /** Answered calls that this page left without saying so. */
  readonly forgotten: string[] = [];
  /** The calls that began here. */
  readonly placed = new Set<string>();
  readonly #room: ModelRoom;
  readonly #place: ReturnType<ModelRoom['enter']>;
  readonly #step: typeof transition;
  #stored: StoredCall | null = null;
  #call: Call | undefined;
  /** The answered call that this page is in. */
  #in: string | null = null;

  constructor(room: ModelRoom, user: string, step: typeof transition) {
    this.#room = room;
    this.user = user;
    this.#step = step;
    this.#place = room.enter(user);
    this.open();
  }

  get state(): CallState {
    return this.#call?.state ?? { status: 'idle' };
  }

  get call(): Call | undefined {
    return this.#call;
  }

  open(): void {
    if (this.#call) return;
    this.#room.connect(this.#place);
    this.#call = new Call(
      {
        self: this.user,
        channel: this.#room.channelOf(this.#place),
        iceServers: async () => [],
        storage: { load: () => this.#stored, save: (call) => (this.#stored = call) },
      },
      this.#step,
    );
    this.#call.subscribe(() => this.#note());
    this.#note();
  }

  /** The page goes, by a reload or for good: only the next page knows which. */
  unload(): void {
    this.#in = null;
    this.#call?.suspend();
    this.#in = null;
    this.#call?.close();
    this.#call = undefined;
    this.#room.disconnect(this.#place);
  }

  /** The page is gone from one moment to the next: it says nothing, and leaves nothing for the page after it. */
  crash(): void {
    const call = this.#call;
    this.#in = null;
    this.#call = undefined;
    this.#room.enterTunnel(this.#place);
    call?.peer?.close({ linger: false });
    call?.close();
    this.#room.disconnect(this.#place);
  }

  enterTunnel(): void {
    this.#room.enterTunnel(this.#place);
  }

  loseSocket(): void {
    this.#room.disconnect(this.#place);
  }

  regainSocket(): void {
    if (this.#call) this.#room.connect(this.#place);
  }

  #note(): void {
    const { state } = this;
    if (state.status === 'ended') this.ends.set(state.callId, state);
    const current = isAnswered(state) ? state.callId : null;
    if (this.#in && this.#in !== current && !this.ends.has(this.#in)) this.forgotten.push(this.#in);
    if (current) this.answered.add(current);
    this.#in = current;
    if (state.status === 'calling') this.placed.add(state.callId);
  }
}
