import type { Member, Message, ServerFrame } from '@chat/protocol';

/** Ids and frames as a server would send them, for tests. */
export const ids = {
  room: 'r'.repeat(32),
  otherRoom: 's'.repeat(32),
  ann: 'A'.repeat(22),
  bob: 'B'.repeat(22),
  connection: 'c'.repeat(22),
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
    ...fields,
  };
}

export function snapshot(
  messages: Message[],
  fields: { epoch?: string; members?: Member[] } = {},
): Extract<ServerFrame, { type: 'snapshot' }> {
  return {
    type: 'snapshot',
    room: {
      id: ids.room,
      title: 'Tea',
      ownerId: ids.ann,
      createdAt: 1_000,
      locked: false,
      encryption: 'none',
    },
    epoch: fields.epoch ?? epoch(1),
    messages,
    members: fields.members ?? [member(ids.ann, 'Ann'), member(ids.bob, 'Bob')],
  };
}

export function posted(posting: Message, of = epoch(1)): ServerFrame {
  return { type: 'message-posted', room: ids.room, epoch: of, message: posting };
}
