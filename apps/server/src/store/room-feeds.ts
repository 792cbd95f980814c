import {
  RoomError,
  StoreUnavailable,
  Subscriptions,
  type GraceDelays,
  type Listener,
  type Passing,
  type RoomNews,
} from '@chat/rooms';
import type { RoomId } from '@chat/protocol';
import { EndedNodes } from './ended-nodes.ts';
import type { Leases } from './leases.ts';
import type { RedisLink } from './redis-link.ts';
import { RoomFeed, type CatchUp, type Place, type Told } from './room-feed.ts';
import { channelOf } from './room-keys.ts';
import type { RoomRegister } from './room-register.ts';
import type { RoomScripts } from './room-scripts.ts';
import { LEASE_MS } from './scripts/prelude.ts';
import { SCRIPTS } from './scripts/scripts.ts';

/** Milliseconds between two times that a node says for whom it answers, and looks for what it may have missed. */
const RENEW_MS = LEASE_MS / 3;
/** Renewals in the time of a lease. */
const TRUST = LEASE_MS / RENEW_MS;
/** Rooms that are renewed at a time: a node with many rooms must not hold all others up. */
const AT_ONCE = 16;

export type RoomFeedsOptions = {
  link: RedisLink;
  scripts: RoomScripts;
  leases: Leases;
  register: RoomRegister;
  node: string;
  onError: (error: unknown) => void;
};

type Open = { feed: RoomFeed; opened: Promise<void>; listeners: number };

/** The feeds of all rooms that somebody on this node listens to, and the leases of those who are in by it. */
export class RoomFeeds {
  readonly #options: RoomFeedsOptions;
  readonly #open = new Map<RoomId, Open>();
  readonly #subscriptions: Subscriptions;
  readonly #renewal: NodeJS.Timeout;
  readonly #endedNodes: EndedNodes;
  /** Renewals before which no node is held for dead: each could say meanwhile that it lives. */
  #trust = TRUST;

