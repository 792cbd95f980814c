import type { Room as RoomInfo, SealedRoom } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshId, person, refusal, text } from './samples.contract.ts';
import { makeWorld, SEALS, sealedOf, type World } from './test/world.ts';

const [ada, bob] = [person('Ada'), person('Bob')];
const remembered = sealedOf({ title: 'Tea', ownerId: ada.id, createdAt: 7, changedAt: 7 });

let world: World;
let room: string;
beforeEach(async () => {
  world = await makeWorld();
  // Ours by its form, and nothing that the store knows of.
  room = freshId(32);
});
afterEach(async () => {
  await world.close();
  expect(world.errors).toEqual([]);
});

describe('a room that the server does not know any more', () => {
  it('[P26] is opened by a join, as a placeholder in a new epoch', async () => {
    const visitor = world.visit(bob, room);
    await visitor.session.join({ position: { epoch: 'e'.repeat(11), seq: 9 } });
    expect(visitor.frames).toMatchObject([
      {
        type: 'snapshot',
        info: { id: room, title: 'Room', ownerId: null, locked: false },
        seq: 0,
        messages: [],
        members: [{ id: bob.id }],
      },
    ]);
    await visitor.post({ id: freshId(22), body: text('again') });
    await refusal('not-the-owner', world.rooms.end(bob.id, room));
  });

  it('[P26] is what its seal says, with its owner', async () => {
    const visitor = world.visit(bob, room);
    await visitor.session.join({ sealed: remembered });
    expect(visitor.frames).toMatchObject([{ info: { id: room, ...remembered } }]);
    await refusal('not-the-owner', world.rooms.change(bob.id, room, { locked: true }));
    await world.rooms.change(ada.id, room, { locked: true });
  });

  it('[P26] becomes what a later seal says, and everybody is told', async () => {
    const first = await world.join(bob, room);
    const second = world.visit(ada, room);
    await second.session.join({ sealed: remembered });
    expect(first.frames.at(-2)).toMatchObject({ type: 'room-changed', info: remembered });
    expect(second.frames).toMatchObject([{ type: 'snapshot', info: remembered }]);
    const { epoch } = await world.store.findRoom(room);
    expect(first.frames[0]).toMatchObject({ epoch });
  });

  it('[P26] becomes it also by another join over the same connection', async () => {
    const visitor = await world.join(ada, room);
    await visitor.session.join({ sealed: remembered });
    expect(visitor.news()).toEqual(['snapshot']);
    expect(visitor.frames.at(-1)).toMatchObject({ info: remembered });
  });

  it.each([
    ['of another text', { ...remembered, seal: 'x'.repeat(22) }],
    ['of another title', { ...remembered, title: 'Mine' }],
    ['of another owner', { ...remembered, ownerId: bob.id }],
    ['of another time', { ...remembered, createdAt: 8 }],
    ['of another change', { ...remembered, changedAt: 8 }],
  ])('[P26] passes over a seal %s', async (_, sealed) => {
    const visitor = world.visit(bob, room);
    await visitor.session.join({ sealed });
    expect(visitor.frames).toMatchObject([{ info: { title: 'Room', ownerId: null } }]);
  });

  it('[P26] is called as the later of two seals says, in whichever order they come', async () => {
    const renamed = sealedOf({ ...remembered, title: 'Coffee', changedAt: 8 });
    const visitor = await world.join(bob, room);
    for (const sealed of [remembered, renamed, remembered]) await visitor.session.join({ sealed });
    expect(visitor.frames.at(-1)).toMatchObject({ info: renamed });
  });

  it('[P26] keeps its owner whatever a later seal says, and a seal without an owner gives none', async () => {
    const visitor = await world.join(bob, room);
    const nobodys = sealedOf({ title: 'Room', ownerId: null, createdAt: 3, changedAt: 3 });
    await world.visit(ada, room).session.join({ sealed: nobodys });
    expect(visitor.news()).toEqual(['member-joined']);
    await visitor.session.join({ sealed: remembered });
    const other = sealedOf({ title: 'Mine', ownerId: bob.id, createdAt: 7, changedAt: 7 });
    await visitor.session.join({ sealed: other });
    expect(visitor.frames.at(-1)).toMatchObject({ info: remembered });
  });

  it('[P26] shows itself to the holder of the link without being made', async () => {
    const preview = { title: 'Room', memberCount: 0, locked: false, encryption: 'none' };
    expect(await world.rooms.preview(room)).toEqual({ id: room, ...preview });
    await refusal('room-unknown', world.store.findRoom(room));
    await refusal(
      'room-unknown',
      world.rooms.post(ada, room, { id: freshId(22), body: text('x') }),
    );
    await refusal('room-unknown', world.rooms.history(ada.id, room, { limit: 1 }));
  });

  it('[P26] is one room for all who open it at once', async () => {
    const visitors = [ada, bob, person()].map((each) => world.visit(each, room));
    await Promise.all(visitors.map(({ session }) => session.join()));
    const { epoch } = await world.store.findRoom(room);
    for (const { frames } of visitors) expect(frames[0]).toMatchObject({ epoch });
    expect(await world.store.countMembers(room)).toBe(3);
  });
});

