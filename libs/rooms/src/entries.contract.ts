import { LIMITS, type Body, type RoomEvent } from '@chat/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryDraft, Numbering, RoomStore } from './room-store.ts';
import {
  freshId,
  inOrder,
  person,
  refusal,
  roomOf,
  text,
  type StoreSetup,
} from './samples.contract.ts';

const [owner, ada, bob] = [person('Owner'), person('Ada'), person('Bob')];

/** A room with two members, and what one writes in it. */
type Scene = {
  store: RoomStore;
  setClock: (now: number) => Promise<unknown>;
  id: string;
  events: RoomEvent[];
  write: (body: Body, from?: typeof ada, numbering?: Numbering) => Promise<string>;
};

async function makeScene(setup: StoreSetup): Promise<Scene> {
  const { store, setClock } = await setup();
  await setClock(5_000);
  const { id } = (await store.createRoom(roomOf(owner.id))).room;
  for (const member of [ada, bob]) await store.putMember(id, member);
  const events: RoomEvent[] = [];
  await store.subscribe(id, (news) => {
    if (news.kind === 'event') events.push(news.event);
  });
  const write: Scene['write'] = async (body, from = ada, numbering?) => {
    const draft: EntryDraft = { id: freshId(22), from: from.id, name: from.name, body, numbering };
    return (await store.appendEntry(id, draft)).entry.id;
  };
  return { store, setClock, id, events, write };
}

