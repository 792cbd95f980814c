/** Every sentence and name at the door of a locked room. */
export const en = {
  waiting: 'You knocked',
  waitingHint:
    'Those who are in can let you in now. Two minutes at most, then you can knock again.',
  stop: 'Stop waiting',
  /** Before the list of those who knock. */
  atTheDoor: 'At the door',
  asks: (name: string) => `${name} asks to come in`,
  admit: 'Admit',
  refuse: 'Refuse',
  admitName: (name: string) => `Admit ${name}`,
  refuseName: (name: string) => `Refuse ${name}`,
  admitted: (name: string) => `${name} was let in.`,
  refused: (name: string) => `${name} was not let in.`,
  gone: (name: string) => `${name} does not wait any more.`,
};

/** What a language must say there. */
export type DoorText = typeof en;
