import type { Entry, Knocker, Member, Message, Room } from '@chat/protocol';
import type { RoomRange, RoomSnapshot, StoredRoom } from '@chat/rooms';
import type { Reply } from './redis-link.ts';
import type { Answer } from './room-scripts.ts';

/** The answers that hold a room, as the domain wants them. */
export function storedOf({ epoch, rest: [room, seq] }: Answer): StoredRoom {
  return { room: parsed(room) as Room, epoch, seq: Number(seq) };
}

export function viewOf(answer: Answer): RoomRange | RoomSnapshot {
  const [, , members, knocks, posted, kind, list, more] = answer.rest;
  const view = {
    ...storedOf(answer),
    members: parsed(members) as Member[],
    knocks: parsed(knocks) as Knocker[],
    posted: Number(posted),
    revision: answer.revision,
  };
  if (kind === 'range') return { kind, ...view, entries: parsed(list) as Entry[] };
  return { kind: 'snapshot', ...view, messages: parsed(list) as Message[], more: more === '1' };
}

/** What a script gave as JSON. */
export function parsed(json: Reply | undefined): unknown {
  return JSON.parse(String(json));
}

/** Pairs of name and JSON, as scripts take a room or a change of one. */
export function fieldsOf(room: Partial<Room>): string[] {
  return Object.entries(room).flatMap(([name, value]) => [name, JSON.stringify(value)]);
}

/** Who is kept out and who is let in, as scripts take them. */
export function accessOf({ access }: Room): string[] {
  return [access?.keptOut.join(',') ?? '', access?.letIn.join(',') ?? ''];
}

export const isYes = ({ rest }: Answer): boolean => rest[0] === '1';
