/** Every sentence and name of the dialog in which the owner decides. */
export const en = {
  settingsOf: (title: string) => `Settings of “${title}”`,
  close: 'Close',
  lock: 'Lock the room',
  lockedHint: 'Nobody new gets in. Who was in before gets back.',
  nowLocked: 'The room is locked.',
  nowUnlocked: 'The room is open.',
  name: 'Room name',
  rename: 'Rename',
  renamed: (title: string) => `The room is called “${title}” now.`,
  unlockedHint: 'Whoever has the link gets in.',
  newLink: 'Make a new link',
  askLink:
    'The old link stops working for everybody. Who is in now stays in; send the new link to the others.',
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
  cancel: 'Cancel',
};

/** What a language must say in that dialog. */
export type OwnerText = typeof en;
