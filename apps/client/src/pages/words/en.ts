import { plurals } from '../../languages.ts';

const count = plurals('en');

/** The start page, and the way into a room: their sentences and names. */
export const en = {
  home: {
    heading: 'A room you send as a link',
    lead: 'Create a room, copy its link, send it. Whoever opens it is in. No account, no database.',
    greeting: (name: string) => `Hello, ${name}`,
    creating: 'Creating…',
    or: 'or join one',
    linkLabel: 'Room link or id',
    linkHint: 'Paste the link that you were sent',
    joinRoom: 'Join room',
    notALink: 'That is no room link. Paste the whole link, or the 32 characters after /r/.',
    roomName: 'Room name',
    elsewhere: (host: string) =>
      `That room is on another server, ${host}. Open its link in the browser.`,
    changeName: 'Change name',
  },
  leave: {
    ask: 'Leave the room?',
    lost: count({
      one: '# message was not sent yet and will be lost.',
      other: '# messages were not sent yet and will be lost.',
    }),
    draft: 'What you are writing will be lost.',
    alone: 'Nobody else is in this room: without its link it cannot be found again.',
    youLeft: (title: string) => `You left “${title}”.`,
  },
  name: {
    label: 'Your name',
    continue: 'Continue',
    hint: 'The others in the room see it.',
    invited: (title: string) => `You are invited to “${title}”`,
    insideNow: count({
      0: 'Nobody is in there yet.',
      one: 'One person is in there.',
      other: '# people are in there.',
    }),
    empty: 'Please write a name with at least one letter.',
    forbidden: (sign: string) =>
      `A name cannot have the invisible sign ${sign} in it. Type it instead of pasting it.`,
    locked: 'It is locked: knock, and those who are in can let you in.',
  },
};

/** What a language must say there. */
export type PagesText = typeof en;
