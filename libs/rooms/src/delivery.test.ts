import { LIMITS, type ServerFrame } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomStore } from './room-store.ts';
import { freshId, person, refusal, text } from './samples.contract.ts';
import { storeWithoutBuffering } from './test/mutants.ts';
import { gatedStore, makeWorld, type Tab, type Visitor, type World } from './test/world.ts';

const [ada, bob] = [person('Ada'), person('Bob')];
const draft = (content = 'hi') => ({ id: freshId(22), body: text(content) });

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.errors).toEqual([]);
});

describe('resuming', () => {
  it('[P13] a position of this epoch is answered by exactly the entries after it', async () => {
    const [first, witness] = [await world.join(ada), await world.join(bob)];
    for (const content of ['one', 'two', 'three']) await first.post(draft(content));
    const { epoch } = await world.store.findRoom(world.room);
    const back = world.visit(bob);
    await back.session.join({ position: { epoch, seq: 1 } });
    expect(back.frames).toEqual([
      {
        type: 'resumed',
        room: world.room,
        info: expect.objectContaining({ id: world.room }) as unknown,
        epoch,
        seq: 3,
        posted: 0,
        entries: [2, 3].map((seq) => expect.objectContaining({ seq }) as unknown),
        members: [expect.objectContaining(ada), expect.objectContaining(bob)],
      },
    ]);
    expect(witness.news()).toEqual(['entry-posted', 'entry-posted', 'entry-posted']);
  });

  it.each([
    ['of another epoch', { epoch: 'e'.repeat(11), seq: 0 }],
    ['of the future', { seq: 9 }],
  ])('[P25] a position %s is answered by a snapshot', async (_, position) => {
    await (await world.join(ada)).post(draft());
    const { epoch } = await world.store.findRoom(world.room);
    const back = world.visit(bob);
    await back.session.join({ position: { epoch, ...position } });
    expect(back.frames).toMatchObject([{ type: 'snapshot', seq: 1, messages: [{ seq: 1 }] }]);
  });

  it('[P24] the answer says how much the producer has posted, over all its sockets', async () => {
    const tab: Tab = { producer: freshId(22), posted: 0 };
    const first = world.visit(ada, world.room, tab);
    await first.session.join();
    await first.post(draft());
    await first.post(draft());
    first.session.drop();
    const again = world.visit(ada, world.room, tab);
    await again.session.join();
    expect(again.frames).toMatchObject([{ posted: 2 }]);
    const otherTab = await world.join(ada);
    expect(otherTab.frames).toMatchObject([{ posted: 0 }]);
  });

  it('[P24] what is not the next, or of another epoch, is refused and posts nothing', async () => {
    const [first, witness] = [await world.join(ada), await world.join(bob)];
    const { epoch } = await world.store.findRoom(world.room);
    await refusal('out-of-order', first.session.post({ ...draft(), epoch, n: 2 }));
    const stale = { ...draft(), epoch: 'e'.repeat(11), n: 1 };
    await refusal('epoch-stale', first.session.post(stale));
    expect(witness.news()).toEqual([]);
  });

  it('[P4] knows where the log ends, while it is in', async () => {
    const first = world.visit(ada);
    expect(await first.session.findEnd()).toBeUndefined();
    await first.session.join();
    await first.post(draft());
    const { epoch } = await world.store.findRoom(world.room);
    expect(await first.session.findEnd()).toEqual({ epoch, seq: 1 });
    first.session.drop();
    expect(await first.session.findEnd()).toBeUndefined();
  });
});

/** Something happens between reading the history and going live, and then nothing any more [P13]. */
async function publishWhileReading(wrap: (store: RoomStore) => RoomStore): Promise<Visitor> {
  let onRead: (() => Promise<void>) | undefined;
  await world.close();
  world = await makeWorld((store) =>
    wrap(
      new Proxy(store, {
        get: (target, name: keyof RoomStore) => {
          const call = (target[name] as (...values: unknown[]) => Promise<unknown>).bind(target);
          return async (...values: unknown[]) => {
            const result = await call(...values);
            if (name === 'readRoom') await onRead?.();
            return result;
          };
        },
      }),
    ),
  );
  const author = await world.join(ada);
  const late = world.visit(bob);
  onRead = async () => {
    onRead = undefined;
    await author.post(draft('in between'));
  };
  await late.session.join();
  return late;
}