/** The part of the contract that is about the log's entries: changes, resuming, numbers of producers. */
export function describeEntries(setup: StoreSetup): void {
  let scene: Scene;
  const open = async () => (scene = await makeScene(setup));
  const close = () => scene.store.close();
  const newest = async () => (await scene.store.readRoom(scene.id)).messages;

  describe('changes', () => {
    beforeEach(open);
    afterEach(close);
    const react = (target: string, emoji: string, on = true): Body => ({
      kind: 'reaction',
      target,
      emoji,
      on,
    });

    it('[RS11] an edit is an entry of its own and changes the message, which stays in its place', async () => {
      const target = await scene.write(text('first'));
      await scene.write(text('second'), bob);
      await scene.setClock(9_000);
      await scene.write({ kind: 'edit', target, text: 'better' });
      expect(await newest()).toMatchObject([
        { id: target, seq: 1, sentAt: 5_000, text: 'better', editedAt: 9_000 },
        { seq: 2, text: 'second' },
      ]);
      expect(scene.events.at(-1)).toMatchObject({
        type: 'entry-posted',
        entry: { seq: 3, body: { kind: 'edit', target, text: 'better' } },
      });
    });

    it('[RS11] reactions add up by emoji, each person once, and are taken back', async () => {
      const target = await scene.write(text('hi'));
      await scene.write(react(target, '+'), bob);
      await scene.write(react(target, '+'), bob);
      await scene.write(react(target, '+'));
      await scene.write(react(target, 'x'));
      expect((await newest())[0]?.reactions).toEqual([
        { emoji: '+', users: [bob.id, ada.id] },
        { emoji: 'x', users: [ada.id] },
      ]);
      await scene.write(react(target, '+', false), bob);
      await scene.write(react(target, 'x', false));
      await scene.write(react(target, 'y', false));
      expect((await newest())[0]?.reactions).toEqual([{ emoji: '+', users: [ada.id] }]);
    });

    it('[P27] a message keeps what it answers, also edited, whether that is there or not; deleted it forgets', async () => {
      const gone = freshId(22);
      const target = await scene.write({ kind: 'text', text: 'yes', replyTo: gone });
      await scene.write({ kind: 'edit', target, text: 'no' });
      expect(await newest()).toMatchObject([{ text: 'no', replyTo: gone }]);
      await scene.write({ kind: 'delete', target });
      expect((await newest())[0]).not.toHaveProperty('replyTo');
    });

    it('[RS20] a message takes so many emoji and no more; one that is there is no more', async () => {
      const target = await scene.write(text('hi'));
      const emoji = Array.from({ length: LIMITS.reactionsPerMessage }, (_, n) => `e${n}`);
      for (const each of emoji) await scene.write(react(target, each));
      await refusal('bad-request', scene.write(react(target, 'more')));
      await scene.write(react(target, 'e0'), bob);
      await scene.write(react(target, 'e1', false));
      await scene.write(react(target, 'more'));
    });

    it('[RS20] only the author edits and deletes, everybody reacts', async () => {
      const target = await scene.write(text('mine'));
      await refusal('not-the-author', scene.write({ kind: 'edit', target, text: 'yours' }, bob));
      await refusal('not-the-author', scene.write({ kind: 'delete', target }, bob));
      await scene.write(react(target, '+'), bob);
      expect(await newest()).toMatchObject([{ text: 'mine' }]);
      expect((await scene.store.findRoom(scene.id)).seq).toBe(2);
    });

    it('[RS20] what is not there, is no message, was deleted or trimmed cannot be changed', async () => {
      const first = await scene.write(text('first'));
      const deleted = await scene.write(text('second'));
      const edit = await scene.write({ kind: 'edit', target: deleted, text: 'x' });
      await scene.write({ kind: 'delete', target: deleted });
      await inOrder(LIMITS.historyMessages, () => scene.write(text('x'), bob));
      for (const target of [freshId(22), first, deleted, edit]) {
        await refusal('message-unknown', scene.write({ kind: 'edit', target, text: 'y' }));
        await refusal('message-unknown', scene.write({ kind: 'delete', target }));
        await refusal('message-unknown', scene.write(react(target, '+')));
      }
    });

    it.each([
      ['nothing', '', 'text-empty'],
      ['white space', ' \n\t\u00a0', 'text-empty'],
      ['one character too many', 'x'.repeat(LIMITS.textLength + 1), 'text-too-long'],
    ])('[RS20] a text or an edit with %s is refused', async (_, content, code) => {
      const target = await scene.write(text('x'.repeat(LIMITS.textLength)));
      await refusal(code, scene.write(text(content)));
      await refusal(code, scene.write({ kind: 'edit', target, text: content }));
      expect((await scene.store.findRoom(scene.id)).seq).toBe(1);
    });

    it('[RS21] of a deleted message no text is left: not in the log, its edits, nor by its id', async () => {
      const draft = { id: freshId(22), from: ada.id, name: 'Ada', body: text('canary 1') };
      const { epoch } = await scene.store.appendEntry(scene.id, draft);
      const target = draft.id;
      await scene.write({ kind: 'edit', target, text: 'canary 2' });
      await scene.write(react(target, '+'), bob);
      await scene.write(text('stays'), bob);
      await scene.write({ kind: 'delete', target });
      const all = await scene.store.readSince(scene.id, { epoch, seq: 0 });
      const kinds = all.kind === 'range' ? all.entries.map(({ body }) => body.kind) : [];
      expect(kinds).toEqual(['void', 'void', 'reaction', 'text', 'delete']);
      const [message] = await newest();
      expect(message).toEqual({
        id: target,
        seq: 1,
        from: ada.id,
        name: 'Ada',
        sentAt: 5_000,
        text: null,
        reactions: [],
      });
      const again = await scene.store.appendEntry(scene.id, draft);
      expect(again).toMatchObject({ isNew: false, entry: { seq: 1, body: { kind: 'void' } } });
      const { messages } = await scene.store.listMessages(scene.id, { limit: 9 });
      expect(JSON.stringify([all, messages, again])).not.toContain('canary');
    });

    it('[RS17] a draft or message that is changed afterwards changes nothing in the store', async () => {
      const body = { kind: 'text' as const, text: 'first' };
      const target = await scene.write(body);
      body.text = 'hijacked';
      await scene.write(react(target, '+'));
      const [message] = await newest();
      // What is shared is frozen, what is not is the reader's own.
      const tamper = (change: () => unknown) => {
        try {
          change();
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      };
      tamper(() => message?.reactions.push({ emoji: 'x', users: [] }));
      tamper(() => message?.reactions[0]?.users.push(bob.id));
      expect(await newest()).toMatchObject([{ text: 'first', reactions: [{ users: [ada.id] }] }]);
    });
  });

  describe('resuming', () => {
    beforeEach(open);
    afterEach(close);
    const since = async (seq: number) => {
      const { epoch } = await scene.store.findRoom(scene.id);
      const view = await scene.store.readSince(scene.id, { epoch, seq });
      return view.kind === 'range' ? view.entries.map((entry) => entry.seq) : view.kind;
    };
    const writeMany = async (count: number, content = 'x') => {
      await inOrder(count, () => scene.write(text(content)));
    };

    it('[RS18] gives exactly the entries after a position, to the end', async () => {
      await writeMany(5);
      expect(await since(0)).toEqual([1, 2, 3, 4, 5]);
      expect(await since(3)).toEqual([4, 5]);
      expect(await since(5)).toEqual([]);
      expect(await scene.store.findRoom(scene.id)).toMatchObject({ seq: 5 });
    });

    it('[RS18] gives a snapshot to a position of another epoch, or one that the log has not come to', async () => {
      await writeMany(2);
      expect(await since(3)).toBe('snapshot');
      const stale = { epoch: 'e'.repeat(11), seq: 1 };
      const view = await scene.store.readSince(scene.id, stale);
      expect(view).toMatchObject({ kind: 'snapshot', seq: 2, messages: [{ seq: 1 }, { seq: 2 }] });
    });

    it('[RS18] gives all or a snapshot, never a part, when entries have gone', async () => {
      await writeMany(LIMITS.resumableEntries);
      expect(await since(0)).toHaveLength(LIMITS.resumableEntries);
      await writeMany(1);
      expect(await since(0)).toBe('snapshot');
      expect(await since(1)).toHaveLength(LIMITS.resumableEntries);
    });

    it('[RS18] gives no more characters than a room keeps', async () => {
      const fitting = Math.floor(LIMITS.historyLength / LIMITS.textLength);
      await writeMany(fitting + 1, 'x'.repeat(LIMITS.textLength));
      expect(await since(0)).toBe('snapshot');
      expect(await since(1)).toHaveLength(fitting);
    });
  });

  describe('numbers of producers', () => {
    beforeEach(open);
    afterEach(close);
    const producer = freshId(22);
    const post = async (n: number, change: Partial<EntryDraft & Numbering> = {}) => {
      const { epoch } = await scene.store.findRoom(scene.id);
      const { id = freshId(22), body = text(`${n}`), from = ada.id } = change;
      const numbering = { producer, n, epoch, ...change };
      return scene.store.appendEntry(scene.id, { id, from, name: 'Ada', body, numbering });
    };
    const posted = async (userId = ada.id, of = producer) =>
      (await scene.store.readRoom(scene.id, { userId, producer: of })).posted;
    const end = async () => (await scene.store.findRoom(scene.id)).seq;

    it('[RS19] rise by one; what is not the next is refused and takes no number', async () => {
      expect(await posted()).toBe(0);
      await refusal('out-of-order', post(2));
      await post(1);
      await refusal('out-of-order', post(1));
      await refusal('out-of-order', post(3));
      await refusal('text-empty', post(2, { body: text(' ') }));
      await refusal('message-unknown', post(2, { body: { kind: 'delete', target: freshId(22) } }));
      await post(2);
      expect([await posted(), await end()]).toEqual([2, 2]);
    });

    it('[RS19] count for each producer and each person, and not without numbers', async () => {
      const other = freshId(22);
      await post(1);
      await post(1, { producer: other });
      await post(1, { from: bob.id });
      await scene.write(text('by REST'));
      await post(2);
      expect([await posted(), await posted(ada.id, other), await posted(bob.id)]).toEqual([
        2, 1, 1,
      ]);
    });

    it('[RS19] another epoch is refused before anything else, also when the id is known', async () => {
      const id = freshId(22);
      await post(1, { id });
      await refusal('epoch-stale', post(1, { id, epoch: 'e'.repeat(11) }));
      await refusal('epoch-stale', post(2, { epoch: 'e'.repeat(11), body: text('') }));
      expect([await posted(), await end()]).toEqual([1, 1]);
    });

    // Were it to count, a late frame with an older numbering could make room for one that is to come after another.
    it('[RS19] a known id is answered whatever its number, and never counts', async () => {
      const id = freshId(22);
      await post(1, { id });
      expect((await post(1, { id })).isNew).toBe(false);
      expect((await post(7, { id })).isNew).toBe(false);
      expect((await post(2, { id })).isNew).toBe(false);
      expect((await post(1, { id, producer: freshId(22) })).isNew).toBe(false);
      expect(await posted()).toBe(1);
      await refusal('id-taken', post(1, { id, from: bob.id }));
      expect([await posted(bob.id), await end()]).toEqual([0, 1]);
    });

    it('[RS19] go on after a long silence, as long as there are not too many producers', async () => {
      await post(1);
      await scene.setClock(5_000 + 2 * LIMITS.dedupeMs);
      await inOrder(999, () => post(1, { producer: freshId(22) }));
      expect(await posted()).toBe(1);
      await post(1, { producer: freshId(22) });
      expect(await posted()).toBe(0);
    });
  });
}
