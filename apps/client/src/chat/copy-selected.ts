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
  const selected = chunks.flatMap((chunk) => selectedOf(chunk, list, range));
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
function selectedOf({ key, items }: Chunk, list: Element, range: Range): VisibleMessage[] {
  const drawn = list.querySelector(`[data-chunk="${key}"]`);
  if (!drawn || !range.intersectsNode(drawn)) return [];
  return items.flatMap((item) => {
    if (item.kind !== 'message' || item.message.text === null) return [];
    const line = drawn.querySelector(`[data-seq="${item.message.seq}"]`);
    return !line || range.intersectsNode(line) ? [item.message] : [];
  });
}
