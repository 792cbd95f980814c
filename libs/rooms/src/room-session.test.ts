import { LIMITS, type ServerFrame, type Signal } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshId, person, refusal, text } from './samples.contract.ts';
import { gatedStore, makeWorld, type Visitor, type World } from './test/world.ts';

const [ada, bob, eve] = [person('Ada'), person('Bob'), person('Eve')];
const page = { tab: freshId(22), load: 0 };
const ring = (): Signal => ({ kind: 'ring', callId: freshId(22), page });
const draft = (content = 'hi') => ({ id: freshId(22), body: text(content) });

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.errors).toEqual([]);
});

describe('typing', () => {
  it('[P64] the others hear it, not oneself, and not from outside', async () => {
    const [first, second] = [await world.join(ada), await world.join(bob)];
    const tab = await world.join(bob);
    for (const visitor of [first, second, tab]) visitor.news();
    await second.session.typing();
    await second.session.typing();
    expect(first.frames.at(-1)).toEqual({ type: 'typing', room: world.room, member: bob.id });
    expect([first.news(), second.news(), tab.news()]).toEqual([['typing'], [], []]);
    await refusal('not-a-member', world.visit(eve).session.typing());
  });
});

describe('presence', () => {
  it('[P65] the others see it, who joins later finds it, and a stranger has none', async () => {
    const [first, second] = [await world.join(ada), await world.join(bob)];
    first.news();
    await second.session.show('away');
    await second.session.show('away');
    expect(first.news()).toEqual(['member-changed']);
    expect(first.frames.at(-1)).toMatchObject({ member: { id: bob.id, presence: 'away' } });
    const later = await world.join(eve);
    expect(later.frames[0]).toMatchObject({
      members: [{ presence: 'online' }, { id: bob.id, presence: 'away' }, {}],
    });
    await refusal('not-a-member', world.visit(person('Zoe')).session.show('away'));
  });

  it('[P65] of a person with several tabs the call counts most, then that one is here', async () => {
    const witness = await world.join(bob);
    const [calling, hidden] = [await world.join(ada), await world.join(ada)];
    const seen = () => world.members().then((all) => all.find(({ id }) => id === ada.id)?.presence);
    await hidden.session.show('away');
    expect(await seen()).toBe('online');
    await calling.session.show('in-call');
    expect(await seen()).toBe('in-call');
    witness.news();
    const third = await world.join(ada);
    expect([await seen(), witness.news()]).toEqual(['in-call', []]);
    await third.session.leave();
    calling.session.drop();
    await vi.waitUntil(async () => (await seen()) === 'away', { timeout: 20_000 });
    expect(witness.news()).toEqual(['member-changed']);
    await world.join(ada);
    expect(await seen()).toBe('online');
  });
});

