import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshId, person, refusal, text } from './samples.contract.ts';
import { makeWorld, SEALS, type World } from './test/world.ts';

const [bob, eve] = [person('Bob'), person('Eve')];
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.errors).toEqual([]);
});

describe('the owner', () => {
  it('[P60] removes a member for now, who comes back by the link', async () => {
    const { rooms, owner, room } = world;
    const [removed, other] = [await world.join(bob), await world.join(eve)];
    await rooms.removeMember(owner.id, room, { member: bob.id, mayReturn: true });
    expect(removed.frames.at(-1)).toMatchObject({ type: 'room-left', reason: 'removed' });
    expect(other.frames.at(-1)).toMatchObject({ type: 'member-left', reason: 'removed' });
    await world.join(bob);
    await rooms.removeMember(owner.id, room, { member: bob.id });
    await refusal('member-removed', world.visit(bob).session.join());
  });

  it('[RS31] locks, renames and removes at the same time: all of it counts, and the seal says so', async () => {
    const { rooms, owner, room, store } = world;
    for (const who of [bob, eve]) await world.join(who);
    await Promise.all([
      rooms.removeMember(owner.id, room, { member: bob.id }),
      rooms.change(owner.id, room, { locked: true }),
      rooms.change(owner.id, room, { title: 'Coffee' }),
      rooms.removeMember(owner.id, room, { member: eve.id }),
    ]);
    const info = (await store.findRoom(room)).room;
    expect(info).toMatchObject({ title: 'Coffee', locked: true });
    expect(new Set(info.access?.keptOut)).toEqual(new Set([bob.id, eve.id]));
    expect(SEALS.isOurs(info)).toBe(true);
  });

  it('[P61] hands the room on to a member, and is none any more', async () => {
    const { rooms, owner, room } = world;
    const heir = await world.join(bob);
    await refusal('member-unknown', rooms.change(owner.id, room, { ownerId: eve.id }));
    const before = (await world.store.findRoom(room)).room;
    await rooms.change(owner.id, room, { ownerId: bob.id });
    expect(heir.frames.at(-1)).toMatchObject({ type: 'room-changed', info: { ownerId: bob.id } });
    await refusal('not-the-owner', rooms.change(owner.id, room, { locked: true }));
    const { seal, changedAt } = await rooms.change(bob.id, room, { locked: true });
    expect(changedAt).toBeGreaterThan(before.changedAt);
    expect(seal).not.toBe(before.seal);
  });

  it('[P61] who is forgotten leaves the room to whoever is in for longest', async () => {
    const { rooms, owner, room } = world;
    await world.join(owner);
    const first = await world.join(bob);
    await world.join(eve);
    await rooms.forget(owner.id);
    expect((await world.store.findRoom(room)).room.ownerId).toBe(bob.id);
    expect(first.frames.map(({ type }) => type).slice(-2)).toEqual(['room-changed', 'member-left']);
    await rooms.forget(eve.id);
    expect((await world.store.findRoom(room)).room.ownerId).toBe(bob.id);
  });

  it('[P61] who only leaves stays the owner', async () => {
    const owner = await world.join(world.owner);
    await world.join(bob);
    await owner.session.leave();
    expect((await world.store.findRoom(world.room)).room.ownerId).toBe(world.owner.id);
  });

  it('[P62] gives the room another link, where all go on, and the old one is dead', async () => {
    const { rooms, owner, room } = world;
    const [b, e] = [await world.join(bob), await world.join(eve)];
    await b.post({ id: freshId(22), body: text('kept') });
    await refusal('not-the-owner', rooms.renewLink(bob.id, room));
    const renewed = await rooms.renewLink(owner.id, room);
    expect(renewed.id).not.toBe(room);
    for (const { frames } of [b, e]) {
      expect(frames.at(-1)).toEqual({ type: 'room-left', room, reason: 'moved', to: renewed.id });
    }
    expect(rooms.openCount).toBe(0);
    await refusal('room-ended', world.visit(bob).session.join());
    await refusal('not-a-member', b.session.post({ ...draft(), epoch: 'e', n: 1 }));
    const there = await world.join(bob, renewed.id);
    expect(there.frames[0]).toMatchObject({
      type: 'snapshot',
      info: { id: renewed.id, ownerId: owner.id, title: 'A room' },
      messages: [{ text: 'kept' }],
      members: [{ id: bob.id }],
    });
  });

  it('[P62] a lock holds for the new link too, and keeps nobody out who was in', async () => {
    const { rooms, owner, room } = world;
    await world.join(bob);
    await rooms.change(owner.id, room, { locked: true });
    const { id } = await rooms.renewLink(owner.id, room);
    await refusal('room-locked', world.visit(eve, id).session.join());
    await world.join(bob, id);
  });
});

const draft = () => ({ id: freshId(22), body: text('hi') });