describe('an entry between the history and going live, then silence', () => {
  it('[P13] arrives', async () => {
    const late = await publishWhileReading((store) => store);
    expect(late.frames).toMatchObject([
      { type: 'snapshot', seq: 0 },
      { type: 'entry-posted', entry: { seq: 1 } },
    ]);
  });

  it('[mutant no-buffering] is caught: it is lost, and only the heartbeat tells', async () => {
    const late = await publishWhileReading(storeWithoutBuffering);
    expect(late.frames.map(({ type }) => type)).toEqual(['snapshot']);
    expect(await late.session.findEnd()).toMatchObject({ seq: 1 });
  });
});

describe('a connection that cannot keep up', () => {
  let slow: Set<string>;
  let [author, lagging] = [] as unknown as [Visitor, Visitor];
  beforeEach(async () => {
    await world.close();
    slow = new Set();
    world = await makeWorld((store) => store, { isKeepingUp: (id) => !slow.has(id) });
    author = await world.join(ada);
    lagging = await world.join(bob);
    author.news();
    slow.add(lagging.connection);
  });

  it('[P28] gets no events, and then all that it missed in one answer', async () => {
    for (let n = 0; n < 3; n += 1) await author.post(draft());
    expect(lagging.news()).toEqual([]);
    expect(lagging.session.isLagging).toBe(true);
    expect(await lagging.session.findEnd()).toBeUndefined();
    slow.clear();
    await author.post(draft());
    expect(lagging.news()).toEqual([]);
    await lagging.session.catchUp();
    const resumed = lagging.frames.at(-1);
    expect(resumed?.type === 'resumed' && resumed.entries.map(({ seq }) => seq)).toEqual([
      1, 2, 3, 4,
    ]);
    await author.post(draft());
    expect(lagging.news()).toEqual(['resumed', 'entry-posted']);
    expect(author.news()).toEqual(Array<string>(5).fill('entry-posted'));
  });

  it('[P28] and missed more than is kept gets a snapshot', async () => {
    for (let n = 0; n <= LIMITS.resumableEntries; n += 1) await author.post(draft());
    slow.clear();
    await lagging.session.catchUp();
    expect(lagging.news()).toEqual(['snapshot']);
  });

  it('[P28] lags again when it must, and gets each entry once', async () => {
    await author.post(draft());
    slow.clear();
    await lagging.session.catchUp();
    slow.add(lagging.connection);
    await author.post(draft());
    slow.clear();
    await lagging.session.catchUp();
    await lagging.session.catchUp();
    expect(seqsOf(lagging.frames)).toEqual([1, 2]);
  });

  it('[P22] its own repeated post is not confirmed out of turn', async () => {
    const mine = draft();
    await lagging.post(mine);
    await lagging.post(mine);
    expect(lagging.news()).toEqual([]);
    slow.clear();
    await lagging.session.catchUp();
    await lagging.post(mine);
    expect(lagging.news()).toEqual(['resumed', 'entry-posted']);
  });

  it('[P16] is told when it is removed, also while it catches up', async () => {
    await author.post(draft());
    const catchingUp = lagging.session.catchUp();
    await world.rooms.removeMember(world.owner.id, world.room, { member: bob.id });
    await catchingUp;
    expect(lagging.frames.at(-1)).toMatchObject({ type: 'room-left', reason: 'removed' });
    expect(lagging.session.isOver).toBe(true);
  });

  it('[P30] still gets signals', async () => {
    await author.post(draft());
    const page = { tab: freshId(22), load: 0 };
    const signal = { kind: 'ring', callId: freshId(22), page } as const;
    await author.session.signal({ to: bob.id, signal });
    expect(lagging.news()).toEqual(['signal']);
  });

  it('[P13] a join while it catches up is answered after that', async () => {
    await author.post(draft());
    slow.clear();
    await Promise.all([lagging.session.catchUp(), lagging.session.join()]);
    expect(lagging.news()).toEqual(['resumed', 'snapshot']);
  });

  it('[P28] stays behind when the log cannot be read, and may try again', async () => {
    let isDown = false;
    await world.close();
    world = await makeWorld(
      (store) =>
        gatedStore(store, () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve())),
      { isKeepingUp: (id) => !slow.has(id) },
    );
    [author, lagging] = [await world.join(ada), await world.join(bob)];
    slow.add(lagging.connection);
    await author.post(draft());
    isDown = true;
    await expect(lagging.session.catchUp()).rejects.toThrow('down');
    isDown = false;
    slow.clear();
    await lagging.session.catchUp();
    expect(lagging.news()).toEqual(['resumed']);
  });
});

function seqsOf(frames: readonly ServerFrame[]): number[] {
  return frames.flatMap((frame) => {
    if (frame.type === 'resumed') return frame.entries.map(({ seq }) => seq);
    return frame.type === 'entry-posted' ? [frame.entry.seq] : [];
  });
}