describe('joining', () => {
  it('[P13] answers with the whole log and everybody who is in, the joiner included', async () => {
    const first = await world.join(ada);
    await first.post(draft('one'));
    const second = await world.join(bob);
    expect(second.frames).toEqual([
      {
        type: 'snapshot',
        room: world.room,
        info: expect.objectContaining({ id: world.room, title: 'A room' }) as unknown,
        epoch: expect.any(String) as unknown,
        seq: 1,
        posted: 0,
        more: false,
        messages: [expect.objectContaining({ seq: 1, text: 'one' })],
        members: [expect.objectContaining(ada), expect.objectContaining(bob)],
      },
    ]);
  });

  it('[P13] again over the same connection gives a new snapshot and no notice', async () => {
    const [first, second] = [await world.join(ada), await world.join(bob)];
    first.news();
    await second.session.join();
    expect(second.news()).toEqual(['snapshot']);
    expect(first.news()).toEqual([]);
  });

  it('[P13] what happens while the snapshot is read comes once, after it', async () => {
    const gates: (() => void)[] = [];
    let isGated = false;
    const pass = () =>
      isGated ? new Promise<void>((open) => gates.push(open)) : Promise.resolve();
    await world.close();
    world = await makeWorld((store) => gatedStore(store, pass));
    const first = await world.join(ada);
    const late = world.visit(bob);
    isGated = true;
    const joining = late.session.join();
    // One post before each step of the join: it is in the snapshot or comes after it, whichever step that is.
    for (let step = 0; step < 12; step += 1) {
      await world.store.appendEntry(world.room, { ...draft(), from: ada.id, name: 'Ada' });
      await settled();
      gates.shift()?.();
      await settled();
    }
    await joining;
    expect(late.frames[0]?.type).toBe('snapshot');
    expect(late.news().filter((type) => type === 'snapshot')).toHaveLength(1);
    expect(seqsOf(late)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(first.frames.filter(({ type }) => type === 'member-joined')).toHaveLength(1);
    isGated = false;
  });

  it('[P14] tells the others of a new person, and nobody of a second connection', async () => {
    const first = await world.join(ada);
    const second = await world.join(bob);
    expect(first.news()).toEqual(['member-joined']);
    const secondTab = await world.join(bob);
    expect(first.news()).toEqual([]);
    expect(second.news()).toEqual([]);
    await secondTab.session.leave();
    expect(first.news()).toEqual([]);
  });

  it('[P10] a room that this server did not make is unknown', () => {
    expect(() => world.visit(ada, 'mine')).toThrow('room-unknown');
  });

  it('[P16] a locked room takes no new people, those who were in get back', async () => {
    const first = await world.join(ada);
    await world.rooms.change(world.owner.id, world.room, { locked: true });
    expect(first.news()).toEqual(['room-changed']);
    await refusal('room-locked', world.visit(bob).session.join());
    await first.session.leave();
    await world.join(ada);
    await world.join(world.owner);
  });

  it('a join that is refused leaves nothing behind', async () => {
    const other = await world.rooms.create(bob, {});
    await world.rooms.end(bob.id, other.id);
    await refusal('room-ended', world.visit(ada, other.id).session.join());
    const refused = world.visit(ada, other.id);
    await refusal('room-ended', refused.session.join());
    await refusal('not-a-member', refused.session.join());
    expect(world.rooms.openCount).toBe(0);
    expect(refused.frames).toEqual([]);
  });
});

describe('leaving', () => {
  it('[P15] is answered, and the others learn of it with the last connection', async () => {
    const [first, tab, second] = [
      await world.join(ada),
      await world.join(ada),
      await world.join(bob),
    ];
    await first.session.leave();
    expect(first.news()).toEqual(['member-joined', 'room-left']);
    expect(second.news()).toEqual([]);
    await tab.session.leave();
    expect(second.frames.at(-1)).toMatchObject({
      type: 'member-left',
      member: ada.id,
      reason: 'left',
    });
    expect(await world.members()).toMatchObject([{ id: bob.id }]);
  });

  it('[P16] who is removed is told so on every connection, the others learn it, and it lasts', async () => {
    const [first, tab, second] = [
      await world.join(ada),
      await world.join(ada),
      await world.join(bob),
    ];
    for (const visitor of [first, tab]) visitor.news();
    await world.rooms.removeMember(world.owner.id, world.room, { member: ada.id });
    for (const { frames } of [first, tab]) {
      expect(frames.at(-1)).toEqual({ type: 'room-left', room: world.room, reason: 'removed' });
    }
    expect(first.news()).toEqual(['room-left']);
    // The new seal says whom the room keeps out.
    expect(second.frames.slice(-2)).toMatchObject([
      { type: 'member-left', reason: 'removed' },
      { type: 'room-changed', info: { access: { keptOut: [ada.id] } } },
    ]);
    await refusal('member-removed', world.visit(ada).session.join());
    await second.post(draft());
    expect(first.news()).toEqual([]);
  });

  it('[P16] the end is told to everybody, and nothing of the room stays open', async () => {
    const visitors = [await world.join(ada), await world.join(bob)];
    for (const visitor of visitors) visitor.news();
    await world.rooms.end(world.owner.id, world.room);
    for (const { news, frames } of visitors) {
      expect(news()).toEqual(['room-ended', 'room-left']);
      expect(frames.at(-1)).toMatchObject({ reason: 'ended' });
    }
    expect(world.rooms.openCount).toBe(0);
    await refusal('room-ended', world.visit(ada).session.join());
  });

  it.each(['removed', 'ended'] as const)(
    '[P16] being %s while joining refuses the join',
    async (how) => {
      const gates: (() => void)[] = [];
      await world.close();
      world = await makeWorld((store) =>
        gatedStore(store, () => new Promise<void>((open) => gates.push(open))),
      );
      const visitor = world.visit(ada);
      const joining = visitor.session.join();
      const outcome = refusal(how === 'removed' ? 'member-removed' : 'room-ended', joining);
      while ((await world.members()).length === 0) {
        gates.shift()?.();
        await settled();
      }
      if (how === 'removed') await world.store.removeMember(world.room, ada.id, 'removed');
      else await world.store.endRoom(world.room);
      const timer = setInterval(() => gates.shift()?.());
      await outcome;
      clearInterval(timer);
      expect(visitor.frames).toEqual([]);
      expect(world.rooms.openCount).toBe(0);
    },
  );
});

describe('only members', () => {
  const requests: [string, (visitor: Visitor) => Promise<void>][] = [
    ['leave', ({ session }) => session.leave()],
    ['post', (visitor) => visitor.post(draft())],
    ['signal', ({ session }) => session.signal({ to: bob.id, signal: ring() })],
  ];

  it.each(requests)(
    '[P17] %s of one who never joined, left, or was dropped is refused',
    async (_, request) => {
      const witness = await world.join(bob);
      const [never, left, dropped] = [
        world.visit(eve),
        await world.join(eve),
        await world.join(ada),
      ];
      await left.session.leave();
      dropped.session.drop();
      witness.news();
      for (const visitor of [never, left, dropped]) {
        visitor.news();
        await refusal('not-a-member', request(visitor));
        expect(visitor.news()).toEqual([]);
      }
      expect(witness.news()).toEqual([]);
    },
  );

  it('[P17] one who is not in receives nothing', async () => {
    const [inside, never, left] = [await world.join(ada), world.visit(bob), await world.join(eve)];
    await left.session.leave();
    left.news();
    await inside.post(draft());
    expect([...never.news(), ...left.news()]).toEqual([]);
  });
});

describe('posting', () => {
  it('[P20] [P21] everybody sees the messages in one order, the author by the id it made', async () => {
    const [first, second] = [await world.join(ada), await world.join(bob)];
    const mine = draft('mine');
    await Promise.all([first.post(mine), second.post(draft()), first.post(draft())]);
    expect(seqsOf(first)).toEqual([1, 2, 3]);
    expect(messagesOf(second)).toEqual(messagesOf(first));
    expect(messagesOf(first)[0]).toMatchObject({ id: mine.id, from: ada.id, name: 'Ada' });
  });

  it('[P22] posting the same id twice keeps one message, and only the poster hears the original again', async () => {
    const [first, tab, second] = [
      await world.join(ada),
      await world.join(ada),
      await world.join(bob),
    ];
    const message = draft('original');
    await first.post(message);
    await first.post({ ...message, body: text('other') });
    expect(seqsOf(first)).toEqual([1, 1]);
    expect(messagesOf(first)[1]).toEqual(messagesOf(first)[0]);
    expect(seqsOf(tab)).toEqual([1]);
    expect(seqsOf(second)).toEqual([1]);
    await refusal('id-taken', second.post(message));
  });

  it.each([
    ['nothing', '', 'text-empty'],
    ['white space', ' \n\t\u00a0', 'text-empty'],
    ['one character too many', 'x'.repeat(LIMITS.textLength + 1), 'text-too-long'],
  ])('[P23] %s is refused', async (_, content, code) => {
    const visitor = await world.join(ada);
    await refusal(code, visitor.post(draft(content)));
    await refusal(code, world.rooms.post(ada, world.room, draft(content)));
    expect(visitor.news()).toEqual([]);
  });

  it('[P23] the longest text is posted', async () => {
    const visitor = await world.join(ada);
    await visitor.post(draft('x'.repeat(LIMITS.textLength)));
    expect(visitor.news()).toEqual(['entry-posted']);
  });
});

describe('signals', () => {
  let [caller, callee, calleeTab, third] = [] as unknown as [Visitor, Visitor, Visitor, Visitor];
  beforeEach(async () => {
    caller = await world.join(ada);
    callee = await world.join(bob);
    calleeTab = await world.join(bob);
    third = await world.join(eve);
    for (const visitor of [caller, callee, calleeTab, third]) visitor.news();
  });

  it('[P30] go to all connections of the one member and to nobody else', async () => {
    const signal = ring();
    await caller.session.signal({ to: bob.id, signal });
    const { connection } = caller;
    const frame: ServerFrame = {
      type: 'signal',
      room: world.room,
      from: ada.id,
      connection,
      signal,
    };
    expect(callee.frames.at(-1)).toEqual(frame);
    expect(calleeTab.frames.at(-1)).toEqual(frame);
    expect([...third.news(), ...caller.news()]).toEqual([]);
  });

  it('[P30] go to the one connection that is addressed', async () => {
    await caller.session.signal({ to: bob.id, connection: calleeTab.connection, signal: ring() });
    expect(calleeTab.news()).toEqual(['signal']);
    expect([...callee.news(), ...third.news()]).toEqual([]);
  });

  it('[P30] are kept nowhere', async () => {
    await caller.session.signal({ to: bob.id, signal: ring() });
    await callee.session.join();
    expect(callee.news()).toEqual(['signal', 'snapshot']);
  });

  it('[P31] to one who is not in, or to a connection that is gone, are refused', async () => {
    const signal = ring();
    await refusal('member-unknown', caller.session.signal({ to: person().id, signal }));
    await calleeTab.session.leave();
    const gone = [calleeTab.connection, third.connection, freshId(22)];
    for (const connection of gone) {
      await refusal('member-unknown', caller.session.signal({ to: bob.id, connection, signal }));
    }
    expect([...callee.news(), ...third.news()]).toEqual([]);
  });

  it('[P31] to oneself go to the other connections', async () => {
    await callee.session.signal({ to: bob.id, signal: ring() });
    expect(calleeTab.news()).toEqual(['signal']);
    expect(callee.news()).toEqual([]);
    const { connection } = callee;
    await refusal(
      'member-unknown',
      callee.session.signal({ to: bob.id, connection, signal: ring() }),
    );
  });
});

function messagesOf({ frames }: Visitor): { id: string; seq: number; from: string }[] {
  return frames.flatMap<{ id: string; seq: number; from: string }>((frame) => {
    if (frame.type === 'snapshot') return frame.messages;
    return frame.type === 'entry-posted' ? [frame.entry] : [];
  });
}

function seqsOf(visitor: Visitor): number[] {
  return messagesOf(visitor).map(({ seq }) => seq);
}

/** Until all that can go on without a gate has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
