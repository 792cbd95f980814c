import { afterEach, expect, test } from 'vitest';
import { chunkTimeline } from './chunks.ts';
import { copySelected } from './copy-selected.ts';
import { buildTimeline } from './timeline.ts';

afterEach(() => document.body.replaceChildren());

test('what is selected and not drawn any more is copied too', () => {
  const messages = Array.from({ length: 39 }, (_, n) => ({
    ...{ id: `id ${n + 1}`, seq: n + 1, from: 'ann', name: 'Ann', sentAt: n },
    ...{ text: n === 20 ? null : `line ${n + 1}`, reactions: [] },
  }));
  const items = buildTimeline({ self: 'bob', messages, notices: [], pending: [], readTo: null });
  const chunks = chunkTimeline(items, []);
  // Only the end of the list has lines; the rest is plain text.
  const list = document.createElement('div');
  for (const { key, items } of chunks) {
    const chunk = document.createElement('div');
    chunk.dataset['chunk'] = key;
    chunk.textContent = 'plain';
    if (key === chunks.at(-1)?.key) chunk.replaceChildren(...items.map(lineOf));
    list.append(chunk);
  }
  document.body.append(list);
  const end = list.querySelector('[data-seq="38"]')!;
  getSelection()?.setBaseAndExtent(list.children[1]!, 0, end, 1);

  const copied = new Map<string, string>();
  const event = {
    clipboardData: { setData: (kind: string, text: string) => copied.set(kind, text) },
    preventDefault: () => undefined,
  };
  copySelected(event as unknown as ClipboardEvent, list, chunks);
  const lines = copied.get('text/plain')?.split('\n') ?? [];
  const numbers = lines.map((line) => Number(/ Ann: line (\d+)$/.exec(line)?.[1]));
  // Whole chunks where nothing is drawn; without what was deleted.
  const expected = Array.from({ length: 31 }, (_, n) => n + 8).filter((n) => n !== 21);
  expect(numbers).toEqual(expected);
});

function lineOf(item: ReturnType<typeof buildTimeline>[number]): HTMLElement {
  const line = document.createElement('article');
  if (item.kind === 'message') line.dataset['seq'] = String(item.message.seq);
  line.textContent = 'line';
  return line;
}
