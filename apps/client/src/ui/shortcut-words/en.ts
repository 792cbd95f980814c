/** Every sentence of the list of shortcuts: the keys, and what they do. */
export const en = {
  heading: 'Keyboard shortcuts',
  close: 'Close',
  canBeOff: 'They can be turned off in the settings.',
  keys: {
    microphone: ['Ctrl or ⌘ + D', 'Mute or unmute the microphone in a call'],
    camera: ['Ctrl or ⌘ + E', 'Turn the camera on or off in a call'],
    talk: ['Space, held', 'Talk while you are muted, outside of fields'],
    picture: ['Arrow keys', 'On “Move my picture”: put it into another corner'],
    regions: ['F6, Shift + F6', 'Next or previous part of the page'],
    lines: ['Alt + ↑, Alt + ↓', 'Previous or next message'],
    inList: ['↑, ↓', 'Among the messages: previous or next; Tab reaches what is in one'],
    newest: ['End', 'Newest message, where nothing is written'],
    pages: ['Page Up, Page Down', 'Through the messages, where nothing is written'],
    markRead: ['Shift + Esc', 'Mark all as read'],
    write: ['/ or any letter', 'Write a message, outside of fields'],
    editLast: ['↑', 'In an empty field: edit your last message; ↓ leaves it'],
    complete: ['@, :', 'Complete a name or an emoji; Tab or Enter takes it'],
    send: ['Enter', 'Send the message; with Shift a new line'],
    copyLink: ['Ctrl + Shift + L', 'Copy the link of the room'],
    close: ['Esc', 'Close what lies above, or cancel editing'],
    list: ['?, Ctrl or ⌘ + /', 'This list'],
  } satisfies Record<string, [keys: string, action: string]>,
};

/** What a language must say about the shortcuts. */
export type ShortcutWords = typeof en;
