import { calls, connect, everythingReleased, seesMore } from '../support/calls.ts';
import { expect } from '../support/fixtures.ts';
import type { Person } from '../support/person.ts';

calls('50 calls in a row all connect, and the last one shows a picture', async ({ room }) => {
  calls.setTimeout(400_000);
  const [ann, bob] = (await room(['Ann', 'Bob'])) as [Person, Person];
  for (let n = 0; n < 50; n += 1) {
    const [caller, callee] = n % 2 ? [ann, bob] : [bob, ann];
    await connect(caller, callee);
    if (n === 49) await seesMore(callee.page);
    await (n % 3 ? caller : callee).button('Hang up').click();
    for (const one of [caller, callee]) await expect(one.news('The call has ended.')).toBeVisible();
  }
  await everythingReleased(ann, bob);
});
