import type { ErrorCode } from '@chat/protocol';
import type { PathCheck } from '@chat/sdk/call';
import type { CallOutcome } from './call-log.svelte.ts';

type Refusals = { internal: string } & Partial<Record<ErrorCode, string>>;

/** Every sentence and name that a person meets, in one place. */
export const text = {
  appName: 'Chat',
  skipToMessages: 'Skip to messages',
  home: {
    heading: 'A room you send as a link',
    lead: 'Create a room, copy its link, send it. Whoever opens it is in. No account, no database.',
    greeting: (name: string) => `Hello, ${name}`,
    createRoom: 'Create room',
    creating: 'Creating…',
    or: 'or join one',
    linkLabel: 'Room link or id',
    linkHint: 'Paste the link that you were sent',
    joinRoom: 'Join room',
    notALink: 'That is no room link. Paste the whole link, or the 32 characters after /r/.',
    changeName: 'Change name',
  },
  name: {
    label: 'Your name',
    continue: 'Continue',
    hint: 'The others in the room see it.',
    joinAs: (title: string) => `Join “${title}” as`,
    invited: (title: string) => `You are invited to “${title}”`,
    insideNow: (count: number) =>
      count === 0
        ? 'Nobody is in there yet.'
        : count === 1
          ? 'One person is in there.'
          : `${count} people are in there.`,
    empty: 'Please write a name with at least one letter.',
  },
  room: {
    joining: 'Joining the room…',
    copyLink: 'Copy link',
    copied: 'Copied',
    linkCopied: 'Link copied',
    copyByHand: 'Copy this link and send it',
    close: 'Close',
    leave: 'Leave room',
    showMembers: (count: number) => `Show members (${count})`,
    hideMembers: 'Hide members',
    members: 'Members',
    me: 'you',
    owner: 'owner',
    reconnecting: 'reconnecting',
    call: (name: string) => `Call ${name}`,
    connectionLost: 'Reconnecting…',
    willBeSent: (count: number) =>
      count === 1
        ? '1 message will be sent when you are back.'
        : `${count} messages will be sent when you are back.`,
    forgotten: 'You asked to be forgotten. Load the page again to begin anew.',
    cookiesBlocked:
      'This browser keeps no cookie of this page. Allow cookies for it, then load it again.',
    tooManySockets:
      'There are too many connections from you or from your network. Close other tabs of this chat, then load the page again.',
    outdated: 'There is a newer version of this page.',
    reload: 'Reload',
    stopped: 'This page was disconnected because it sent something the server does not understand.',
  },
  rooms: {
    heading: 'My rooms',
    show: (unread: number) =>
      unread === 0
        ? 'My rooms'
        : unread === 1
          ? 'My rooms (1 unread)'
          : `My rooms (${unread} unread)`,
    empty: 'Other rooms that you join are listed here.',
    another: 'Create or join another',
    people: (count: number) => (count === 1 ? 'Only you are here' : `${count} people`),
    draft: (words: string) => `Draft: ${words}`,
    mine: (words: string) => `You: ${words}`,
    quiet: 'No messages yet',
    notInside: 'You are not in this room now',
    unread: ({ count, mentions }: { count: number; mentions: number }) => {
      const messages = count === 1 ? '1 unread message' : `${count} unread messages`;
      return mentions > 0 ? `${messages}, you are mentioned` : messages;
    },
    inCall: 'You are in a call here',
    callIn: (title: string) => `You are in a call in “${title}”.`,
    goThere: 'Go there',
  },
  owner: {
    settings: 'Room settings',
    settingsOf: (title: string) => `Settings of “${title}”`,
    manage: (name: string) => `Manage ${name}`,
    lock: 'Lock the room',
    isLocked: 'Locked',
    lockedHint: 'Nobody new gets in. Who was in before gets back.',
    unlockedHint: 'Whoever has the link gets in.',
    nowLocked: 'The room is locked.',
    nowUnlocked: 'The room is open.',
    newLink: 'Make a new link',
    askLink:
      'The old link stops working for everybody. Who is in now stays in; send the new link to the others.',
    linkRenewed: 'The room has a new link.',
    end: 'End the room',
    askEnd:
      'Everybody is taken out, all messages are deleted, and the link stops working. This cannot be undone.',
    remove: 'Remove from the room',
    removeNow: 'Remove',
    askRemove: (name: string) =>
      `Remove ${name} from this room? They stay out for as long as the room lives.`,
    mayReturn: 'They may come back by the link',
    makeOwner: 'Make owner',
    askOwner: (name: string) =>
      `Hand the room on to ${name}? They can then remove people and end the room, and you cannot any more.`,
    isOwnerNow: (name: string) => `${name} is the owner of the room now.`,
    cancel: 'Cancel',
  },
  chat: {
    messages: 'Messages',
    code: 'Code',
    alone: 'Your room is ready',
    aloneHint: 'Copy the link and send it: whoever opens it is in.',
    empty: 'No messages yet. Say hello.',
    label: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    tooLong: (over: number) => `${over} characters too many. Shorten the message to send it.`,
    left: (count: number) => `${count} characters left`,
    sending: 'Sending…',
    notSent: 'Not sent',
    retry: 'Retry',
    remove: 'Delete',
    newest: 'Jump to newest',
    unseen: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
    joined: (name: string) => `${name} joined`,
    leftRoom: (name: string) => `${name} left`,
    lost: (name: string) => `${name} lost the connection`,
    removed: (name: string) => `${name} was removed`,
    actions: 'Message actions',
    reply: 'Reply',
    replyingTo: (name: string) => `Replying to ${name}`,
    cancelReply: 'Cancel reply',
    answers: (name: string) => `In reply to ${name}`,
    quoteGone: 'An earlier message',
    edit: 'Edit',
    editing: 'Editing',
    cancelEdit: 'Cancel',
    saveEdit: 'Save',
    edited: 'edited',
    deleted: 'Message deleted',
    react: (name: string) => `React with ${name}`,
    reaction: (name: string, people: string) => `${name}: ${people}`,
    dismiss: 'Dismiss',
    changeNotSent: 'This change was not sent.',
    expired: 'It waited too long to be sent by itself.',
    doubtful: 'It may have arrived. Retry sends it if it cannot be found.',
    full: (count: number) =>
      `${count} messages wait to be sent. Write on when the connection is back.`,
    loadOlder: 'Show earlier messages',
    loadingOlder: 'Loading earlier messages…',
    olderFailed: 'Earlier messages cannot be loaded right now.',
  },
  emoji: {
    thumbsUp: 'thumbs up',
    heart: 'heart',
    joy: 'laughter',
    party: 'party',
    surprise: 'surprise',
    sad: 'sadness',
  },
  /** Lines of the conversation about calls; what else calls say is in call/words.ts. */
  callLine: {
    callBack: 'Call back',
    started: (name: string) => `Call with ${name} started`,
    ended: (name: string) => `Call with ${name} ended`,
    lost: (name: string) => `Call with ${name} broke off`,
    declined: (name: string) => `${name} declined your call`,
    'declined-by-me': (name: string) => `You declined a call from ${name}`,
    busy: (name: string) => `${name} was busy with another call`,
    'called-meanwhile': (name: string) => `${name} called while you were in a call`,
    cancelled: (name: string) => `You called ${name} and hung up`,
    'no-answer': (name: string) => `No answer from ${name}`,
    missed: (name: string) => `Missed call from ${name}`,
    gone: (name: string) => `Your call did not reach ${name}`,
    failed: (name: string) => `Call with ${name} could not be made`,
    'no-path': (name: string) => `Call with ${name} failed: no way between your networks was found`,
    description: (name: string) =>
      `Call with ${name} failed: your browsers do not understand each other`,
    unsupported: (name: string) => `Call with ${name} failed: a browser cannot make calls`,
    'server-away': (name: string) => `Call with ${name} failed: the server could not be reached`,
  } satisfies Record<CallOutcome, (name: string) => string> & { callBack: string },
  call: {
    unavailable:
      'Calls cannot be loaded right now. Check your connection, then call again or reload the page.',
    check: 'Check camera and sound',
  },
  callPath: {
    ready: 'Calls work from here.',
    relay: 'From this network calls go by a relay. They work, and may sound a little later.',
    near: 'The relay for calls cannot be reached: a call may work in your own network only.',
    impossible:
      'Calls cannot work from here: this browser or network lets none through. Try another.',
    insecure: 'Calls need a secure page: open this chat by https, or on localhost.',
    unsupported: 'This browser cannot make calls. Use a current Firefox, Chrome, Edge or Safari.',
  } satisfies Record<PathCheck, string> as Record<PathCheck, string>,
  roomOf: (name: string) => `${name}’s room`,
  refusal: {
    'room-unknown':
      'There is no room behind this link. It may be mistyped, or the room is long over.',
    'room-ended': 'This room was ended by its owner, or it has another link now. Ask its owner.',
    'room-full': 'This room is full. Try again when somebody has left.',
    'room-locked': 'This room is locked. Ask its owner to unlock it, then try again.',
    'not-the-owner': 'Only the owner of the room can do this, and you are not the owner any more.',
    'member-unknown': 'That person is not in the room any more.',
    'member-removed': 'The owner has removed you from this room.',
    'too-many-rooms': 'This server cannot hold more rooms right now. Try again later.',
    'too-fast': 'That was too much in a short time. Wait a minute, then try again.',
    'text-too-long': 'The message is too long. Shorten it and send it again.',
    'text-empty': 'There is nothing in this message to send.',
    'message-unknown': 'That message is not there any more.',
    'not-the-author': 'Only the author of a message can change it.',
    'id-taken': 'This message could not be stored. Delete it and write it again.',
    'bad-request': 'The server did not accept that. Check what you wrote and try again.',
    unavailable: 'The server cannot be reached. Check your connection and try again.',
    internal: 'Something went wrong. Please try again.',
  } satisfies Refusals as Refusals,
  problem: {
    headings: {
      'room-unknown': 'No such room',
      'room-ended': 'This room has ended',
      'room-full': 'The room is full',
      'room-locked': 'The room is locked',
      'member-removed': 'You were removed',
    } as Partial<Record<ErrorCode, string>>,
    fallback: 'That did not work',
    left: 'You left the room',
    leftHint: 'The link still works: you can come back at any time.',
    forget: 'Forget this room',
    forgotten: 'Nothing of this room is left on this device.',
    rejoin: 'Join again',
    tryAgain: 'Try again',
    toHome: 'Go to start page',
    crashed: 'Something on this page broke',
    crashedHint: 'Your room is still there. Load the page again to go on.',
  },
};
