import { LIMITS, type RoomId, type ServerFrame } from '@chat/protocol';
import { MemoryRoomStore } from '../memory-room-store.ts';
import { RoomLog } from '../room-log.ts';
import type { LogLimits } from '../log-limits.ts';
import type { Person, RoomStore } from '../room-store.ts';
import { Rooms } from '../rooms.ts';
import { freshId, person, roomOf } from '../samples.contract.ts';
import { changeOf } from './change-of.ts';
import { DeliveryChecker } from './delivery-checker.ts';
import { ModelClient, type ModelClientOptions, type Outward } from './model-client.ts';
import { ModelWire, type Upward } from './model-wire.ts';
import { gatedStore, SEALS } from './world.ts';

export type ModelOptions = Pick<ModelClientOptions, 'reofferEntries' | 'isCareless'> & {
  makeLog?: (limits: LogLimits) => RoomLog;
  wrap?: (store: RoomStore, pass: () => Promise<void>) => RoomStore;
};

/** So little that trimming happens all the time. */
const SMALL: LogLimits = {
  ...LIMITS,
  historyMessages: 16,
  resumableEntries: 10,
  snapshotMessages: 8,
};

/** A tab of a person, over all its sockets. */
export type Tab = { name: string; person: Person; producer: string; client: ModelClient };

/** Tabs, wires that lose and repeat, and a server that is started again: all that may happen, step by step. */
export class DeliveryModel {
  readonly room: RoomId = freshId(32);
  readonly checker = new DeliveryChecker(this.room);
  readonly tabs: Tab[];
  readonly #options: ModelOptions;
  readonly #wires = new Map<Tab, ModelWire>();
  /** Wires that the client has given up and the server not yet. */
  #dead: ModelWire[] = [];
  readonly #sent = new Map<Tab, Outward[]>();
  #gates: (() => void)[] = [];
  #isOpen = false;
  #store = new MemoryRoomStore();
  #rooms: Rooms | undefined;
  /** Broken invariants that no caller waits for. */
  #failure: unknown;

