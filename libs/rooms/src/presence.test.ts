import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { person, text } from './samples.contract.ts';
import { gatedStore, makeWorld, type World } from './test/world.ts';

const SECOND = 1_000;
const [ada, bob] = [person('Ada'), person('Bob')];

let world: World;
beforeEach(async () => {
  vi.useFakeTimers();
  world = await makeWorld();
});
afterEach(async () => {
  await world.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(world.errors).toEqual([]);
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);

describe('a connection that drops', () => {
  it('[P15] is told as reconnecting after 3 s and as lost after 15 s', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    await pass(2.9);
    expect(witness.news()).toEqual([]);
    await pass(0.1);
    expect(witness.news()).toEqual(['member-changed']);
    expect(witness.frames.at(-1)).toMatchObject({
      member: { id: ada.id, presence: 'reconnecting' },
    });
    await pass(11.9);
    expect(witness.news()).toEqual([]);
    await pass(0.1);
    expect(witness.frames.at(-1)).toMatchObject({
      type: 'member-left',
      member: ada.id,
      reason: 'lost',
    });
    expect(await world.members()).toMatchObject([{ id: bob.id }]);
  });

  it('[P15] of a reload is not told at all', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    await pass(2);
    await world.join(ada);
    await pass(60);
    expect(witness.news()).toEqual([]);
    expect(await world.members()).toHaveLength(2);
  });

  it('[P15] and comes back after it was told is online again, and never left', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    await pass(14);
    const back = await world.join(ada);
    await pass(60);
    expect(witness.news()).toEqual(['member-changed', 'member-changed']);
    expect(witness.frames.at(-1)).toMatchObject({ member: { presence: 'online' } });
    expect(back.frames[0]).toMatchObject({
      members: [
        { id: ada.id, presence: 'online' },
        { id: bob.id, presence: 'online' },
      ],
    });
  });

  it('[P15] while another of the same person stays is not told', async () => {
    const [first, tab, witness] = [
      await world.join(ada),
      await world.join(ada),
      await world.join(bob),
    ];
    first.session.drop();
    await pass(60);
    expect(witness.news()).toEqual([]);
    tab.session.drop();
    await pass(3);
    expect(witness.news()).toEqual(['member-changed']);
  });

  it('[P15] again within the grace begins it anew', async () => {
    const [first, witness] = [await world.join(ada), await world.join(bob)];
    first.session.drop();
    await pass(14);
    (await world.join(ada)).session.drop();
    witness.news();
    await pass(14);
    expect(witness.news()).toEqual(['member-changed']);
    await pass(1);
    expect(witness.news()).toEqual(['member-left']);
  });

  it('[P15] after a leave in one tab: the other tab decides', async () => {
    const [first, tab, witness] = [
      await world.join(ada),
      await world.join(ada),
      await world.join(bob),
    ];
    first.session.drop();
    await tab.session.leave();
    expect(witness.frames.at(-1)).toMatchObject({ type: 'member-left', reason: 'left' });
    await pass(60);
    expect(witness.news()).toEqual(['member-left']);
  });

  it('[P15] twice is one drop', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    gone.session.drop();
    await pass(15);
    expect(witness.news()).toEqual(['member-changed', 'member-left']);
  });

  it('keeps the room open for the grace, and not longer', async () => {
    const gone = await world.join(ada);
    gone.session.drop();
    await pass(14.9);
    expect(world.rooms.openCount).toBe(1);
    await pass(0.1);
    expect(world.rooms.openCount).toBe(0);
    expect(await world.members()).toEqual([]);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('[P16] whose person is removed in the grace is not told as lost as well', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    await world.rooms.removeMember(world.owner.id, world.room, { member: ada.id });
    await pass(60);
    expect(witness.news()).toEqual(['member-left', 'room-changed']);
    expect(witness.frames.at(-2)).toMatchObject({ reason: 'removed' });
  });

  it('[P16] of a room that ends in the grace leaves nothing behind', async () => {
    const gone = await world.join(ada);
    gone.session.drop();
    await world.rooms.end(world.owner.id, world.room);
    expect(world.rooms.openCount).toBe(0);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('[P31] leaves a member to whom signals are lost, not refused', async () => {
    const [gone, caller] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    await pass(5);
    caller.news();
    const page = { tab: 't'.repeat(22), load: 0 };
    const ring = { kind: 'ring', callId: 'c'.repeat(22), page } as const;
    await caller.session.signal({ to: ada.id, signal: ring });
    expect(caller.news()).toEqual([]);
  });
});

describe('two things at once', () => {
  it('[P14] leaving in one tab while another joins tells nobody', async () => {
    const [first, witness] = [await world.join(ada), await world.join(bob)];
    await Promise.all([first.session.leave(), world.join(ada)]);
    expect(witness.news()).toEqual([]);
    expect(await world.members()).toHaveLength(2);
  });

  it('[P15] coming back as the grace has its say tells nobody, and stops the grace', async () => {
    const [gone, witness] = [await world.join(ada), await world.join(bob)];
    gone.session.drop();
    vi.advanceTimersByTime(3 * SECOND);
    await world.join(ada);
    expect(witness.news()).toEqual([]);
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('a connection that drops while it joins', () => {
  it.each([0, 1, 2, 3, 4, 5])('after %i steps makes no ghost', async (steps) => {
    const gates: (() => void)[] = [];
    await world.close();
    world = await makeWorld((store) =>
      gatedStore(store, () => new Promise<void>((open) => gates.push(open))),
    );
    const visitor = world.visit(ada);
    const joining = visitor.session.join().catch((error: unknown) => error);
    for (let step = 0; step < steps; step += 1) {
      await pass(0);
      gates.shift()?.();
    }
    await pass(0);
    visitor.session.drop();
    for (let step = 0; step < 40; step += 1) {
      gates.shift()?.();
      await pass(1);
    }
    expect(await joining).toMatchObject({ code: 'not-a-member' });
    expect(visitor.frames).toEqual([]);
    expect(await world.members()).toEqual([]);
    expect(world.rooms.openCount).toBe(0);
  });

  it('and cannot be saved by a store that fails', async () => {
    await world.close();
    let isDown = false;
    world = await makeWorld((store) =>
      gatedStore(store, () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve())),
    );
    const visitor = await world.join(ada);
    isDown = true;
    await expect(visitor.session.join()).rejects.toThrow('down');
    await expect(world.visit(bob).session.join()).rejects.toThrow('down');
    isDown = false;
    await visitor.post({ id: 'm'.repeat(22), body: text('still in') });
    expect(visitor.news()).toEqual(['entry-posted']);
    await world.join(bob);
    expect(visitor.news()).toEqual(['member-joined']);
  });
});