  constructor(options: RoomFeedsOptions) {
    this.#options = options;
    this.#subscriptions = new Subscriptions(options.onError);
    this.#endedNodes = new EndedNodes({
      node: options.node,
      sweep: (room, ended) => this.#sweep(room, ended),
      onError: (error) => this.#tellError(error),
    });
    this.#renewal = setInterval(() => void this.renew(), RENEW_MS).unref();
  }

  async subscribe(room: RoomId, listener: Listener): Promise<() => void> {
    const present = this.#open.get(room);
    const open = present ?? this.#begin(room);
    open.listeners += 1;
    const leave = () => {
      open.listeners -= 1;
      if (open.listeners === 0) this.#drop(room, open);
    };
    try {
      await open.opened;
      // What happened before is none of the newcomer's business.
      if (present) await open.feed.catchUp();
      if (open.feed.isOver) throw new StoreUnavailable();
    } catch (error) {
      leave();
      throw error;
    }
    return this.#listen(room, listener, leave);
  }

  hear(room: RoomId, told: Told): void {
    this.#open.get(room)?.feed.hear(told);
  }

  pass(room: RoomId, passing: Passing): void {
    this.#open.get(room)?.feed.pass(passing);
  }

  move(room: RoomId, to: RoomId): void {
    this.#open.get(room)?.feed.hint(`M ${to}`, this.#options.node);
  }

  /** What was published while there was no connection is read; and everybody lives who says so in time. */
  async comeBack(): Promise<void> {
    this.#trust = TRUST;
    await Promise.all([...this.#open.values()].map(({ feed }) => feed.catchUp()));
  }

  loseAll(): void {
    for (const { feed } of [...this.#open.values()]) feed.lose();
  }

  close(): void {
    clearInterval(this.#renewal);
    this.#endedNodes.close();
    this.#subscriptions.clear();
    for (const { feed } of this.#open.values()) feed.close();
    this.#open.clear();
  }

  #listen(room: RoomId, listener: Listener, leave: () => void): () => void {
    const unsubscribe = this.#subscriptions.add(room, listener);
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      unsubscribe();
      leave();
    };
  }

  #begin(room: RoomId): Open {
    const { link, node, onError } = this.#options;
    const feed = new RoomFeed({
      room,
      tell: (news) => this.#tell(room, news),
      catchUp: (since) => this.#catchUp(room, since),
      onError,
    });
    const opened = (async () => {
      // First listen, then look where the room is: what happens in between is heard.
      await link.subscribe(channelOf(room), (message) => {
        if (!this.#endedNodes.take(room, message)) feed.hint(message, node);
      });
      await feed.catchUp();
    })();
    // Whoever subscribes is told.
    opened.catch(() => undefined);
    const open = { feed, opened, listeners: 0 };
    this.#open.set(room, open);
    return open;
  }

  #drop(room: RoomId, open: Open): void {
    open.feed.close();
    if (this.#open.get(room) !== open) return;
    this.#open.delete(room);
    this.#options.link.unsubscribe(channelOf(room));
  }

  #tell(room: RoomId, news: RoomNews): void {
    const { leases } = this.#options;
    if (news.kind === 'event') {
      const { event } = news;
      const isOut = event.type === 'member-left' && event.reason === 'removed';
      if (isOut) leases.delete(room, event.member);
      if (event.type === 'room-ended') leases.forget(room);
    }
    const isLast = news.kind === 'moved' || news.kind === 'lost';
    const open = this.#open.get(room);
    if (isLast) {
      leases.forget(room);
      // Who comes from now on begins anew.
      if (open) this.#drop(room, open);
    }
    this.#subscriptions.send(room, news);
  }

  async #catchUp(room: RoomId, since: Place | undefined): Promise<CatchUp> {
    const { scripts } = this.#options;
    const args = [since?.epoch ?? '', String(since?.revision ?? 0)];
    const { rest, ...told } = await scripts.run(SCRIPTS.catchUp, room, args);
    const [kind, to] = rest as [CatchUp['kind'], string?];
    if (kind === 'ended') return { ...told, kind, to: to === '' ? undefined : to };
    return { ...told, kind };
  }

  /** Says that this node lives, and for whom; whoever was taken for gone all the same joins anew. */
  async renew(): Promise<void> {
    const { register } = this.#options;
    const isSweeping = this.#trust === 0;
    if (this.#trust > 0) this.#trust -= 1;
    try {
      await register.keep([...this.#open.keys()]);
      await this.#eachRoom((room, people) => this.#renew(room, people, isSweeping));
    } catch (error) {
      this.#tellError(error);
    }
  }

  #tellError(error: unknown): void {
    if (!(error instanceof StoreUnavailable)) this.#options.onError(error);
  }

  /** Says that this node ends: who is in by it is waited for as somebody whose connection broke [P15]. */
  async endLeases({ reconnectingMs, graceMs }: GraceDelays): Promise<void> {
    const delays = [String(reconnectingMs), String(graceMs)];
    await this.#eachRoom(async (room, people) => {
      await ifThereIsARoom(
        this.#options.scripts.run(SCRIPTS.endLeases, room, [...delays, ...people]),
      );
    });
  }

  async #eachRoom(step: (room: RoomId, people: string[]) => Promise<void>): Promise<void> {
    const rooms = this.#options.leases.list();
    while (rooms.length > 0) {
      const some = rooms.splice(0, AT_ONCE);
      await Promise.all(some.map(([room, people]) => step(room, people)));
    }
  }

  async #sweep(room: RoomId, ended: string): Promise<void> {
    if (!this.#open.has(room)) return;
    const told = await ifThereIsARoom(this.#options.scripts.run(SCRIPTS.sweepNode, room, [ended]));
    if (told) this.hear(room, told);
  }

  async #renew(room: RoomId, people: string[], isSweeping: boolean): Promise<void> {
    const feed = this.#open.get(room)?.feed;
    try {
      const args = [isSweeping ? '1' : '0', ...people];
      const { rest, ...told } = await this.#options.scripts.run(SCRIPTS.renewLeases, room, args);
      feed?.hear(told);
      if ((rest[0] as string[]).length > 0) feed?.lose();
    } catch (error) {
      if (!(error instanceof RoomError)) throw error;
      // The room is over, and its end was missed.
      this.#options.leases.forget(room);
      await feed?.catchUp();
    }
  }
}

async function ifThereIsARoom<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof RoomError) return undefined;
    throw error;
  }
}
