import { LIMITS } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomStore } from './room-store.ts';
import { freshId, person, refusal, roomOf, type StoreSetup } from './samples.contract.ts';

const MINUTE_MS = 60_000;

/** The part of the contract that is about messages. */
export function describeMessages(setup: StoreSetup): void {
  describe('messages', () => {
    const [owner, ada, bob] = [person('Owner'), person('Ada'), person('Bob')];
    let store: RoomStore;
    let setClock: (now: number) => void;
    let id: string;
    let told: number;
    const draft = (from = ada, text = 'hi', messageId = freshId(22)) => ({
      id: messageId,
      from: from.id,
      name: from.name,
      text,
    });
    const postMany = async (count: number, text = 'x') => {
      for (let n = 0; n < count; n += 1) await store.appendMessage(id, draft(bob, text));
    };
    const seqs = async () => (await store.readRoom(id)).messages.map(({ seq }) => seq);

    beforeEach(async () => {
      ({ store, setClock } = await setup());
      setClock(5_000);
      ({ id } = (await store.createRoom(roomOf(owner.id))).room);
      await store.putMember(id, ada);
      await store.putMember(id, bob);
      told = 0;
      await store.subscribe(id, (news) => {
        if (news.kind === 'event' && news.event.type === 'message-posted') told += 1;
      });
    });
    afterEach(() => store.close());

    it('[RS8] [P20] messages are numbered 1, 2, 3, by whomever they are and however many at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.appendMessage(id, draft(n % 2 ? ada : bob))),
      );
      const numbers = all.map(({ message }) => message.seq).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(await seqs()).toEqual(numbers);
    });

    it('[RS8] the time of a message is the clock of the server and never falls', async () => {
      const times: number[] = [];
      for (const now of [5_000, 9_000, 2_000, 9_001]) {
        setClock(now);
        times.push((await store.appendMessage(id, draft())).message.sentAt);
      }
      expect(times).toEqual([5_000, 9_000, 9_000, 9_001]);
    });

    it('[RS9] [P22] the same id of the same author is one message, and the original comes back', async () => {
      const first = draft(ada, 'first');
      const { message, epoch } = await store.appendMessage(id, first);
      const again = await store.appendMessage(id, { ...first, text: 'second' });
      expect(again).toEqual({ message, epoch, isNew: false });
      expect(await seqs()).toEqual([1]);
      expect(told).toBe(1);
    });

    it('[RS9] the same id many times at once is one message', async () => {
      const same = draft();
      const all = await Promise.all(Array.from({ length: 9 }, () => store.appendMessage(id, same)));
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(await seqs()).toEqual([1]);
    });

    it('[RS9] an id of another author is refused and changes nothing', async () => {
      const first = draft(ada, 'mine');
      await store.appendMessage(id, first);
      await refusal('id-taken', store.appendMessage(id, { ...first, from: bob.id }));
      const { messages } = await store.readRoom(id);
      expect(messages).toMatchObject([{ from: ada.id, text: 'mine' }]);
    });

    it('[RS9] the same id in another room is another message', async () => {
      const other = (await store.createRoom(roomOf(owner.id))).room.id;
      await store.putMember(other, bob);
      const first = draft(ada);
      await store.appendMessage(id, first);
      expect((await store.appendMessage(other, { ...first, from: bob.id })).isNew).toBe(true);
    });

    it('[RS10] members and the owner append, others do not, nor who has left', async () => {
      await store.appendMessage(id, draft(owner));
      await refusal('not-a-member', store.appendMessage(id, draft(person())));
      await store.removeMember(id, ada.id, 'left');
      await refusal('not-a-member', store.appendMessage(id, draft(ada)));
      expect(await seqs()).toEqual([1]);
    });

    it('[RS11] [P24] the log keeps the newest messages up to its limit', async () => {
      await postMany(LIMITS.historyMessages);
      expect((await seqs()).at(0)).toBe(1);
      await postMany(1);
      expect(await seqs()).toHaveLength(LIMITS.historyMessages);
      expect((await seqs()).at(0)).toBe(2);
    });

    it('[RS11] [P24] the log keeps the newest characters up to its limit', async () => {
      const fitting = LIMITS.historyLength / LIMITS.textLength;
      await postMany(Math.ceil(fitting), 'x'.repeat(LIMITS.textLength));
      const { messages } = await store.readRoom(id);
      expect(messages).toHaveLength(Math.floor(fitting));
      expect(messages.at(-1)?.seq).toBe(Math.ceil(fitting));
    });

    it('[RS12] an id is known for 15 minutes after its message left the log', async () => {
      const first = draft(ada, 'first');
      const original = (await store.appendMessage(id, first)).message;
      await postMany(LIMITS.historyMessages);
      setClock(5_000 + 15 * MINUTE_MS);
      await postMany(1);
      expect(await seqs()).not.toContain(1);
      const again = await store.appendMessage(id, first);
      expect(again).toMatchObject({ isNew: false, message: original });
      await refusal('id-taken', store.appendMessage(id, { ...first, from: bob.id }));
      setClock(5_001 + 15 * MINUTE_MS);
      await postMany(1);
      expect((await store.appendMessage(id, first)).isNew).toBe(true);
    });

    it('[RS12] an id whose message is in the log is known for ever', async () => {
      const first = draft();
      await store.appendMessage(id, first);
      setClock(24 * 60 * MINUTE_MS);
      await postMany(1);
      expect((await store.appendMessage(id, first)).isNew).toBe(false);
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

    it('[RS8] [P25] a page and a snapshot are of the same epoch, another room has another', async () => {
      const { epoch } = await store.readRoom(id);
      expect((await store.listMessages(id, { limit: 1 })).epoch).toBe(epoch);
      expect((await store.createRoom(roomOf(owner.id))).epoch).not.toBe(epoch);
      expect(epoch).toMatch(/^[A-Za-z0-9_-]{11}$/);
    });
  });
}
