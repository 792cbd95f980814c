import type { Member } from '@chat/protocol';

export interface LabelledMember extends Member {
  /** The name, with a number where several members share it. */
  label: string;
  me: boolean;
}

/** Members in the order of the list: me first, then as they came; equal names are told apart by a number. */
export function labelMembers(members: readonly Member[], self: string): LabelledMember[] {
  const sorted = [...members].sort(
    (a, b) =>
      Number(b.id === self) - Number(a.id === self) ||
      a.joinedAt - b.joinedAt ||
      (a.id < b.id ? -1 : 1),
  );
  return sorted.map((member) => ({
    ...member,
    label: labelOf(member, sorted),
    me: member.id === self,
  }));
}

function labelOf(member: Member, sorted: readonly Member[]): string {
  const namesakes = sorted
    .filter(({ name }) => name === member.name)
    .sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1));
  const place = namesakes.indexOf(member);
  return place < 1 ? member.name : `${member.name} (${place + 1})`;
}
