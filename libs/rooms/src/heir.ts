import type { Member, UserId } from '@chat/protocol';

/** Who has the room when its owner never comes back: of the others whoever has been in for longest [P61]. */
export function heirOf(owner: UserId, members: readonly Member[]): Member | undefined {
  const others = members.filter(({ id }) => id !== owner);
  return others.reduce<Member | undefined>(
    (first, next) => (first && first.joinedAt <= next.joinedAt ? first : next),
    undefined,
  );
}
