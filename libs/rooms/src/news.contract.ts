import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AddressedSignal, RoomNews, RoomStore } from './room-store.ts';
import { freshId, person, refusal, roomOf, text, type StoreSetup } from './samples.contract.ts';

/** The part of the contract that is about what subscribers hear. */
export function describeNews(setup: StoreSetup): void {
  describe('news', () => {
    const [ada, bob] = [person('Ada'), person('Bob')];
    let store: RoomStore;
    let id: string;
    let news: RoomNews[];
    let unsubscribe: () => void;
    const post = (content: string) =>
      store.appendEntry(id, { id: freshId(22), from: ada.id, name: 'Ada', body: text(content) });
    const types = () => news.map((item) => (item.kind === 'event' ? item.event.type : item.kind));
    beforeEach(async () => {
      ({ store } = await setup());
      ({ id } = (await store.createRoom(roomOf(ada.id))).room);
      news = [];
      unsubscribe = await store.subscribe(id, (item) => news.push(item));
    });
    afterEach(() => store.close());

    it('[RS14] revisions rise by one, and a snapshot knows the newest', async () => {
      await store.putMember(id, ada);
      await post('one');
      await store.changeRoom(id, {
        title: 'New',
        changedAt: 2_000,
        seal: 'n'.repeat(22),
        locked: true,
      });
      const before = await store.readRoom(id);
      await store.removeMember(id, ada.id, 'left');
      const revisions = news.map((item) => (item.kind === 'event' ? item.revision : 0));
      expect(types()).toEqual(['member-joined', 'entry-posted', 'room-changed', 'member-left']);
      expect(revisions).toEqual([1, 2, 3, 4].map((step) => step + revisions[0]! - 1));
      expect(before.revision).toBe(revisions[2]);
      expect(before).toMatchObject({ room: { title: 'New', locked: true }, members: [ada] });
    });

    it('[RS31] a change made from what a room was is not taken once it is another', async () => {
      const { changedAt } = (await store.findRoom(id)).room;
      const changes = [{ locked: true }, { title: 'New' }].map((change) =>
        store.changeRoom(id, { ...change, changedAt: changedAt + 1 }, changedAt),
      );
      expect(await Promise.all(changes)).toMatchObject([{ locked: true }, undefined]);
      expect((await store.findRoom(id)).room).toMatchObject({ locked: true, title: 'A room' });
      expect(types()).toEqual(['room-changed']);
    });

    it('[RS14] a snapshot and the events after it leave nothing out, whenever it is read', async () => {
      const work = [store.putMember(id, ada), post('one'), store.putMember(id, bob), post('two')];
      const snapshot = await store.readRoom(id);
      await Promise.all([...work, post('three'), store.removeMember(id, bob.id, 'left')]);
      const later = news.filter(
        (item) => item.kind === 'event' && item.revision > snapshot.revision,
      );
      const seqs = later.flatMap((item) =>
        item.kind === 'event' && item.event.type === 'entry-posted' ? [item.event.entry.seq] : [],
      );
      expect([...snapshot.messages.map(({ seq }) => seq), ...seqs]).toEqual([1, 2, 3]);
    });

    it('[RS15] each subscriber hears each event of its room once and in order', async () => {
      const second: RoomNews[] = [];
      await store.subscribe(id, (item) => second.push(item));
      const other = (await store.createRoom(roomOf(ada.id))).room.id;
      await store.putMember(id, ada);
      await store.putMember(other, bob);
      for (const content of ['one', 'two', 'three']) await post(content);
      expect(second).toEqual(news);
      expect(types()).toEqual(['member-joined', ...Array<string>(3).fill('entry-posted')]);
    });

    it('[RS15] a listener that throws hinders nobody else', async () => {
      await store.subscribe(id, () => {
        throw new Error('a bad listener');
      });
      const third: RoomNews[] = [];
      await store.subscribe(id, (item) => third.push(item));
      await store.putMember(id, ada);
      expect(third).toHaveLength(1);
    });

    it('[RS15] who unsubscribed hears no more, however often', async () => {
      unsubscribe();
      unsubscribe();
      await store.putMember(id, ada);
      expect(news).toEqual([]);
    });

    it('[RS15] news that a listener causes comes after what it listens to, for everybody', async () => {
      let caused: Promise<unknown> | undefined;
      await store.subscribe(id, () => {
        caused ??= post('caused');
      });
      const last: RoomNews[] = [];
      await store.subscribe(id, (item) => last.push(item));
      await store.putMember(id, ada);
      await caused;
      expect(types()).toEqual(['member-joined', 'entry-posted']);
      expect(last).toEqual(news);
    });

    it('[RS16] what passes reaches the subscribers and is kept nowhere', async () => {
      await store.putMember(id, ada);
      await store.putMember(id, bob);
      const before = await store.readRoom(id);
      const signal = {
        to: bob.id,
        frame: {
          type: 'signal',
          room: id,
          from: ada.id,
          connection: 'c',
          signal: { kind: 'ring', callId: 'i', page: { tab: 't', load: 0 } },
        },
      } satisfies AddressedSignal;
      await store.publish(id, { kind: 'signal', signal });
      expect(news.at(-1)).toEqual({ kind: 'signal', signal });
      const frame = { type: 'typing', room: id, member: ada.id } as const;
      await store.publish(id, { kind: 'typing', frame });
      expect(news.at(-1)).toEqual({ kind: 'typing', frame });
      expect(await store.readRoom(id)).toEqual(before);
    });

    it('[RS30] a signal is for who is in, by that connection, and never for the one that sends it', async () => {
      await store.putMember(id, ada, 'of ada');
      const send = (to: string, connection?: string) => {
        const signal = { kind: 'ring', callId: 'i', page: { tab: 't', load: 0 } } as const;
        const frame = {
          type: 'signal',
          room: id,
          from: ada.id,
          connection: 'of ada',
          signal,
        } as const;
        return store.publish(id, { kind: 'signal', signal: { to, connection, frame } });
      };
      await refusal('member-unknown', send(bob.id));
      await store.putMember(id, bob, 'one');
      await store.putMember(id, bob, 'two');
      for (const connection of [undefined, 'one', 'two']) await send(bob.id, connection);
      await refusal('member-unknown', send(ada.id, 'of ada'));
      await refusal('member-unknown', send(ada.id, 'one'));
      await store.removeConnection(id, bob.id, 'one');
      await refusal('member-unknown', send(bob.id, 'one'));
      await send(bob.id, 'two');
      await store.removeMember(id, bob.id, 'left');
      await refusal('member-unknown', send(bob.id, 'two'));
      await store.putMember(id, bob);
      await refusal('member-unknown', send(bob.id, 'two'));
      expect(news.filter(({ kind }) => kind === 'signal')).toHaveLength(4);
    });

    it('[RS3] the end is the last that is told', async () => {
      await store.putMember(id, ada);
      await store.endRoom(id);
      expect(types()).toEqual(['member-joined', 'room-ended']);
    });
  });
}
