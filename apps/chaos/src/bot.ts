import type { RoomId } from '@chat/protocol';
import { parseServerFrameCompiled } from '@chat/protocol/compiled-server-frames';
import {
  Connection,
  randomId,
  RoomClient,
  type RoomState,
  type SocketConstructor,
} from '@chat/sdk';
import { WebSocket } from 'ws';
import type { Browser } from './browser.ts';
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
  /** Shared by all tabs of the person. */
  browser: Browser;
  room: RoomId;
  /** Port of the server, each time anew where there are several; the bot's way there leads over a proxy of its own. */
  target: number | (() => number);
  dice: Dice;
  /** Another tab of somebody who is here already. */
  isSecondTab?: boolean;
  /** The tab that is closed when this one opens; what it had not sent is this one's to send. */
  inPlaceOf?: Bot;
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

/** One tab of one person in one room, over a storage that outlives its page, behind a proxy of its own. */
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
  readonly producer = randomId();
  readonly #writer: Writer;
  readonly #changes = new Set<() => void>();
  #connection!: Connection;
  #room!: RoomClient;

  private constructor(options: BotOptions, proxy: FaultProxy, scripts: Script[]) {
    const { person, browser, dice, isSecondTab = false } = options;
    this.#options = options;
    this.proxy = proxy;
    this.scripts = scripts;
    this.isSecondTab = isSecondTab;
    const { written, reacted } = browser;
    const producer = `${this.producer} of ${person.id}`;
    this.ledger = new Ledger({ producer, user: person.id, written });
    const { ledger } = this;
    const reactions = isSecondTab ? null : reacted;
    this.#writer = new Writer({ ledger, user: person.id, dice, reactions });
    this.#load();
  }

  static async start(options: BotOptions): Promise<Bot> {
    const scripts = options.first ? [options.first] : [];
    const script = () => scripts.shift() ?? {};
    const proxy = await FaultProxy.start({ target: options.target, script });
    // From here on nothing comes between: no other page may be faster to take over what the old tab leaves.
    const left = await options.inPlaceOf?.leave();
    const bot = new Bot(options, proxy, scripts);
    await left?.();
    return bot;
  }

  get inPlaceOf(): Bot | undefined {
    return this.#options.inPlaceOf;
  }

  get browser(): Browser {
    return this.#options.browser;
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

  /** The tab is closed for good, in an orderly manner; what it had not sent stays in the storage. */
  async close(): Promise<void> {
    await (
      await this.leave()
    )?.();
  }

  /** Closes the tab at once and returns how to let go of the rest; nothing when it was closed before. */
  async leave(): Promise<(() => Promise<void>) | undefined> {
    await this.#room.flush();
    if (this.isOver) return undefined;
    this.ledger.end(this.state);
    this.isOver = true;
    this.#unload();
    this.#tell();
    return () => this.proxy.close();
  }

  #unload(): void {
    this.#room.close();
    this.#connection.close();
    this.browser.storage.close(this.producer);
  }

  #load(): void {
    const { person, browser, room, silenceMs } = this.#options;
    this.#connection = new Connection({
      url: `ws://127.0.0.1:${this.proxy.port}/ws`,
      token: person.token,
      producer: this.producer,
      WebSocket: WebSocket as unknown as SocketConstructor,
      parse: parseServerFrameCompiled,
      ...(silenceMs !== undefined && { silenceMs }),
    });
    const connection = this.#connection;
    const storage = browser.storage.open(this.producer);
    this.#room = new RoomClient({ connection, room, storage });
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
