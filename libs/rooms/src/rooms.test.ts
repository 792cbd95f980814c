import { LIMITS } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshId, person, refusal, text } from './samples.contract.ts';
import { makeWorld, type World } from './test/world.ts';

const [ada, bob] = [person('Ada'), person('Bob')];
const draft = (content = 'hi') => ({ id: freshId(22), body: text(content) });

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

describe('creating', () => {
  it('makes an open room with an id of ours, whose owner is not in yet', async () => {
    const room = await world.rooms.create(ada, { title: 'Tea' });
    expect(room).toMatchObject({
      title: 'Tea',
      ownerId: ada.id,
      locked: false,
      encryption: 'none',
    });
    expect(await world.rooms.preview(room.id)).toEqual({
      id: room.id,
      title: 'Tea',
      memberCount: 0,
      locked: false,
      encryption: 'none',
    });
  });

  it('calls a room after its owner, within the limit of a title', async () => {
    expect((await world.rooms.create(ada, {})).title).toBe('Ada’s room');
    const long = { id: ada.id, name: 'x'.repeat(LIMITS.titleLength) };
    expect((await world.rooms.create(long, {})).title).toHaveLength(LIMITS.titleLength);
    const astral = { id: ada.id, name: `x${'\u{1F600}'.repeat(LIMITS.titleLength)}` };
    expect((await world.rooms.create(astral, {})).title).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('asking without a connection', () => {
  const foreign = 'made-by-a-client';
  const requests: [string, (room: string) => Promise<unknown>][] = [
    ['preview', (room) => world.rooms.preview(room)],
    ['change', (room) => world.rooms.change(world.owner.id, room, { locked: true })],
    ['end', (room) => world.rooms.end(world.owner.id, room)],
    ['removeMember', (room) => world.rooms.removeMember(world.owner.id, room, { member: ada.id })],
    ['history', (room) => world.rooms.history(world.owner.id, room, { limit: 1 })],
    ['post', (room) => world.rooms.post(world.owner, room, draft())],
  ];

  it.each(requests)('[P10] %s of an id that is not ours is room-unknown', async (_, request) => {
    await refusal('room-unknown', request(foreign));
  });

  it.each(requests)('[P16] %s of a room that was ended is room-ended', async (_, request) => {
    await world.rooms.end(world.owner.id, world.room);
    await refusal('room-ended', request(world.room));
  });

  it('[P16] changing, ending and removing are for the owner alone', async () => {
    await world.join(ada);
    const { rooms, room } = world;
    await refusal('not-the-owner', rooms.change(ada.id, room, { title: 'Mine' }));
    await refusal('not-the-owner', rooms.end(ada.id, room));
    await refusal('not-the-owner', rooms.removeMember(ada.id, room, { member: ada.id }));
    expect((await rooms.preview(room)).title).toBe('A room');
  });

  it('[P16] the owner removes members, not strangers and not themselves', async () => {
    const { rooms, room, owner } = world;
    await refusal('member-unknown', rooms.removeMember(owner.id, room, { member: ada.id }));
    await refusal('bad-request', rooms.removeMember(owner.id, room, { member: owner.id }));
  });

  it('[P52] members and the owner read and post, others do not', async () => {
    const witness = await world.join(bob);
    const { rooms, room, owner } = world;
    expect(await rooms.post(owner, room, draft('by the owner'))).toMatchObject({ isNew: true });
    expect(await rooms.post(bob, room, draft('by a member'))).toMatchObject({ isNew: true });
    await refusal('not-a-member', rooms.post(ada, room, draft()));
    await refusal('not-a-member', rooms.history(ada.id, room, { limit: 9 }));
    expect(witness.news()).toEqual(['entry-posted', 'entry-posted']);
    for (const reader of [owner, bob]) {
      expect((await rooms.history(reader.id, room, { limit: 9 })).messages).toHaveLength(2);
    }
  });

  it('[P22] the same id over a connection and without one is one message', async () => {
    const visitor = await world.join(bob);
    const message = draft();
    await visitor.post(message);
    expect(await world.rooms.post(bob, world.room, message)).toMatchObject({ isNew: false });
    expect(visitor.news()).toEqual(['entry-posted']);
    await refusal('id-taken', world.rooms.post(world.owner, world.room, message));
  });
});

describe('people', () => {
  it('[P11] a new name shows in all rooms that the person is in, and on what they post then', async () => {
    const other = await world.rooms.create(bob, {});
    const visitors = [
      await world.join(ada),
      await world.join(ada, other.id),
      await world.join(bob),
    ];
    for (const visitor of visitors) visitor.news();
    await world.rooms.renameMember(ada.id, 'Countess');
    await visitors[0]!.post(draft());
    expect(visitors.map(({ news }) => news())).toEqual([
      ['member-changed', 'entry-posted'],
      ['member-changed'],
      ['member-changed', 'entry-posted'],
    ]);
    expect(visitors[2]!.frames.at(-1)).toMatchObject({
      entry: { from: ada.id, name: 'Countess' },
    });
    expect(await world.members()).toContainEqual(expect.objectContaining({ name: 'Countess' }));
  });

  it('forgetting a person takes them out of all rooms at once, also while they are away', async () => {
    const other = await world.rooms.create(bob, {});
    const [here, witness] = [await world.join(ada), await world.join(bob)];
    (await world.join(ada, other.id)).session.drop();
    await world.rooms.forget(ada.id);
    expect(here.frames.at(-1)).toMatchObject({ type: 'room-left', reason: 'left' });
    expect(witness.frames.at(-1)).toMatchObject({ type: 'member-left', member: ada.id });
    expect(await world.store.countMembers(other.id)).toBe(0);
    expect(world.rooms.openCount).toBe(1);
  });
});
