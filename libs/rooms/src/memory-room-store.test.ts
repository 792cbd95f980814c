import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryRoomStore } from './memory-room-store.ts';
import { describeRoomStore } from './room-store.contract.ts';
import { person, refusal, roomOf } from './samples.contract.ts';

describeRoomStore('MemoryRoomStore', async () => {
  let time = Date.now();
  const setClock = async (now: number) => (time = now);
  return { store: new MemoryRoomStore({ now: () => time }), setClock };
});

it('[RS4] a store that is told so takes fewer members', async () => {
  const store = new MemoryRoomStore({ maxMembers: 1 });
  const { id } = (await store.createRoom(roomOf(person().id))).room;
  await store.putMember(id, person());
  await refusal('room-full', store.putMember(id, person()));
  await store.close();
});

describe('rooms that nobody uses', () => {
  const HOUR_MS = 60 * 60_000;
  const owner = person();
  let store: MemoryRoomStore;
  beforeEach(() => {
    vi.useFakeTimers();
    store = new MemoryRoomStore();
  });
  afterEach(async () => {
    await store.close();
    vi.useRealTimers();
  });

  it('a room with nobody in it is dropped a day after the last that happened', async () => {
    const { id } = (await store.createRoom(roomOf(owner.id))).room;
    vi.advanceTimersByTime(20 * HOUR_MS);
    await store.changeRoom(id, { title: 'Still here', changedAt: 1, seal: 's'.repeat(22) });
    vi.advanceTimersByTime(23 * HOUR_MS);
    await store.findRoom(id);
    vi.advanceTimersByTime(HOUR_MS);
    await refusal('room-unknown', store.findRoom(id));
  });

  it('a room with somebody in it stays', async () => {
    const { id } = (await store.createRoom(roomOf(owner.id))).room;
    await store.putMember(id, owner);
    vi.advanceTimersByTime(100 * HOUR_MS);
    await store.findRoom(id);
  });

  it('[RS3] a room that was ended, and a link that was given up, stay so however long nobody asks', async () => {
    const [ended, moved] = [
      await store.createRoom(roomOf(owner.id)),
      await store.createRoom(roomOf(owner.id)),
    ];
    await store.endRoom(ended.room.id);
    await store.moveRoom(moved.room.id, roomOf(owner.id));
    vi.advanceTimersByTime(1_000 * HOUR_MS);
    for (const { room } of [ended, moved]) {
      await refusal('room-ended', store.findRoom(room.id));
      await refusal('room-ended', store.openRoom(room));
    }
  });

  it('[RS3] past so many the room that was ended first is forgotten', async () => {
    const small = new MemoryRoomStore({ endedRooms: 2 });
    const rooms = [roomOf(owner.id), roomOf(owner.id), roomOf(owner.id)];
    for (const room of rooms) {
      await small.createRoom(room);
      await small.endRoom(room.id);
    }
    const [oldest, ...newer] = rooms.map(({ id }) => small.findRoom(id));
    await refusal('room-unknown', oldest!);
    for (const each of newer) await refusal('room-ended', each);
    await small.close();
  });

  it('a closed store has no timer left', async () => {
    expect(vi.getTimerCount()).toBe(1);
    await store.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
