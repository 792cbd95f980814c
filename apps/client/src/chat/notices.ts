import type { Notice } from '@chat/sdk';
import { text } from '../text.ts';

/** Who comes back within this time was never gone, for the eye. */
const RECONNECT_MS = 30_000;
/** More lines than this in a row become one. */
const ROW = 3;

/** Notices that stand in a row: alone, or too many to be read one by one. */
export type NoticeGroup = readonly [Notice, ...Notice[]];

/** The notices that are worth a line: a connection that was lost and came back soon is none. */
export function worthALine(notices: readonly Notice[]): readonly Notice[] {
  const dropped = new Set<Notice>();
  for (const [index, lost] of notices.entries()) {
    if (lost.kind !== 'left' || lost.reason !== 'lost') continue;
    const next = notices.slice(index + 1).find(({ member }) => member.id === lost.member.id);
    if (next?.kind !== 'joined' || next.at - lost.at >= RECONNECT_MS) continue;
    dropped.add(lost).add(next);
  }
  return dropped.size === 0 ? notices : notices.filter((notice) => !dropped.has(notice));
}

/** One line for a row of notices, or a line for each. */
export function foldRow(row: readonly Notice[]): NoticeGroup[] {
  const [first, ...others] = row;
  if (first && row.length > ROW) return [[first, ...others]];
  return row.map((notice) => [notice]);
}

/** What a line says. `write` sets a name within it. */
export function noticeSentence(notice: Notice, write = (name: string) => name): string {
  const name = write(notice.member.name);
  switch (notice.kind) {
    case 'joined':
      return text.chat.joined(name);
    case 'renamed':
      return text.chat.renamed(write(notice.before), name);
    case 'left':
      if (notice.reason === 'removed') return text.chat.removed(name);
      return notice.reason === 'lost' ? text.chat.lost(name) : text.chat.leftRoom(name);
  }
}

/** What a row of notices says in short: of each kind how many people, in the order in which they first came. */
export function foldedSentence(notices: readonly Notice[]): string {
  const people = new Map<Notice['kind'], Set<string>>();
  for (const { kind, member } of notices) {
    people.set(kind, (people.get(kind) ?? new Set()).add(member.id));
  }
  const say = {
    joined: text.chat.peopleJoined,
    left: text.chat.peopleLeft,
    renamed: text.chat.peopleRenamed,
  };
  return [...people].map(([kind, { size }]) => say[kind](size)).join(text.comma);
}
