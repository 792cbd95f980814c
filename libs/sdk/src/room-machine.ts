import type { ConnectionId, RoomId, Timestamp } from '@chat/protocol';
import { age, nextAging } from './aging.ts';
import { backoff } from './backoff.ts';
import type { Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { outgoing } from './outbox.ts';
import { joinFrame } from './room-frames.ts';
import type { RoomKeeper } from './room-keeper.ts';
import type { applyRoomInput } from './room-reducer.ts';
import {
  initialRoomState,
  type RestoredRoom,
  type RoomInput,
  type RoomPhase,
  type RoomState,
} from './room-state.ts';

/** All that a room needs of a connection. */
export type RoomLink = Pick<Connection, 'producer' | 'state' | 'send' | 'onFrame' | 'onState'>;

export interface RoomMachineOptions {
  link: RoomLink;
  room: RoomId;
  keeper: RoomKeeper | null;
  reduce: typeof applyRoomInput;
}

/**
 * Owns the state of one room and does what the state asks for: joins, posts in order, waits after a setback, lets old
 * entries expire, keeps it all in the storage. What it is told goes through the reducer and nowhere else.
 */
export class RoomMachine {
  readonly #room: RoomId;
  readonly #link: RoomLink;
  readonly #keeper: RoomKeeper | null;
  readonly #reduce: typeof applyRoomInput;
  readonly #changes = new Emitter<void>();
  #state: RoomState = initialRoomState;
  #isRestored = false;
  #isClosed = false;
  /** The socket by which the room is reached; null while there is none. */
  #socket: ConnectionId | null = null;
  /** The phase for which `join` was sent: each `joining` asks once. */
  #asked: RoomPhase | null = null;
  /** Runs while a setback is waited out. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #agingTimer: ReturnType<typeof setTimeout> | undefined;
  #agingAt: Timestamp | null = null;

  constructor({ link, room, keeper, reduce }: RoomMachineOptions) {
    this.#room = room;
    this.#link = link;
    this.#keeper = keeper;
    this.#reduce = reduce;
  }

  get state(): RoomState {
    return this.#state;
  }

  subscribe(listener: (state: RoomState) => void): () => void {
    // Who posts while being told of a change must not make others hear of it in the wrong order.
    return this.#changes.subscribe(() => listener(this.#state));
  }

  /** Every socket is a new start; other changes of the connection are none of a room's business. */
  follow(): void {
    const { state } = this.#link;
    const socket = state.status === 'open' ? state.connection : null;
    if (!this.#isRestored || socket === this.#socket) return;
    this.#socket = socket;
    this.#endPause();
    this.apply(
      state.status === 'open' ? { type: 'connected', me: state.user.id } : { type: 'disconnected' },
    );
    if (state.status === 'open') void this.adopt();
  }

  apply(input: RoomInput): void {
    const before = this.#state;
    this.#state = this.#reduce(before, input, Date.now());
    if (this.#state !== before) {
      if (this.#state.setbacks > before.setbacks) this.#beginPause(this.#state.setbacks);
      // Whoever is out, by own will or not, leaves nothing behind.
      if (this.#state.phase.status === 'left') void this.#keeper?.erase();
      else this.#keeper?.keep(this.#state);
      this.#changes.emit();
    }
    this.#proceed();
  }

  close(): void {
    this.#isClosed = true;
    this.#endPause();
    clearTimeout(this.#agingTimer);
  }

  /** Restores what was stored, then follows the connection. */
  start(): void {
    if (!this.#keeper) return this.#begin();
    const onLate = (room: RestoredRoom | null) => {
      if (room) this.apply({ type: 'adopted', room });
      // What came meanwhile is not stored yet, also when there was nothing to take over.
      this.#keeper?.keep(this.#state);
    };
    void this.#keeper.load(onLate).then((room) => {
      if (room) this.apply({ type: 'restored', room });
      this.#begin();
    });
  }

  /** Takes over what tabs of mine that are gone have not sent. */
  async adopt(): Promise<void> {
    const { me, phase } = this.#state;
    if (me === null || phase.status === 'left' || this.#isClosed) return;
    await this.#keeper?.adopt(me, (room) => this.apply({ type: 'adopted', room }));
  }

  #begin(): void {
    this.#isRestored = true;
    this.follow();
  }

  /** Does what the state asks for, one thing at a time: each changes the state and comes back here. */
  #proceed(): void {
    const state = this.#state;
    if (this.#isClosed) return;
    if (age(state, Date.now()) !== state) return this.apply({ type: 'tick' });
    this.#scheduleAging();
    if (!this.#socket || this.#pause !== undefined) return;
    this.#ask(state);
    const [next] = outgoing(state);
    if (next && this.#link.send({ type: 'post', room: this.#room, ...next })) {
      this.apply({ type: 'sent', id: next.id, n: next.n });
    }
  }

  /** Asks to be let in, once for each phase that wants it: by a join, or at the door of a locked room. */
  #ask(state: RoomState): void {
    const { phase } = state;
    if (phase === this.#asked) return;
    if (phase.status === 'joining') this.#link.send(joinFrame(this.#room, state));
    else if (phase.status === 'knocking') this.#link.send({ type: 'knock', room: this.#room });
    else return;
    this.#asked = phase;
  }

  #beginPause(setbacks: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(
      () => {
        this.#endPause();
        this.#proceed();
      },
      backoff(setbacks - 1, Math.random()),
    );
  }

  #endPause(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #scheduleAging(): void {
    const at = nextAging(this.#state);
    if (at === this.#agingAt) return;
    this.#agingAt = at;
    clearTimeout(this.#agingTimer);
    if (at === null) return;
    this.#agingTimer = setTimeout(() => {
      this.#agingAt = null;
      this.#proceed();
    }, at - Date.now());
  }
}
