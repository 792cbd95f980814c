import type { VisibleMessage } from '@chat/sdk';
import type { Chunk } from './chunks.ts';
import { copiedText } from './copied-text.ts';
import { timeOfDay } from './dates.ts';

/** Copies what is selected; where that reaches over several messages, each with its time and name. */
export function copySelected(
  event: ClipboardEvent,
  list: HTMLElement,
  chunks: readonly Chunk[],
): void {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  let part: Element | null = null;
  const selected = chunks.flatMap(({ key, items }) => {
    // Chunks that nobody has seen may be in the page by the first of their section alone.
    part = list.querySelector(`[data-chunk="${key}"]`) ?? part;
    return part && range.intersectsNode(part) ? selectedOf(items, part, range) : [];
  });
  if (selected.length < 2) return;
  const copied = selected.map(({ sentAt, name, text }) => ({
    time: timeOfDay(sentAt),
    name,
    text: text ?? '',
  }));
  event.clipboardData?.setData('text/plain', copiedText(copied));
  event.preventDefault();
}

/** What is not drawn any more has no lines, and is selected as a whole. */
function selectedOf(items: Chunk['items'], part: Element, range: Range): VisibleMessage[] {
  return items.flatMap((item) => {
    if (item.kind !== 'message' || item.message.text === null) return [];
    const line = part.querySelector(`[data-seq="${item.message.seq}"]`);
    return !line || range.intersectsNode(line) ? [item.message] : [];
  });
}
