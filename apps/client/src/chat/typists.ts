/** For so long somebody who said so counts as writing [P64]. */
export const WRITING_MS = 5_000;

/** Who is writing, in the order in which they began, and until when each is shown. */
export type Typists = readonly { member: string; until: number }[];

/** Somebody said that they are writing. */
export function heardOf(typists: Typists, member: string, now: number): Typists {
  const until = now + WRITING_MS;
  return typists.some((one) => one.member === member)
    ? typists.map((one) => (one.member === member ? { member, until } : one))
    : [...typists, { member, until }];
}

/** Without those whose time is over, and without those whose message came; the same list when nobody goes. */
export function stillWriting(typists: Typists, now: number, done: readonly string[] = []): Typists {
  const left = typists.filter(({ member, until }) => until > now && !done.includes(member));
  return left.length === typists.length ? typists : left;
}
