import type { Body, Member, SealedRoom, ServerFrame } from '@chat/protocol';
import { MemoryRoomStore, type MemoryRoomStoreOptions } from '../memory-room-store.ts';
import type { RoomSession } from '../room-session.ts';
import type { Person, RoomStore } from '../room-store.ts';
import type { RoomSeals } from '../room-info.ts';
import { Rooms } from '../rooms.ts';
import { freshId, person, roomOf } from '../samples.contract.ts';

/** What a client makes of what its person writes. */
export type Draft = { id: string; body: Body };

/** One connection of a person in one room, with everything that was delivered to it. */
export type Visitor = {
  person: Person;
  connection: string;
  producer: string;
  session: RoomSession;
  /** Posts with the number and epoch that a sound client would give. */
  post: (draft: Draft) => Promise<void>;
  frames: ServerFrame[];
  /** The frames since the last call, by type. */
  news: () => string[];
};

export type World = {
  store: RoomStore;
  rooms: Rooms;
  owner: Person;
  /** The id of a room of the owner, who is not in. */
  room: string;
  errors: unknown[];
  /** A connection that has not joined, of a tab of its own or of the one given. */
  visit: (person: Person, room?: string, tab?: Tab) => Visitor;
  join: (person: Person, room?: string) => Promise<Visitor>;
  members: () => Promise<Member[]>;
  close: () => Promise<void>;
};

export type WorldOptions = MemoryRoomStoreOptions & {
  /** Tells of a connection whether it takes events. */
  isKeepingUp?: (connection: string) => boolean;
};

/** What outlives a connection: the producer, and how much it has posted. */
export type Tab = { producer: string; posted: number };

/** Seals that anybody could make, and tests do. */
export const SEALS: RoomSeals = {
  make: ({ title, ownerId, createdAt, changedAt, locked = false, access }) =>
    [title, ownerId, createdAt, changedAt, locked, JSON.stringify(access)].join('-'),
  isOurs: ({ seal, ...info }) => seal === SEALS.make(info),
};

/** What a member remembers of a room. */
export function sealedOf(info: Omit<SealedRoom, 'seal'>): SealedRoom {
  return { ...info, seal: SEALS.make({ id: '', ...info }) };
}

/** Rooms on a memory store, seen through `wrap` where given. */
export async function makeWorld(
  wrap: (store: RoomStore) => RoomStore = (it) => it,
  { isKeepingUp = () => true, ...storeOptions }: WorldOptions = {},
): Promise<World> {
  const memory = new MemoryRoomStore(storeOptions);
  const errors: unknown[] = [];
  const rooms = new Rooms({
    store: wrap(memory),
    roomIds: { make: () => freshId(32), isOurs: (id) => id.length === 32 },
    seals: SEALS,
    onError: (error) => errors.push(error),
  });
  const owner = person('Owner');
  const { room } = await memory.createRoom(roomOf(owner.id));
  const visit: World['visit'] = (
    visitor,
    id = room.id,
    tab = { producer: freshId(22), posted: 0 },
  ) => {
    const frames: ServerFrame[] = [];
    let seen = 0;
    const connection = freshId(22);
    const { producer } = tab;
    const session = rooms.session({
      room: id,
      person: visitor,
      connection,
      producer,
      outlet: {
        deliver: (frame) => void frames.push(frame),
        tell: (frame) => isKeepingUp(connection) && frames.push(frame) > 0,
      },
    });
    const post = async (draft: Draft) => {
      tab.posted += 1;
      try {
        await session.post({ ...draft, n: tab.posted, epoch: epochOf(frames) });
      } catch (error) {
        // A refused post takes no number [P24].
        tab.posted -= 1;
        throw error;
      }
    };
    const news = () => {
      const fresh = frames.slice(seen);
      seen = frames.length;
      return fresh.map(({ type }) => type);
    };
    return { person: visitor, connection, producer, session, post, frames, news };
  };
  return {
    store: memory,
    rooms,
    owner,
    room: room.id,
    errors,
    visit,
    join: async (visitor, id) => {
      const joined = visit(visitor, id);
      await joined.session.join();
      joined.news();
      return joined;
    },
    members: async () => (await memory.readRoom(room.id)).members,
    close: async () => {
      await rooms.close();
      await memory.close();
    },
  };
}

/** The epoch of the newest answer to a join. */
function epochOf(frames: readonly ServerFrame[]): string {
  const answers = frames.flatMap((frame) =>
    frame.type === 'snapshot' || frame.type === 'resumed' ? [frame.epoch] : [],
  );
  return answers.at(-1) ?? 'e'.repeat(11);
}

type Call = (...values: unknown[]) => Promise<unknown>;

/** A store whose every call waits at `pass` before it is done and again before the caller learns of it. */
export function gatedStore(store: RoomStore, pass: () => Promise<void>): RoomStore {
  return new Proxy(store, {
    get(target, name: keyof RoomStore): Call {
      const call = (target[name] as Call).bind(target);
      return async (...values) => {
        await pass();
        try {
          return await call(...values);
        } finally {
          await pass();
        }
      };
    },
  });
}
