import { LIMITS, type RoomEvent } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomStore } from './room-store.ts';
import { person, refusal, roomOf, type StoreSetup } from './samples.contract.ts';

/** Who gets into a locked room, and who stays out of any [RS24]-[RS27]. */
export function describeDoorway(setup: StoreSetup): void {
  describe('at the door', () => {
    let store: RoomStore;
    let setClock: (now: number) => Promise<unknown>;
    let id: string;
    let events: RoomEvent[];
    const [owner, ada, eve] = [person('Owner'), person('Ada'), person('Eve')];
    beforeEach(async () => {
      ({ store, setClock } = await setup());
      await setClock(1_000_000);
      id = (await store.createRoom(roomOf(owner.id))).room.id;
      await store.putMember(id, ada);
      await store.changeRoom(id, { locked: true });
      events = [];
      await store.subscribe(id, (news) => {
        if (news.kind === 'event') events.push(news.event);
      });
    });
    afterEach(() => store.close());

    const knock = (who: typeof eve, waiter = 'tab') => store.knock(id, who, waiter);
    const answer = (who: typeof eve, how: 'admitted' | 'refused' | 'gone') =>
      store.answerKnock(id, who.id, { answer: how, by: ada.id });

    it('[RS24] a stranger waits, told once, however often they knock', async () => {
      expect(await knock(eve)).toBe(true);
      expect(await knock(eve)).toBe(true);
      const knocker = { ...eve, at: 1_000_000 };
      expect(events).toEqual([{ type: 'knock-heard', room: id, knocker }]);
      expect((await store.readRoom(id)).knocks).toEqual([knocker]);
      await refusal('room-locked', store.putMember(id, eve));
    });

    it('[RS24] who gets in anyway does not wait, and nobody is told', async () => {
      expect(await knock(ada)).toBe(false);
      expect(await knock(owner)).toBe(false);
      await store.changeRoom(id, { locked: false });
      expect(await knock(eve)).toBe(false);
      expect(events.map(({ type }) => type)).toEqual(['room-changed']);
    });

    it('[RS24] has an end: in number, in time, for who was refused, and for who was removed', async () => {
      for (let n = 0; n < LIMITS.knocks; n += 1) await knock(person(`Knocker ${n}`));
      await refusal('too-many-knocks', knock(eve));
      await setClock(1_000_000 + LIMITS.knockMs);
      expect((await store.readRoom(id)).knocks).toEqual([]);
      expect(await knock(eve)).toBe(true);
      await answer(eve, 'refused');
      await refusal('too-fast', knock(eve));
      await setClock(1_000_000 + LIMITS.knockMs + LIMITS.knockPauseMs);
      expect(await knock(eve)).toBe(true);
      await store.removeMember(id, ada.id, 'removed');
      await refusal('member-removed', knock(ada));
    });

    it('[RS24] who knocks and goes, again and again, is too fast', async () => {
      for (let n = 0; n < LIMITS.knocksInPause; n += 1) {
        expect(await knock(eve)).toBe(true);
        await answer(eve, 'gone');
      }
      await refusal('too-fast', knock(eve));
      await setClock(1_000_000 + LIMITS.knockPauseMs);
      expect(await knock(eve)).toBe(true);
    });

    it('[RS27] two tabs of one person wait by one knock, which goes with the last of them', async () => {
      for (const tab of ['one', 'other', 'one']) expect(await knock(eve, tab)).toBe(true);
      expect(await store.withdrawKnock(id, eve.id, 'one')).toBe(false);
      // Neither one that went already nor one that never came is the last.
      expect(await store.withdrawKnock(id, eve.id, 'one')).toBe(false);
      expect(await store.withdrawKnock(id, eve.id, 'third')).toBe(false);
      expect(events.map(({ type }) => type)).toEqual(['knock-heard']);
      expect((await store.readRoom(id)).knocks).toMatchObject([{ id: eve.id }]);
      expect(await store.withdrawKnock(id, eve.id, 'other')).toBe(true);
      const told = { type: 'knock-answered', person: eve.id, answer: 'gone', by: null };
      expect(events.slice(1)).toEqual([{ ...told, room: id }]);
      expect((await store.readRoom(id)).knocks).toEqual([]);
      // Who waited by a knock that is over does not withdraw a later one.
      expect(await knock(eve, 'later')).toBe(true);
      expect(await store.withdrawKnock(id, eve.id, 'other')).toBe(false);
    });

    it('[RS25] an answer is told once, and who was let in gets in', async () => {
      await knock(eve);
      expect(await answer(eve, 'admitted')).toBe(true);
      expect(await answer(eve, 'refused')).toBe(false);
      const told = { type: 'knock-answered', room: id, person: eve.id, by: ada.id };
      expect(events.slice(1)).toEqual([{ ...told, answer: 'admitted' }]);
      await store.putMember(id, eve);
      await store.removeMember(id, eve.id, 'left');
      await store.putMember(id, eve);
    });

    it('[RS25] who was refused, or went, does not get in', async () => {
      for (const how of ['refused', 'gone'] as const) {
        const stranger = person(how);
        await knock(stranger);
        expect(await answer(stranger, how)).toBe(true);
        await refusal('room-locked', store.putMember(id, stranger));
      }
    });

    it('[RS25] an unlocked room lets in everybody who waits', async () => {
      await knock(eve);
      await store.changeRoom(id, { locked: false });
      expect(events.at(-1)).toMatchObject({ type: 'knock-answered', answer: 'admitted' });
      expect((await store.readRoom(id)).knocks).toEqual([]);
    });

    it('[RS26] a room that is opened keeps out and lets in whom its seal says', async () => {
      const [letIn, keptOut] = [[ada.id], [eve.id]];
      const room = { ...roomOf(owner.id), locked: true, access: { letIn, keptOut } };
      await store.openRoom(room);
      await store.putMember(room.id, ada);
      await store.putMember(room.id, owner);
      await refusal('member-removed', store.putMember(room.id, eve));
      await refusal('room-locked', store.putMember(room.id, person()));
      const known = await store.listAcquaintances(room.id);
      expect(known.keptOut).toEqual(keptOut);
      expect(known.letIn).toContain(ada.id);
    });

    it('[RS26] what a later seal locks out is removed, what it lets in stays', async () => {
      const stranger = person('Stranger');
      const older = roomOf(owner.id);
      await store.openRoom(older);
      for (const who of [ada, eve, stranger]) await store.putMember(older.id, who);
      const access = { letIn: [ada.id], keptOut: [eve.id] };
      await store.openRoom({ ...older, changedAt: older.changedAt + 1, locked: true, access });
      const { members, room } = await store.readRoom(older.id);
      expect(members.map((member) => member.id)).toEqual([ada.id]);
      expect(room).toMatchObject({ locked: true, access });
      await refusal('member-removed', store.putMember(older.id, eve));
      await refusal('room-locked', store.putMember(older.id, stranger));
      // An older one changes nothing back.
      await store.openRoom(older);
      expect((await store.findRoom(older.id)).room.locked).toBe(true);
    });
  });
}
