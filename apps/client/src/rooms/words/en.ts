import { plurals } from '../../languages.ts';

const count = plurals('en');

/** Every sentence and name of my rooms: their list, the way into one, what is new in them. */
export const en = {
  joinAs: (title: string) => `Join “${title}” as`,
  heading: 'My rooms',
  show: count({ 0: 'My rooms', one: 'My rooms (# unread)', other: 'My rooms (# unread)' }),
  empty: 'Other rooms that you join are listed here.',
  another: 'Create or join another',
  people: count({ 0: '', 1: 'Only you are here', one: '# person', other: '# people' }),
  draft: (words: string) => `Draft: ${words}`,
  mine: (words: string) => `You: ${words}`,
  quiet: 'No messages yet',
  notInside: 'You are not in this room now',
  unread: count({ one: '# unread message', other: '# unread messages' }),
  mentioned: 'you are mentioned',
  inCall: 'You are in a call here',
  callIn: (title: string) => `You are in a call in “${title}”.`,
  goThere: 'Go there',
  typing: (name: string) => `${name} is typing`,
  typingTwo: (one: string, other: string) => `${one} and ${other} are typing`,
  typingSeveral: 'Several people are typing',
  scan: (title: string) => `Scan to join “${title}”`,
  qrOf: (link: string) => `QR code of ${link}`,
  updated: 'A newer version of this page is ready.',
  update: 'Reload to update',
};

/** What a language must say about my rooms. */
export type RoomsText = typeof en;
