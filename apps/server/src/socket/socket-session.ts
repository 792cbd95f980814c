import {
  CLOSE,
  PROTOCOL_VERSION,
  type ClientFrame,
  type ErrorCode,
  type ProducerId,
  type RoomId,
  type ServerFrame,
} from '@chat/protocol';
import { parseClientFrame } from '@chat/protocol/client-frames';
import { RoomError, type Person, type Rooms, type RoomSession } from '@chat/rooms';
import { refusalOf, traceOf } from '../errors.ts';
import type { FrameWatch } from '../metrics/watch-frames.ts';
import type { Spending } from './budgets.ts';
import { handleFrame, type Actor } from './frame-handlers.ts';
import { Heartbeat } from './heartbeat.ts';
import { Incoming } from './incoming.ts';
import { interruptionOf, rejectionOf } from './rejection.ts';
import { JoinedRooms } from './joined-rooms.ts';
import { Knocks } from './knocks.ts';
import { Outgoing } from './outgoing.ts';
import type { SocketTiming } from './socket-timing.ts';
import type { Socket } from './socket.ts';

export type SocketSessionOptions = {
  socket: Socket;
  connection: string;
  /** The person as they are called now. */
  person: () => Person;
  rooms: Rooms;
  /** Takes what a frame costs and gives the milliseconds that it has to wait [P44]. */
  spend: (spending: Spending) => number;
  watch: FrameWatch;
  timing: SocketTiming;
  log: { error(details: object, message: string): void };
};

type State =
  | { status: 'awaiting-hello'; timeout: NodeJS.Timeout }
  | {
      status: 'open';
      heartbeat: Heartbeat;
      rooms: JoinedRooms;
      knocks: Knocks;
    }
  | { status: 'closed' };

/**
 * One socket of one person: greets, reads frames strictly in order, and hands them to the sessions in the rooms joined.
 * Ends itself by the rules of closing [P40]; nothing is sent after that. Never throws.
 */
export class SocketSession implements Actor {
  readonly #options: SocketSessionOptions;
  #state: State;
  readonly #incoming: Incoming;
  readonly #outgoing: Outgoing;
  #isCatchingUp = false;