describe('a room that the server knows', () => {
  it('[P26] comes with a seal of what it is, and with another when its title changes', async () => {
    const made = await world.rooms.create(ada, { title: 'Tea' });
    expect(made.seal).toBe(SEALS.make(made));
    const visitor = await world.join(ada, made.id);
    const changed = await world.rooms.change(ada.id, made.id, { title: 'Coffee' });
    const { changedAt, seal } = changed;
    expect(changed).toEqual({ ...made, title: 'Coffee', changedAt, seal: SEALS.make(changed) });
    expect(changedAt).toBeGreaterThan(made.changedAt);
    expect(seal).not.toBe(made.seal);
    expect(visitor.frames.at(-1)).toMatchObject({ type: 'room-changed', info: changed });
    const locked = await world.rooms.change(ada.id, made.id, { locked: true });
    expect(locked.seal).not.toBe(changed.seal);
  });

  it('[P16] and that was ended stays so, whatever seal comes', async () => {
    const { id, ...info } = await world.rooms.create(ada, {});
    await world.rooms.end(ada.id, id);
    await refusal('room-ended', world.visit(ada, id).session.join({ sealed: sealedOf(info) }));
    await refusal('room-ended', world.rooms.preview(id));
  });

  it('[P26] goes when nobody was in for long, and opens again with what was sealed', async () => {
    vi.useFakeTimers();
    await world.close();
    world = await makeWorld((store) => store, { roomIdleMs: 60_000 });
    const { id, ...info } = await world.rooms.create(ada, { title: 'Tea' });
    const first = await world.join(ada, id);
    await first.post({ id: freshId(22), body: text('gone') });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    await world.store.findRoom(id);
    first.session.drop();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    await refusal('room-unknown', world.store.findRoom(id));
    const again = world.visit(bob, id);
    await again.session.join({ sealed: sealedOf(info) });
    expect(again.frames).toMatchObject([{ info: { title: 'Tea', ownerId: ada.id }, messages: [] }]);
    expect(again.frames[0]).not.toMatchObject({
      epoch: (first.frames[0] as { epoch: string }).epoch,
    });
    vi.useRealTimers();
  });
});

describe('a lock and removals, on a server that forgot the room', () => {
  const [eve, dan] = [person('Eve'), person('Dan')];
  /** What a member remembers of a room that was locked while Bob was in, and from which Eve was removed. */
  async function remember(): Promise<{ id: string; before: SealedRoom; after: SealedRoom }> {
    const made = await world.rooms.create(ada, { title: 'Tea' });
    const visitor = await world.join(bob, made.id);
    await world.join(eve, made.id);
    await world.rooms.removeMember(ada.id, made.id, { member: eve.id });
    await world.rooms.change(ada.id, made.id, { locked: true });
    const info = visitor.frames.flatMap((f) => (f.type === 'room-changed' ? [f.info] : [])).at(-1);
    await world.close();
    world = await makeWorld();
    return { id: made.id, before: sealedFrom(made), after: sealedFrom(info ?? made) };
  }

  it('[P26] [P16] [P60] come back with the seal: who was in gets in, others do not', async () => {
    const { id, after } = await remember();
    const back = world.visit(bob, id);
    await back.session.join({ sealed: after });
    expect(back.frames[0]).toMatchObject({ info: { locked: true, title: 'Tea' } });
    await refusal('room-locked', world.visit(dan, id).session.join());
    await refusal('member-removed', world.visit(eve, id).session.join({ sealed: after }));
    await world.join(ada, id);
  });

  it('[P26] come back with the later seal, and whoever got in by an older one or by none is out', async () => {
    const { id, before, after } = await remember();
    const removed = world.visit(eve, id);
    await removed.session.join({ sealed: before });
    const stranger = await world.join(dan, id);
    const back = world.visit(bob, id);
    await back.session.join({ sealed: after });
    expect(back.frames[0]).toMatchObject({ info: { locked: true }, members: [{ id: bob.id }] });
    for (const { frames } of [removed, stranger]) {
      expect(frames.at(-1)).toMatchObject({ type: 'room-left', reason: 'removed' });
    }
    await refusal('member-removed', world.visit(eve, id).session.join({ sealed: before }));
    await refusal('room-locked', world.visit(dan, id).session.join({ sealed: before }));
  });

  it('[P26] hold also against who came and went before the seal was back', async () => {
    const { id, after } = await remember();
    const stranger = await world.join(dan, id);
    await stranger.session.leave();
    await world.visit(bob, id).session.join({ sealed: after });
    await refusal('room-locked', world.visit(dan, id).session.join());
  });

  it('[P26] [P63] are not outrun by somebody who lets others in with the seal of before', async () => {
    const info = { title: 'Tea', ownerId: ada.id, createdAt: 7, locked: true } as const;
    const before = { ...info, changedAt: 7, access: { keptOut: [], letIn: [eve.id, bob.id] } };
    const after = { ...info, changedAt: 1_000, access: { keptOut: [eve.id], letIn: [bob.id] } };
    const removed = world.visit(eve, room);
    await removed.session.join({ sealed: sealedOf(before) });
    await world.rooms.knock(dan, room, () => undefined);
    await removed.session.answerKnock(dan.id, true);

    await world.visit(bob, room).session.join({ sealed: sealedOf(after) });
    expect(removed.frames.at(-1)).toMatchObject({ type: 'room-left', reason: 'removed' });
    await refusal('member-removed', world.visit(eve, room).session.join());
    await refusal('room-locked', world.visit(dan, room).session.join());
  });

  it('[P26] [P63] know also who was let in while it was locked', async () => {
    const { id, after } = await remember();
    const insider = world.visit(bob, id);
    await insider.session.join({ sealed: after });
    await world.rooms.knock(dan, id, () => undefined);
    await insider.session.answerKnock(dan.id, true);
    const info = insider.frames.flatMap((f) => (f.type === 'room-changed' ? [f.info] : [])).at(-1);
    expect(info?.access?.letIn).toContain(dan.id);
    await world.close();
    world = await makeWorld();
    await world.visit(dan, id).session.join({ sealed: sealedFrom(info!) });
  });
});

function sealedFrom({ id: _, encryption: __, ...info }: RoomInfo): SealedRoom {
  return info;
}
