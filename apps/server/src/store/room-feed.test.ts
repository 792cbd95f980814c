import type { RoomNews } from '@chat/rooms';
import { describe, expect, it } from 'vitest';
import { RoomFeed, type CatchUp } from './room-feed.ts';

const room = 'r'.repeat(32);
const json = (n: number) => JSON.stringify({ type: 'member-left', room, member: String(n) });
const hint = (n: number, epoch = 'e') => `E ${epoch} ${n} ${json(n)}`;
const here = (revision: number, ...events: number[]): CatchUp => ({
  kind: 'here',
  epoch: 'e',
  revision,
  events: events.map((n) => [n, json(n)]),
});
const gone: CatchUp = { kind: 'gone', epoch: '', revision: 0, events: [] };

/** A feed whose questions are answered by hand. */
function feedOf() {
  const heard: (number | string)[] = [];
  const questions: { revision: number | undefined; answer: (answer: CatchUp) => void }[] = [];
  const whenAsked: (() => void)[] = [];
  const feed = new RoomFeed({
    room,
    tell: (news: RoomNews) => heard.push(news.kind === 'event' ? news.revision : news.kind),
    catchUp: (since) =>
      new Promise((answer) => {
        questions.push({ revision: since?.revision, answer });
        whenAsked.shift()?.();
      }),
    onError: (error) => heard.push(String(error)),
  });
  const asked = async () => {
    if (questions.length === 0) await new Promise<void>((resolve) => whenAsked.push(resolve));
    return questions.shift()!;
  };
  const start = async (answer: CatchUp) => {
    const started = feed.catchUp();
    (await asked()).answer(answer);
    await started;
  };
  return { feed, heard, asked, start };
}

describe('what a node hears of a room', () => {
  it('what comes before it is known where the room is neither replays the past nor is left out', async () => {
    const { feed, heard, asked } = feedOf();
    const started = feed.catchUp();
    feed.hint(hint(57), 'me');
    feed.hear({ epoch: 'e', revision: 57, events: [] });
    feed.hint(hint(58), 'me');
    const { revision, answer } = await asked();
    answer(here(57));
    await started;
    feed.hint(hint(59), 'me');
    expect(revision).toBeUndefined();
    expect(heard).toEqual([58, 59]);
  });

  it('of a room that was not there everything is told, from its first event', async () => {
    const { feed, heard, asked, start } = feedOf();
    await start(gone);
    const again = feed.catchUp();
    (await asked()).answer(here(2));
    const { revision, answer } = await asked();
    answer(here(2, 1, 2));
    await again;
    expect(revision).toBe(0);
    expect(heard).toEqual([1, 2]);
  });

  it('a gap is asked for, also when older news come after it', async () => {
    const { feed, heard, asked, start } = feedOf();
    await start(here(3));
    feed.hint(hint(6), 'me');
    feed.hint(hint(4), 'me');
    const { revision, answer } = await asked();
    answer(here(6, 5, 6));
    await new Promise((resolve) => setImmediate(resolve));
    expect(revision).toBe(4);
    expect(heard).toEqual([4, 5, 6]);
  });

  it('another epoch, heard before the first answer or after, ends it once', async () => {
    for (const isEarly of [true, false]) {
      const { feed, heard, asked } = feedOf();
      const started = feed.catchUp();
      if (isEarly) feed.hint(hint(1, 'f'), 'me');
      (await asked()).answer(here(3));
      await started;
      if (!isEarly) feed.hint(hint(1, 'f'), 'me');
      feed.hint(hint(4), 'me');
      expect(heard).toEqual(['lost']);
    }
  });
});
