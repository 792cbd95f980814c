import type { Entry, Member, Message, Room, ServerFrame } from '@chat/protocol';

/** Ids and frames as a server would send them, for tests. */
export const ids = {
  room: 'r'.repeat(32),
  otherRoom: 's'.repeat(32),
  ann: 'A'.repeat(22),
  bob: 'B'.repeat(22),
  connection: 'c'.repeat(22),
  producer: 'p'.repeat(22),
  message: (n: number) => String(n).padStart(22, 'm'),
};

export const epoch = (n: number): string => String(n).padStart(11, 'e');

export const welcome: ServerFrame = {
  type: 'welcome',
  connection: ids.connection,
  user: { id: ids.ann, name: 'Ann' },
  serverTime: 1_000,
};

export function member(id: string, name: string): Member {
  return { id, name, joinedAt: 1_000, presence: 'online' };
}

export function message(seq: number, fields: Partial<Message> = {}): Message {
  return {
    id: ids.message(seq),
    seq,
    from: ids.bob,
    name: 'Bob',
    text: `text ${seq}`,
    sentAt: 1_000 + seq,
    reactions: [],
    ...fields,
  };
}

/** An entry of Bob's, a text unless `fields` say otherwise. */
export function entry(seq: number, fields: Partial<Entry> = {}): Entry {
  return {
    id: ids.message(seq),
    seq,
    from: ids.bob,
    name: 'Bob',
    sentAt: 1_000 + seq,
    body: { kind: 'text', text: `text ${seq}` },
    ...fields,
  };
}

type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

export const info: Room = {
  id: ids.room,
  title: 'Tea',
  ownerId: ids.ann,
  createdAt: 1_000,
  changedAt: 1_000,
  locked: false,
  encryption: 'none',
  seal: 'S'.repeat(22),
};

const about = (): Pick<Frame<'snapshot'>, 'room' | 'info' | 'epoch' | 'posted' | 'members'> => ({
  room: ids.room,
  info,
  epoch: epoch(1),
  posted: 0,
  members: [member(ids.ann, 'Ann'), member(ids.bob, 'Bob')],
});

export function snapshot(
  messages: Message[],
  fields: Partial<Frame<'snapshot'>> = {},
): Frame<'snapshot'> {
  const seq = messages.at(-1)?.seq ?? 0;
  return { type: 'snapshot', ...about(), seq, messages, more: false, ...fields };
}

/** Ends with its last entry; one without any needs the `seq` where the log ends. */
export function resumed(
  entries: Entry[],
  fields: Partial<Frame<'resumed'>> = {},
): Frame<'resumed'> {
  return { type: 'resumed', ...about(), seq: entries.at(-1)?.seq ?? 0, entries, ...fields };
}

export function posted(posting: Entry, of = epoch(1)): Frame<'entry-posted'> {
  return { type: 'entry-posted', room: ids.room, epoch: of, entry: posting };
}

export function rejected(fields: Partial<Frame<'rejected'>>): Frame<'rejected'> {
  return {
    type: 'rejected',
    request: 'post',
    room: ids.room,
    code: 'internal',
    message: '',
    ...fields,
  };
}
