import { expect, test } from './fixtures.ts';
import type { Person } from './person.ts';

type Room = (names: string[]) => Promise<Person[]>;

/** The test with `room`: people who are all in one room and see each other. */
export const inRoom = test.extend<{ room: Room }>({
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

/** Two people of one room in a call with video. */
export async function inCall(room: Room): Promise<[ann: Person, bob: Person]> {
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  await ann.calls('Bob');
  await bob.button('Accept with video').click();
  await expect(ann.callStatus).toHaveText('In a call with Bob');
  await expect(bob.callStatus).toHaveText('In a call with Ann');
  return [ann, bob];
}

export { expect };
