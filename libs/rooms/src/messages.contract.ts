import { LIMITS, type Message } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomStore } from './room-store.ts';
import {
  freshId,
  inOrder,
  person,
  refusal,
  roomOf,
  text,
  type StoreSetup,
} from './samples.contract.ts';

const MINUTE_MS = 60_000;

/** The part of the contract that is about messages. */
export function describeMessages(setup: StoreSetup): void {
  describe('messages', () => {
    const [owner, ada, bob] = [person('Owner'), person('Ada'), person('Bob')];
    let store: RoomStore;
    let setClock: (now: number) => Promise<unknown>;
    let id: string;
    let told: number;
    const draft = (from = ada, content = 'hi', messageId = freshId(22)) => ({
      id: messageId,
      from: from.id,
      name: from.name,
      body: text(content),
    });
    const postMany = async (count: number, content = 'x') => {
      await inOrder(count, () => store.appendEntry(id, draft(bob, content)));
    };
    const messages = () => allMessages(store, id);
    const seqs = async () => (await messages()).map(({ seq }) => seq);

    beforeEach(async () => {
      ({ store, setClock } = await setup());
      await setClock(5_000);
      ({ id } = (await store.createRoom(roomOf(owner.id))).room);
      await store.putMember(id, ada);
      await store.putMember(id, bob);
      told = 0;
      await store.subscribe(id, (news) => {
        if (news.kind === 'event' && news.event.type === 'entry-posted') told += 1;
      });
    });
    afterEach(() => store.close());

    it('[RS8] [P20] messages are numbered 1, 2, 3, by whomever they are and however many at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.appendEntry(id, draft(n % 2 ? ada : bob))),
      );
      const numbers = all.map(({ entry }) => entry.seq).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(await seqs()).toEqual(numbers);
    });

    it('[RS8] the time of a message is the clock of the server and never falls', async () => {
      const times: number[] = [];
      for (const now of [5_000, 9_000, 2_000, 9_001]) {
        await setClock(now);
        times.push((await store.appendEntry(id, draft())).entry.sentAt);
      }
      expect(times).toEqual([5_000, 9_000, 9_000, 9_001]);
    });

    it('[RS9] [P22] the same id of the same author is one message, and the original comes back', async () => {
      const first = draft(ada, 'first');
      const { entry, epoch } = await store.appendEntry(id, first);
      const again = await store.appendEntry(id, { ...first, body: text('second') });
      expect(again).toEqual({ entry, epoch, isNew: false });
      expect(await seqs()).toEqual([1]);
      expect(told).toBe(1);
    });

    it('[RS9] the same id many times at once is one message', async () => {
      const same = draft();
      const all = await Promise.all(Array.from({ length: 9 }, () => store.appendEntry(id, same)));
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(await seqs()).toEqual([1]);
    });

    it('[RS9] an id of another author is refused and changes nothing', async () => {
      const first = draft(ada, 'mine');
      await store.appendEntry(id, first);
      await refusal('id-taken', store.appendEntry(id, { ...first, from: bob.id }));
      expect(await messages()).toMatchObject([{ from: ada.id, text: 'mine' }]);
    });

    it('[RS9] the same id in another room is another message', async () => {
      const other = (await store.createRoom(roomOf(owner.id))).room.id;
      await store.putMember(other, bob);
      const first = draft(ada);
      await store.appendEntry(id, first);
      expect((await store.appendEntry(other, { ...first, from: bob.id })).isNew).toBe(true);
    });

    it('[RS10] members and the owner append, others do not, nor who has left', async () => {
      await store.appendEntry(id, draft(owner));
      await refusal('not-a-member', store.appendEntry(id, draft(person())));
      await store.removeMember(id, ada.id, 'left');
      await refusal('not-a-member', store.appendEntry(id, draft(ada)));
      expect(await seqs()).toEqual([1]);
    });

    it('[RS11] [P26] [S19] the log keeps the newest messages up to its limit', async () => {
      await postMany(LIMITS.historyMessages);
      expect((await seqs()).at(0)).toBe(1);
      await postMany(1);
      expect(await seqs()).toHaveLength(LIMITS.historyMessages);
      expect((await seqs()).at(0)).toBe(2);
    });

    it('[RS11] [P26] [S19] the log keeps the newest characters up to its limit', async () => {
      const fitting = LIMITS.historyLength / LIMITS.textLength;
      await postMany(Math.ceil(fitting), 'x'.repeat(LIMITS.textLength));
      expect(await seqs()).toHaveLength(Math.floor(fitting));
      expect((await seqs()).at(-1)).toBe(Math.ceil(fitting));
    });

    it('[RS12] an id is known for 15 minutes after its message left the log', async () => {
      const first = draft(ada, 'first');
      const original = (await store.appendEntry(id, first)).entry;
      await postMany(LIMITS.historyMessages);
      await setClock(5_000 + 15 * MINUTE_MS);
      await postMany(1);
      expect(await seqs()).not.toContain(1);
      const again = await store.appendEntry(id, first);
      expect(again).toMatchObject({ isNew: false, entry: original });
      await refusal('id-taken', store.appendEntry(id, { ...first, from: bob.id }));
      await setClock(5_001 + 15 * MINUTE_MS);
      await postMany(1);
      expect((await store.appendEntry(id, first)).isNew).toBe(true);
    });

    it('[RS12] an id whose message is kept is known, however many changes came after it', async () => {
      const first = draft(bob);
      const { entry } = await store.appendEntry(id, first);
      const react = (n: number) => {
        const body = { kind: 'reaction', target: first.id, emoji: '+', on: n % 2 === 0 } as const;
        return store.appendEntry(id, { ...draft(), body });
      };
      await inOrder(20_001, react);
      expect(await store.appendEntry(id, first)).toMatchObject({ isNew: false, entry });
      await refusal('id-taken', store.appendEntry(id, { ...first, from: ada.id }));
      expect(await seqs()).toEqual([1]);
    });

    it('[RS12] an id whose message is in the log is known for ever', async () => {
      const first = draft();
      await store.appendEntry(id, first);
      await setClock(24 * 60 * MINUTE_MS);
      await postMany(1);
      expect((await store.appendEntry(id, first)).isNew).toBe(false);
    });

    it('[RS13] a page ends before a sequence, or with the newest, and says whether there is more', async () => {
      await postMany(7);
      const page = async (range: { before?: number; limit: number }) => {
        const { messages, more } = await store.listMessages(id, range);
        return [messages.map(({ seq }) => seq), more];
      };
      expect(await page({ limit: 3 })).toEqual([[5, 6, 7], true]);
      expect(await page({ before: 5, limit: 3 })).toEqual([[2, 3, 4], true]);
      expect(await page({ before: 2, limit: 3 })).toEqual([[1], false]);
      expect(await page({ before: 1, limit: 3 })).toEqual([[], false]);
      expect(await page({ before: 99, limit: 3 })).toEqual([[5, 6, 7], true]);
      expect(await page({ limit: 100 })).toEqual([[1, 2, 3, 4, 5, 6, 7], false]);
    });

    it('[RS13] pages of a trimmed log meet without a gap', async () => {
      await postMany(LIMITS.historyMessages + 10);
      const collected: number[] = [];
      let before: number | undefined;
      for (let more = true; more;) {
        const page = await store.listMessages(id, { before, limit: 73 });
        collected.unshift(...page.messages.map(({ seq }) => seq));
        before = page.messages[0]?.seq;
        more = page.more;
      }
      expect(collected).toEqual(await seqs());
    });

    it('[RS13] a snapshot has the newest messages and says whether older ones are kept', async () => {
      await postMany(LIMITS.snapshotMessages);
      expect(await store.readRoom(id)).toMatchObject({ more: false, seq: LIMITS.snapshotMessages });
      await postMany(1);
      const { messages: newest, more } = await store.readRoom(id);
      expect(more).toBe(true);
      expect(newest.map(({ seq }) => seq)).toEqual((await seqs()).slice(1));
    });

    it('[RS8] [P25] a page and a snapshot are of the same epoch, another room has another', async () => {
      const { epoch } = await store.readRoom(id);
      expect((await store.listMessages(id, { limit: 1 })).epoch).toBe(epoch);
      expect((await store.createRoom(roomOf(owner.id))).epoch).not.toBe(epoch);
      expect(epoch).toMatch(/^[A-Za-z0-9_-]{11}$/);
    });
  });
}

/** All that a room keeps, by its pages. */
async function allMessages(store: RoomStore, id: string): Promise<Message[]> {
  const collected: Message[] = [];
  for (let more = true; more;) {
    const page = await store.listMessages(id, { before: collected[0]?.seq, limit: 500 });
    collected.unshift(...page.messages);
    more = page.more;
  }
  return collected;
}