  constructor(options: SocketSessionOptions) {
    this.#options = options;
    const onTimeout = () => this.close(CLOSE.helloTimeout);
    const timeout = setTimeout(onTimeout, options.timing.helloMs).unref();
    this.#state = { status: 'awaiting-hello', timeout };
    this.#incoming = new Incoming({ socket: options.socket, handle: (text) => this.#handle(text) });
    this.#outgoing = new Outgoing({
      socket: options.socket,
      lagMs: options.timing.lagMs,
      onDrained: () => void this.#catchUp(),
      onHopeless: () => this.close(CLOSE.slowConsumer),
    });
  }

  /** A sign of life that is no frame came in [P4]. */
  heard(): void {
    if (this.#state.status === 'open') this.#state.heartbeat.heard();
  }

  /** A text message came in. */
  receive(text: string): void {
    if (this.#state.status === 'closed') return;
    this.heard();
    this.#incoming.push(text);
  }

  deliver(frame: ServerFrame): void {
    this.#outgoing.deliver(frame);
  }

  async beat(): Promise<void> {
    if (this.#state.status !== 'open') return;
    const positions = await this.#state.rooms.findPositions();
    this.deliver({ type: 'heartbeat', positions });
  }

  enter(room: RoomId): RoomSession {
    return this.#requireOpen().rooms.enter(room);
  }

  inside(room: RoomId): RoomSession {
    return this.#requireOpen().rooms.inside(room);
  }

  get knocks(): Knocks {
    return this.#requireOpen().knocks;
  }

  tellLeft(room: RoomId): void {
    this.deliver({ type: 'room-left', room, reason: 'left' });
  }

  /** The server goes down; the client is to come back after `retryMs` [P5]. */
  goDown(retryMs: number): void {
    this.deliver({ type: 'bye', retryMs });
    this.close(CLOSE.serverClosing);
  }

  /** Closes the socket from this side. */
  close(code: number): void {
    if (this.#state.status === 'closed') return;
    this.closed();
    this.#options.socket.close(code);
  }

  /** The socket is gone: frees everything, and the grace begins in every room [P15]. */
  closed(): void {
    const before = this.#state;
    this.#state = { status: 'closed' };
    this.#incoming.clear();
    this.#outgoing.stop();
    if (before.status === 'awaiting-hello') clearTimeout(before.timeout);
    if (before.status !== 'open') return;
    before.heartbeat.stop();
    before.rooms.drop();
    before.knocks.close().catch((error: unknown) => this.#log(error, 'a knock could not end'));
  }

  async #handle(text: string): Promise<void> {
    const parsed = parseClientFrame(text);
    // A hello first, and never again [P2].
    const isAwaited = this.#state.status === 'awaiting-hello';
    if (!parsed.ok || (parsed.frame.type === 'hello') !== isAwaited) {
      this.close(CLOSE.malformedFrame);
    } else if (parsed.frame.type === 'hello') {
      this.#greet(parsed.frame);
    } else {
      await this.#run(parsed.frame, text.length);
    }
    // One answer at a time: a client that does not read cannot pile them up by joining again and again.
    await this.#outgoing.answered;
  }

  async #run(frame: Exclude<ClientFrame, { type: 'hello' }>, length: number): Promise<void> {
    const waitMs = this.#options.spend({ type: frame.type, length });
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
    if (this.#state.status === 'closed') return;
    const finish = this.#options.watch(frame);
    try {
      await handleFrame(this, frame);
      finish();
    } catch (error) {
      finish(this.#reject(frame, error));
    }
  }

  #greet({ version, producer }: Extract<ClientFrame, { type: 'hello' }>): void {
    if (this.#state.status !== 'awaiting-hello') return;
    if (version !== PROTOCOL_VERSION) {
      this.close(CLOSE.versionUnsupported);
      return;
    }
    clearTimeout(this.#state.timeout);
    const { connection, person, timing } = this.#options;
    const heartbeat = new Heartbeat({
      intervalMs: timing.heartbeatMs,
      silenceMs: timing.silenceMs,
      beat: () => {
        this.#options.socket.ping();
        void this.beat();
      },
      onSilence: () => this.close(CLOSE.silent),
    });
    const knocks = new Knocks({
      rooms: this.#options.rooms,
      person,
      deliver: (frame) => this.deliver(frame),
    });
    this.#state = { status: 'open', heartbeat, rooms: this.#noRooms(producer), knocks };
    this.deliver({ type: 'welcome', connection, user: { ...person() }, serverTime: Date.now() });
  }

  /** [P3] */
  #reject(frame: Exclude<ClientFrame, { type: 'hello' }>, error: unknown): ErrorCode {
    const { code, message } = refusalOf(error);
    if (code === 'internal') {
      this.#options.log.error({ frame: frame.type, ...traceOf(error) }, 'a frame failed');
    }
    if (frame.type !== 'heartbeat') this.deliver(rejectionOf(frame, { code, message }));
    // A join that failed while the socket drained is owed what it lagged behind.
    void this.#catchUp();
    return code;
  }

  #noRooms(producer: ProducerId): JoinedRooms {
    const { rooms, connection, person } = this.#options;
    const shared = {
      connection,
      producer,
      outlet: this.#outgoing,
    };
    return new JoinedRooms({
      rooms,
      visit: () => ({ ...shared, person: person() }),
      onInterrupted: (room) => this.deliver(interruptionOf(room)),
      onError: (error) => this.#log(error, 'a position could not be read'),
    });
  }

  /** Sends what was missed, room by room, for as long as the other side takes it [P28]. */
  async #catchUp(): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      for (let next = this.#findLagging(); next; next = this.#findLagging()) {
        await next.catchUp();
        await this.#outgoing.answered;
      }
    } catch (error) {
      this.#log(error, 'a connection could not catch up');
      this.close(CLOSE.slowConsumer);
    }
    this.#isCatchingUp = false;
  }

  #findLagging(): RoomSession | undefined {
    if (this.#state.status !== 'open' || this.#outgoing.isLagging) return undefined;
    return this.#state.rooms.findLagging();
  }

  #log(error: unknown, message: string): void {
    this.#options.log.error(traceOf(error), message);
  }

  #requireOpen(): Extract<State, { status: 'open' }> {
    if (this.#state.status !== 'open') throw new RoomError('not-a-member');
    return this.#state;
  }
}