  constructor(options: ModelOptions = {}) {
    this.#options = options;
    const [ada, bob] = [person('Ada'), person('Bob')];
    this.tabs = [ada, ada, bob].map((each, n) => this.#makeTab(`tab ${n}`, each));
  }

  /** Starts the server, anew: the log is empty, and every wire is dead. */
  async start(): Promise<void> {
    for (const tab of this.tabs) this.cut(tab);
    this.#dead = [];
    this.#gates = [];
    // What was under way in it never ends; nobody waits for it.
    void this.#rooms?.close();
    await this.#store.close();
    const { makeLog = (limits: LogLimits) => new RoomLog(limits), wrap = (it: RoomStore) => it } =
      this.#options;
    const store = new MemoryRoomStore({
      makeLog: () => makeLog(SMALL),
      // A listener's error is the checker's.
      onListenerError: (error) => (this.#failure ??= error),
    });
    const { epoch } = await store.openRoom(roomOf(person().id, this.room));
    this.checker.began(epoch);
    await store.subscribe(this.room, (news) => {
      if (news.kind !== 'event' || news.event.type !== 'entry-posted') return;
      this.checker.appended(news.event.epoch, news.event.entry);
    });
    this.#store = store;
    this.#rooms = new Rooms({
      store: wrap(
        gatedStore(store, () => this.#pass()),
        () => this.#pass(),
      ),
      roomIds: { make: () => freshId(32), isOurs: () => true },
      seals: SEALS,
    });
  }

  write(tab: Tab, isSound: boolean): void {
    const id = freshId(22);
    const { index } = tab.client.write(id, { kind: 'text', text: isSound ? 'x' : ' ' });
    this.checker.wrote(id, { tab: tab.name, index, is: isSound ? 'sound' : 'unsound' });
  }

  /** Edits, deletes or reacts to something that the tab shows. */
  change(tab: Tab, which: number): void {
    const { client, person: me } = tab;
    const target = client.view.at(-1 - (which % 5))?.id;
    if (target === undefined) return;
    const isMine = client.view.some(({ id, from }) => id === target && from === me.id);
    const id = freshId(22);
    const { index } = client.write(id, changeOf(target, isMine ? which : 0, id));
    this.checker.wrote(id, { tab: tab.name, index, is: 'open' });
  }

  connect(tab: Tab): void {
    const rooms = this.#rooms;
    if (this.#wires.has(tab) || !rooms) return;
    const wire = new ModelWire({
      room: this.room,
      open: (deliver) => {
        const tell = (frame: ServerFrame) => {
          deliver(frame);
          return true;
        };
        const who = { person: tab.person, connection: freshId(22), producer: tab.producer };
        return rooms.session({ ...who, room: this.room, outlet: { deliver, tell } });
      },
      onFrame: (frame, asked) => this.#watch(() => this.checker.delivered(frame, asked)),
      onError: (error) => (this.#failure ??= error),
    });
    this.#wires.set(tab, wire);
    this.#say(tab, { join: tab.client.position });
  }

  /** The client gives the socket up; what it sent is still under way, what the server sent is not. */
  cut(tab: Tab): void {
    const wire = this.#wires.get(tab);
    if (!wire) return;
    this.#wires.delete(tab);
    this.#dead.push(wire);
    tab.client.pause();
  }

  /** The server notices the oldest dead socket. */
  notice(): void {
    this.#dead.shift()?.drop();
  }

  /** Some frames of the server arrive. */
  hearSome(tab: Tab, which: number): void {
    for (let n = 0; n <= which % 5; n += 1) this.hear(tab);
  }

  hear(tab: Tab): void {
    const frame = this.#wires.get(tab)?.hear();
    if (!frame) return;
    tab.client.hear(frame);
    this.#watch(() => this.checker.sees(tab.client));
  }

  /** A frame that was sent before arrives once more, over whatever socket there is now. */
  repeat(tab: Tab, which: number): void {
    const sent = this.#sent.get(tab) ?? [];
    const post = sent[which % Math.max(1, sent.length)];
    if (post) this.#say(tab, { post });
  }

  heartbeat(tab: Tab): void {
    this.#say(tab, 'heartbeat');
  }

  /** Lets some calls of the store go on, whichever. */
  async let(which: number): Promise<void> {
    for (let n = 0; n <= which % 7; n += 1) {
      const [open] = this.#gates.splice((which + n) % Math.max(1, this.#gates.length), 1);
      open?.();
      await turn();
    }
  }

  /** From now on the store answers at once. */
  flow(): void {
    this.#isOpen = true;
    for (const open of this.#gates.splice(0)) open();
  }

  /** All that is under way arrives, on the wires that there are. */
  async arrive(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      await turn();
      for (const tab of this.tabs) while (this.#wires.get(tab)?.hasNews) this.hear(tab);
    }
  }

  /** No fault any more: everybody connects, and all that is under way arrives. */
  async settle(): Promise<void> {
    this.flow();
    while (this.#dead.length > 0) {
      await turn();
      this.notice();
    }
    for (let round = 0; round < 6; round += 1) {
      for (const tab of this.tabs) {
        this.connect(tab);
        this.heartbeat(tab);
      }
      await this.arrive();
    }
    this.throwFailure();
    this.checker.settled(this.tabs.map(({ client }) => client));
  }

  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  async close(): Promise<void> {
    this.flow();
    await this.#rooms?.close();
    await this.#store.close();
  }

  #makeTab(name: string, owner: Person): Tab {
    const { reofferEntries, isCareless = false } = this.#options;
    const tab: Tab = {
      name,
      person: owner,
      producer: freshId(22),
      client: new ModelClient({
        isCareless,
        ...(reofferEntries !== undefined && { reofferEntries }),
        send: (post) => {
          this.#sent.set(tab, [...(this.#sent.get(tab) ?? []), post]);
          this.#say(tab, { post });
        },
        rejoin: (position) => this.#say(tab, { join: position }),
        onRefused: (id, epoch) => this.checker.refused(id, epoch),
      }),
    };
    return tab;
  }

  #say(tab: Tab, frame: Upward): void {
    this.#wires.get(tab)?.say(frame);
  }

  #watch(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#failure ??= error;
    }
  }

  #pass(): Promise<void> {
    return this.#isOpen ? Promise.resolve() : new Promise((open) => this.#gates.push(open));
  }
}

/** Until all that can go on has gone on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
