import { LIMITS, type ServerFrame } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Knock, KnockEnd } from './knock.ts';
import { person, refusal } from './samples.contract.ts';
import { makeWorld, type Visitor, type World } from './test/world.ts';

const [ada, bob, eve] = [person('Ada'), person('Bob'), person('Eve')];

let world: World;
let insider: Visitor;
let ends: KnockEnd[];
beforeEach(async () => {
  vi.useFakeTimers();
  world = await makeWorld();
  insider = await world.join(ada, world.room);
  await world.rooms.change(world.owner.id, world.room, { locked: true });
  ends = [];
});
afterEach(async () => {
  await world.close();
  vi.useRealTimers();
  expect(world.errors).toEqual([]);
});

const knock = (who = eve): Promise<Knock> =>
  world.rooms.knock(who, world.room, (end) => ends.push(end));
const last = (): ServerFrame | undefined => insider.frames.at(-1);

describe('a knock', () => {
  it('[P63] is heard by who is in, also by who comes later; any member lets in, and all are told', async () => {
    await knock();
    expect(last()).toMatchObject({ type: 'knock-heard', knocker: { id: eve.id, name: 'Eve' } });
    const later = await world.join(world.owner, world.room);
    expect(later.frames[0]).toMatchObject({ knocks: [{ id: eve.id }] });
    await insider.session.answerKnock(eve.id, true);
    const told = { type: 'knock-answered', person: eve.id, answer: 'admitted', by: ada.id };
    expect(later.frames).toContainEqual({ ...told, room: world.room });
    expect(ends).toEqual(['admitted']);
    await world.join(eve, world.room);
    expect(later.frames.at(-1)).toMatchObject({ type: 'member-joined' });
    expect((await world.store.readRoom(world.room)).knocks).toEqual([]);
  });

  it('[P63] is refused by any member, and once more only after a while', async () => {
    await knock();
    await insider.session.answerKnock(eve.id, false);
    expect(ends).toEqual(['refused']);
    await refusal('too-fast', knock());
    await refusal('room-locked', world.visit(eve, world.room).session.join());
    await refusal('member-unknown', insider.session.answerKnock(eve.id, true));
  });

  it('[P63] that nobody answers ends by itself', async () => {
    await knock();
    await vi.advanceTimersByTimeAsync(LIMITS.knockMs);
    expect(ends).toEqual(['unanswered']);
    expect(last()).toMatchObject({ type: 'knock-answered', answer: 'gone', by: null });
  });

  it('[P63] ends for who is in when whoever knocks does not wait', async () => {
    const waiting = await knock();
    await waiting.close();
    expect(last()).toMatchObject({ type: 'knock-answered', answer: 'gone' });
    expect(ends).toEqual([]);
  });

  it('[P63] of two tabs is one knock, which ends with the last of them', async () => {
    const [one, other] = [await knock(), await knock()];
    const before = insider.frames.length;
    await one.close();
    expect(insider.frames.length).toBe(before);
    await insider.session.answerKnock(eve.id, true);
    expect(ends).toEqual(['admitted']);
    expect(other.isOver).toBe(true);
  });

  it('[P63] at an open door says so, and nobody hears it', async () => {
    const before = insider.frames.length;
    const knocks = [await knock(ada), await knock(world.owner)];
    expect(ends).toEqual(['admitted', 'admitted']);
    expect(knocks.every(({ isOver }) => isOver)).toBe(true);
    expect(insider.frames.length).toBe(before);
  });

  it('[P63] ends with the room, or with its link', async () => {
    await knock();
    await knock(bob);
    await world.rooms.renewLink(world.owner.id, world.room);
    expect(ends).toEqual(['ended', 'ended']);
  });

  it('[P63] is seen and answered without a connection, too, by members and the owner', async () => {
    await knock();
    await knock(bob);
    const { rooms, room, owner } = world;
    for (const { id } of [ada, owner]) {
      expect(await rooms.listKnocks(id, room)).toMatchObject([{ id: eve.id }, { id: bob.id }]);
    }
    await rooms.answerKnock(owner.id, room, { person: eve.id, admit: false });
    await rooms.answerKnock(ada.id, room, { person: bob.id, admit: true });
    expect(ends).toEqual(['refused', 'admitted']);
    expect(last()).toMatchObject({
      type: 'room-changed',
      info: { access: { letIn: [ada.id, bob.id] } },
    });
    await refusal(
      'member-unknown',
      rooms.answerKnock(ada.id, room, { person: eve.id, admit: true }),
    );
    await refusal('not-a-member', rooms.listKnocks(eve.id, room));
    await refusal('not-a-member', rooms.answerKnock(eve.id, room, { person: bob.id, admit: true }));
  });

  it('[P63] is answered by nobody who is not in', async () => {
    await knock();
    const outsider = world.visit(bob, world.room);
    await refusal('not-a-member', outsider.session.answerKnock(eve.id, true));
    expect(ends).toEqual([]);
  });
});
