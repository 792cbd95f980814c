import type { Page } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { leftOpen, received, type Received } from './media-probe.ts';
import type { Person } from './person.ts';

interface CallFixtures {
  /** A room with these people in it, the first of whom made it. */
  room: (names: string[]) => Promise<Person[]>;
}

export const calls = base.extend<CallFixtures>({
  room: async ({ server, person }, use) => {
    await use(async ([first = 'Ann', ...others]) => {
      const owner = await person(first);
      const link = await owner.createRoom(server.url);
      const guests: Person[] = [];
      for (const name of others) {
        const guest = await person(name);
        await guest.join(link);
        guests.push(guest);
      }
      for (const one of [owner, ...guests]) {
        await expect(one.members).toHaveCount(others.length + 1);
      }
      return [owner, ...guests];
    });
  },
});

export const dialogAt = ({ page }: Person, caller: string) =>
  page.getByRole('dialog', { name: `${caller} is calling` });

/** Nothing is captured any more, and no connection is open. */
export async function everythingReleased(...people: Person[]): Promise<void> {
  for (const { page } of people) {
    await expect.poll(() => leftOpen(page)).toEqual({ tracks: 0, connections: 0 });
  }
}

/** One calls, the other accepts with video; both are in the call when it returns. */
export async function connect(caller: Person, callee: Person): Promise<void> {
  await caller.calls(callee.name);
  await callee.button('Accept with video').click();
  for (const [one, other] of [
    [caller, callee],
    [callee, caller],
  ] as const) {
    // A call gives itself this long to connect.
    await expect(one.callStatus).toHaveText(`In a call with ${other.name}`, { timeout: 20_000 });
  }
}

/** The picture goes on: more frames are decoded than before. */
export async function seesMore(page: Page): Promise<void> {
  const { framesDecoded } = await received(page);
  await expect
    .poll(async () => (await received(page)).framesDecoded)
    .toBeGreaterThan(framesDecoded);
}

/** Two people of one room, Ann and Bob, in a call with video. */
export async function inCall(room: CallFixtures['room']): Promise<[ann: Person, bob: Person]> {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await connect(ann, bob);
  return [ann, bob];
}

/** Waits until this person hears and sees more than before. */
export async function goesOn({ page }: Person, before?: Received): Promise<void> {
  const { audioEnergy, framesDecoded } = before ?? (await received(page));
  await expect.poll(async () => (await received(page)).audioEnergy).toBeGreaterThan(audioEnergy);
  await expect
    .poll(async () => (await received(page)).framesDecoded)
    .toBeGreaterThan(framesDecoded);
}
