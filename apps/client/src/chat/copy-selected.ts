import type { VisibleMessage } from '@chat/sdk';
import { copiedText } from './copied-text.ts';
import { timeOfDay } from './dates.ts';

/** Copies what is selected; where that reaches over several messages, each with its time and name. */
export function copySelected(
  event: ClipboardEvent,
  list: HTMLElement,
  messages: readonly VisibleMessage[],
): void {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return;
  const selected = [...list.querySelectorAll<HTMLElement>('[data-seq]')]
    .filter((element) => selection.containsNode(element, true))
    .map((element) => Number(element.dataset['seq']));
  if (selected.length < 2) return;
  const places = new Set(selected);
  const copied = messages
    .filter(({ seq, text }) => places.has(seq) && text !== null)
    .map(({ sentAt, name, text }) => ({ time: timeOfDay(sentAt), name, text: text ?? '' }));
  event.clipboardData?.setData('text/plain', copiedText(copied));
  event.preventDefault();
}
