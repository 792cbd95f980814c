import type { Member, ServerFrame } from '@chat/protocol';
import { MemoryRoomStore } from '../memory-room-store.ts';
import type { RoomSession } from '../room-session.ts';
import type { Person, RoomStore } from '../room-store.ts';
import { Rooms } from '../rooms.ts';
import { freshId, person } from '../samples.contract.ts';

/** One connection of a person in one room, with everything that was delivered to it. */
export type Visitor = {
  person: Person;
  connection: string;
  session: RoomSession;
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
  /** A connection that has not joined. */
  visit: (person: Person, room?: string) => Visitor;
  join: (person: Person, room?: string) => Promise<Visitor>;
  members: () => Promise<Member[]>;
  close: () => Promise<void>;
};

/** Rooms on a memory store, seen through `wrap` where given. */
export async function makeWorld(
  wrap: (store: RoomStore) => RoomStore = (it) => it,
): Promise<World> {
  const memory = new MemoryRoomStore();
  const errors: unknown[] = [];
  const rooms = new Rooms({
    store: wrap(memory),
    roomIds: { make: () => freshId(32), isOurs: (id) => id.length === 32 },
    onError: (error) => errors.push(error),
  });
  const owner = person('Owner');
  const { room } = await memory.createRoom({
    id: freshId(32),
    title: 'A room',
    ownerId: owner.id,
    createdAt: 0,
    locked: false,
    encryption: 'none',
  });
  const visit = (visitor: Person, id = room.id): Visitor => {
    const frames: ServerFrame[] = [];
    let seen = 0;
    const connection = freshId(22);
    const deliver = (frame: ServerFrame) => frames.push(frame);
    const session = rooms.session({ room: id, person: visitor, connection, deliver });
    const news = () => {
      const fresh = frames.slice(seen);
      seen = frames.length;
      return fresh.map(({ type }) => type);
    };
    return { person: visitor, connection, session, frames, news };
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
