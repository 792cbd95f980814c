import type { RoomId } from '@chat/protocol';
import { parseServerFrameCompiled } from '@chat/protocol/compiled-server-frames';
import {
  Connection,
  memoryStorage,
  randomId,
  RoomClient,
  type RoomState,
  type SocketConstructor,
} from '@chat/sdk';
import { WebSocket } from 'ws';
import type { Dice } from './dice.ts';
import { FaultProxy, type Script } from './fault-proxy.ts';
import { Ledger } from './ledger.ts';
import type { View } from './room-record.ts';
import { Writer } from './writer.ts';

/** Somebody with a session. */
export interface Person {
  id: string;
  token: string;
}

export interface BotOptions {
  person: Person;
  room: RoomId;
  /** Port of the server; the bot's way there leads over a proxy of its own. */
  target: number;
  dice: Dice;
  /** Another tab of somebody who is here already. */
  isSecondTab?: boolean;
  /** What happens to its first connection. */
  first?: Script;
  /** Milliseconds of silence after which it gives a socket up. */
  silenceMs?: number;
}

/** What a bot saw of the protocol. */
export interface Sightings {
  snapshots: number;
  resumes: number;
  byes: number;
}

/** One tab of one person in one room, with a storage that outlives its page, behind a proxy of its own. */
export class Bot {
  readonly proxy: FaultProxy;
  readonly ledger: Ledger;
  readonly sightings: Sightings = { snapshots: 0, resumes: 0, byes: 0 };
  readonly isSecondTab: boolean;
  /** What happens to the next connections, in turn. */
  readonly scripts: Script[];
  /** How often it was let in, and how many frames it got. */
  joins = 0;
  frames = 0;
  /** Closed for good. */
  isOver = false;
  readonly #options: BotOptions;
  readonly #producer = randomId();
  readonly #storage = memoryStorage();
  readonly #writer: Writer;
  readonly #changes = new Set<() => void>();
  #connection!: Connection;
  #room!: RoomClient;

  private constructor(options: BotOptions, proxy: FaultProxy, scripts: Script[]) {
    const { person, dice, isSecondTab = false } = options;
    this.#options = options;
    this.proxy = proxy;
    this.scripts = scripts;
    this.isSecondTab = isSecondTab;
    this.ledger = new Ledger(`${this.#producer} of ${person.id}`, person.id);
    const { ledger } = this;
    this.#writer = new Writer({ ledger, user: person.id, dice, reacts: !isSecondTab });
    this.#load();
  }

  static async start(options: BotOptions): Promise<Bot> {
    const scripts = options.first ? [options.first] : [];
    const script = () => scripts.shift() ?? {};
    const proxy = await FaultProxy.start({ target: options.target, script });
    return new Bot(options, proxy, scripts);
  }

  get person(): Person {
    return this.#options.person;
  }

  get state(): RoomState {
    return this.#room.state;
  }

  get isJoined(): boolean {
    return this.state.phase.status === 'joined';
  }

  /** Entries that are not confirmed and shall be. */
  get unconfirmed(): number {
    return this.state.outbox.filter(({ status }) => status !== 'failed' && status !== 'expired')
      .length;
  }

  /**
   * Joined, and all is sent. A change whose message has not come back after a change of the epoch waits for a minute [P25]:
   * where its author is gone, it waits in vain.
   */
  get isSettled(): boolean {
    const { outbox, messages } = this.state;
    if (!this.isJoined || outbox.length === 0) return this.isJoined;
    const kept = new Set(messages.map(({ id }) => id));
    return outbox.every(({ status, body }) => {
      const mayGo = body.kind === 'text' || kept.has(body.target);
      return status === 'failed' || status === 'expired' || (status === 'waiting' && !mayGo);
    });
  }

  /** Its connection is gone, and the next attempt is put off. */
  get isBackingOff(): boolean {
    return this.#connection.state.status === 'waiting';
  }

  say(text: string): void {
    this.ledger.wrote(this.#room.post(text), { kind: 'text', text });
  }

  write(): ReturnType<Writer['write']> {
    return this.#writer.write(this.#room);
  }

  /** What the page does when the device says that it is online, or when somebody looks at it again. */
  look(): void {
    this.#connection.probe();
  }

  /** The page goes away in an orderly manner and comes back as the same tab. */
  async reload(): Promise<void> {
    await this.#room.flush();
    if (this.isOver) return;
    this.#unload();
    this.#load();
  }

  /** Calls back whenever something may have changed; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => void this.#changes.delete(listener);
  }

  view(): View {
    const { position, messages } = this.state;
    const viewer = this.ledger.record.producer;
    return { viewer, epoch: position?.epoch ?? '', messages };
  }

  /** The tab is closed for good. */
  async close(): Promise<void> {
    this.ledger.end(this.state);
    this.isOver = true;
    this.#unload();
    this.#tell();
    await this.proxy.close();
  }

  #unload(): void {
    this.#room.close();
    this.#connection.close();
  }

  #load(): void {
    const { person, room, silenceMs } = this.#options;
    this.#connection = new Connection({
      url: `ws://127.0.0.1:${this.proxy.port}/ws`,
      token: person.token,
      producer: this.#producer,
      WebSocket: WebSocket as unknown as SocketConstructor,
      parse: parseServerFrameCompiled,
      ...(silenceMs !== undefined && { silenceMs }),
    });
    const connection = this.#connection;
    this.#room = new RoomClient({ connection, room, storage: this.#storage });
    this.#room.subscribe((state) => this.#see(state));
    connection.onFrame(({ type }) => this.#count(type));
    connection.onState(() => this.#tell());
    connection.open();
  }

  #tell(): void {
    for (const listener of this.#changes) listener();
  }

  #see(state: RoomState): void {
    this.ledger.see(state);
    this.#tell();
  }

  #count(type: string): void {
    this.frames += 1;
    if (type === 'snapshot') this.sightings.snapshots += 1;
    if (type === 'resumed') this.sightings.resumes += 1;
    if (type === 'bye') this.sightings.byes += 1;
    if (type === 'snapshot' || type === 'resumed') this.joins += 1;
    this.#tell();
  }
}
