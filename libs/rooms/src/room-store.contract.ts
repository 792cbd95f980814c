import { LIMITS, type RoomEvent } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDoorway } from './doorway.contract.ts';
import { describeEntries } from './entries.contract.ts';
import { describeMessages } from './messages.contract.ts';
import { describeNews } from './news.contract.ts';
import type { RoomNews, RoomStore } from './room-store.ts';
import {
  freshId,
  inOrder,
  person,
  refusal,
  roomOf,
  text,
  type StoreSetup,
} from './samples.contract.ts';

/** The one suite that every `RoomStore` passes; its tests quote the rules of `room-store.ts`. */
export function describeRoomStore(name: string, setup: StoreSetup): void {
  describe(`${name} as a room store`, () => {
    describeRooms(setup);
    describeMembers(setup);
    describeDoorway(setup);
    describeMessages(setup);
    describeEntries(setup);
    describeNews(setup);
  });
}

function describeRooms(setup: StoreSetup): void {
  describe('rooms', () => {
    const owner = person();
    let store: RoomStore;
    beforeEach(async () => ({ store } = await setup()));
    afterEach(() => store.close());

    it('[RS1] an id that is in use is never taken over', async () => {
      const room = roomOf(owner.id);
      await store.createRoom(room);
      await expect(store.createRoom(roomOf(person().id, room.id))).rejects.toThrow();
      expect((await store.findRoom(room.id)).room).toEqual(room);
      await store.endRoom(room.id);
      await expect(store.createRoom(roomOf(person().id, room.id))).rejects.toThrow();
    });

    it('[RS2] [S19] past the limit of rooms a new one is refused, and an end makes place', async () => {
      const rooms = Array.from({ length: LIMITS.rooms }, () => roomOf(owner.id));
      await inOrder(rooms.length, (n) => store.createRoom(rooms[n]!));
      await refusal('too-many-rooms', store.createRoom(roomOf(owner.id)));
      await refusal('too-many-rooms', store.openRoom(roomOf(owner.id)));
      await store.endRoom(rooms[0]!.id);
      await store.createRoom(roomOf(owner.id));
    });

    it.each([
      ['room-unknown', false],
      ['room-ended', true],
    ])('[RS3] whatever is asked of a room that is not there is %s', async (code, wasThere) => {
      const { id } = roomOf(owner.id);
      if (wasThere) {
        await store.createRoom(roomOf(owner.id, id));
        await store.endRoom(id);
      }
      await refusal(code, store.findRoom(id));
      await refusal(code, store.readRoom(id));
      await refusal(code, store.changeRoom(id, { locked: true }));
      await refusal(code, store.endRoom(id));
      await refusal(code, store.putMember(id, owner));
      await refusal(code, store.findMember(id, owner.id));
      await refusal(code, store.countMembers(id));
      await refusal(code, store.changeMember(id, owner.id, { name: 'B' }));
      await refusal(code, store.removeMember(id, owner.id, 'left'));
      await refusal(code, store.readSince(id, { epoch: 'e'.repeat(11), seq: 0 }));
      const draft = { id: freshId(22), from: owner.id, name: 'Ada', body: text('hi') };
      await refusal(code, store.appendEntry(id, draft));
      await refusal(code, store.listMessages(id, { limit: 1 }));
      const frame = { type: 'typing', room: id, member: owner.id } as const;
      await refusal(code, store.publish(id, { kind: 'typing', frame }));
    });

    it('[RS22] opening makes a room that is not there, once, however many do it', async () => {
      const room = roomOf(owner.id);
      const all = await Promise.all(Array.from({ length: 9 }, () => store.openRoom(room)));
      expect(new Set(all.map(({ epoch }) => epoch)).size).toBe(1);
      expect(all[0]).toMatchObject({ room, seq: 0 });
      expect((await store.findRoom(room.id)).room).toEqual(room);
    });

    it('[RS22] a room that is there stays as it is, but one without an owner takes one over', async () => {
      const room = roomOf(owner.id);
      const nobodys = { ...room, title: 'Room', ownerId: null, seal: 'n'.repeat(22) };
      const { epoch } = await store.openRoom(nobodys);
      const events: RoomEvent[] = [];
      await store.subscribe(room.id, (news) => {
        if (news.kind === 'event') events.push(news.event);
      });
      await store.openRoom({ ...nobodys, title: 'Still nobody’s' });
      await store.openRoom(room);
      await store.openRoom({ ...room, title: 'Hijacked', ownerId: person().id });
      expect(await store.findRoom(room.id)).toEqual({ room, epoch, seq: 0 });
      expect(events).toEqual([{ type: 'room-changed', room: room.id, info: room }]);
    });

    it('[RS22] of two that have an owner the one that was changed later counts', async () => {
      const room = roomOf(owner.id);
      await store.openRoom(room);
      const renamed = { ...room, title: 'Renamed', changedAt: room.changedAt + 1 };
      await store.openRoom(renamed);
      await store.openRoom(room);
      await store.openRoom({ ...renamed, title: 'Other', createdAt: 1, changedAt: 9_999 });
      expect((await store.findRoom(room.id)).room).toEqual(renamed);
    });

    it('[RS3] [RS22] a room that was ended is not opened again', async () => {
      const room = roomOf(owner.id);
      await store.createRoom(room);
      await store.endRoom(room.id);
      await refusal('room-ended', store.openRoom(room));
    });

    it('[RS17] changing what was handed out changes nothing in the store', async () => {
      const room = roomOf(owner.id);
      await store.createRoom(room);
      await store.putMember(room.id, owner);
      room.title = 'Hijacked';
      const snapshot = await store.readRoom(room.id);
      snapshot.members.length = 0;
      snapshot.messages.push({} as never);
      expect(await store.readRoom(room.id)).toMatchObject({
        room: { title: 'A room' },
        members: [{ id: owner.id }],
        messages: [],
      });
    });
  });
}

