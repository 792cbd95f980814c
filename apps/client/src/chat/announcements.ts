import type { Notice, VisibleMessage } from '@chat/sdk';
import { locale } from '../language.svelte.ts';
import { text } from '../text.ts';
import { foldedSentence, noticeSentence } from './notices.ts';

/** So many at a time are read out one by one; more are counted. */
const FEW = 3;
/** So many authors of a burst are named. */
const NAMES = 3;

/** "Ann, Bob and Cleo". */
const nameList = (names: readonly string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);

/** What a screen reader says of messages that came together; empty for none. */
export function messageAnnouncement(messages: readonly VisibleMessage[]): string {
  if (messages.length <= FEW) {
    return messages.map((each) => `${each.name}: ${each.text ?? text.chat.deleted}`).join('\n');
  }
  const names = [...new Set(messages.map(({ name }) => name))];
  const authors = names.length > NAMES ? text.chat.people(names.length) : nameList(names);
  return text.chat.newFrom(text.chat.unseen(messages.length), authors);
}

/** What a screen reader says of people who came and went within a short time; empty for none. */
export function noticeAnnouncement(notices: readonly Notice[]): string {
  const [first, ...others] = notices;
  if (!first) return '';
  return others.length === 0 ? noticeSentence(first) : foldedSentence(notices);
}

/** What came after a place in the log that others wrote: my own I know, and changes of old ones are no news. */
export function arrivedAfter(
  messages: readonly VisibleMessage[],
  { seq, self }: { seq: number; self: string },
): readonly VisibleMessage[] {
  const first = messages.findLastIndex((message) => message.seq <= seq) + 1;
  return messages.slice(first).filter(({ from }) => from !== self);
}