function describeMembers(setup: StoreSetup): void {
  describe('members', () => {
    const owner = person();
    let store: RoomStore;
    let id: string;
    let events: RoomEvent[];
    beforeEach(async () => {
      ({ store } = await setup());
      ({ id } = (await store.createRoom(roomOf(owner.id))).room);
      events = [];
      await store.subscribe(id, (news) => {
        if (news.kind === 'event') events.push(news.event);
      });
    });
    afterEach(() => store.close());

    it('[RS4] somebody new becomes a member and is told of', async () => {
      const ada = person();
      const { member, isNew } = await store.putMember(id, ada);
      expect(isNew).toBe(true);
      expect(member).toMatchObject({ ...ada, presence: 'online' });
      expect(await store.findMember(id, ada.id)).toEqual(member);
      expect(await store.countMembers(id)).toBe(1);
      expect(events).toEqual([expect.objectContaining({ type: 'member-joined', member })]);
    });

    it('[RS4] [S19] however many come at once, the limit of members holds', async () => {
      const tries = Array.from({ length: LIMITS.members + 5 }, () => store.putMember(id, person()));
      const results = await Promise.allSettled(tries);
      const refused = results.filter(({ status }) => status === 'rejected');
      expect(refused).toHaveLength(5);
      expect(await store.countMembers(id)).toBe(LIMITS.members);
      await refusal('room-full', store.putMember(id, person()));
    });

    it('[RS5] putting a member again makes no second one and tells nobody', async () => {
      const ada = person();
      const first = await store.putMember(id, ada);
      const again = await store.putMember(id, ada);
      expect(again).toEqual({ member: first.member, isNew: false });
      expect(events).toHaveLength(1);
    });

    it('[RS5] a name or presence that changed with it is told', async () => {
      const ada = person();
      const { member } = await store.putMember(id, ada);
      await store.changeMember(id, ada.id, { presence: 'reconnecting' });
      await store.putMember(id, { ...ada, name: 'Countess' });
      await store.putMember(id, { ...ada, name: 'Countess', presence: 'in-call' });
      const renamed = { ...member, name: 'Countess' };
      expect(events.slice(1)).toEqual([
        { type: 'member-changed', room: id, member: { ...member, presence: 'reconnecting' } },
        { type: 'member-changed', room: id, member: renamed },
        { type: 'member-changed', room: id, member: { ...renamed, presence: 'in-call' } },
      ]);
    });

    it('[RS6] a locked room admits its owner and who was in before, nobody else', async () => {
      const [inside, before, stranger] = [person(), person(), person()];
      await store.putMember(id, inside);
      await store.putMember(id, before);
      await store.removeMember(id, before.id, 'lost');
      await store.changeRoom(id, { locked: true });
      await refusal('room-locked', store.putMember(id, stranger));
      for (const known of [inside, before, owner]) await store.putMember(id, known);
      await store.changeRoom(id, { locked: false });
      await store.putMember(id, stranger);
    });

    it('[RS6] who was removed stays out, also of a room that is not locked', async () => {
      const ada = person();
      await store.putMember(id, ada);
      expect(await store.removeMember(id, ada.id, 'removed')).toBe(true);
      await refusal('member-removed', store.putMember(id, ada));
    });

    it('[RS6] who was removed for now comes back, but not into a locked room', async () => {
      const ada = person();
      await store.putMember(id, ada);
      expect(await store.removeMember(id, ada.id, 'removed-for-now')).toBe(true);
      await store.putMember(id, ada);
      await store.removeMember(id, ada.id, 'removed-for-now');
      await store.changeRoom(id, { locked: true });
      await refusal('room-locked', store.putMember(id, ada));
    });

    it('[RS23] a room that moves is the same under the new id, with nobody in it', async () => {
      const [ada, bob, eve] = [person('Ada'), person('Bob'), person('Eve')];
      for (const each of [ada, bob]) await store.putMember(id, each);
      const posted = freshId(22);
      await store.appendEntry(id, { id: posted, from: ada.id, name: 'Ada', body: text('kept') });
      await store.removeMember(id, bob.id, 'removed');
      await store.changeRoom(id, { locked: true });
      const old: RoomNews[] = [];
      const other: RoomNews[] = [];
      const next = { ...roomOf(owner.id), locked: true };
      await store.subscribe(id, (news) => old.push(news));
      await store.subscribe(next.id, (news) => other.push(news));
      expect(await store.moveRoom(id, next)).toEqual(next);
      await refusal('room-ended', store.putMember(id, ada));
      await refusal('room-ended', store.openRoom(roomOf(owner.id, id)));
      expect(await store.readRoom(next.id)).toMatchObject({
        messages: [{ id: posted }],
        members: [],
      });
      await refusal('member-removed', store.putMember(next.id, bob));
      await refusal('room-locked', store.putMember(next.id, eve));
      await store.putMember(next.id, ada);
      expect(old).toEqual([{ kind: 'moved', to: next.id }]);
      expect(other).toMatchObject([{ kind: 'event', event: { type: 'member-joined' } }]);
    });

    it('[RS7] removing somebody is told once', async () => {
      const ada = person();
      await store.putMember(id, ada);
      expect(await store.removeMember(id, ada.id, 'lost')).toBe(true);
      expect(await store.removeMember(id, ada.id, 'left')).toBe(false);
      expect(events.slice(1)).toEqual([
        expect.objectContaining({ type: 'member-left', member: ada.id, reason: 'lost' }),
      ]);
    });

    it('[RS7] changing somebody who is not in, or changing nothing, tells nobody', async () => {
      const ada = person();
      await store.putMember(id, ada);
      await store.changeMember(id, ada.id, { presence: 'online' });
      await store.changeMember(id, person().id, { name: 'Nobody' });
      await store.changeRoom(id, { locked: false });
      expect(events).toHaveLength(1);
    });
  });
}
