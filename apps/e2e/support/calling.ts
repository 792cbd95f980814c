import { expect } from '@playwright/test';
import { received, type Received } from './media-probe.ts';
import type { Person } from './person.ts';

/** One calls, the other accepts with video; both are in the call when it returns. */
export async function connectCall(caller: Person, callee: Person): Promise<void> {
  await caller.calls(callee.name);
  await callee.button('Accept with video').click();
  for (const [one, other] of [
    [caller, callee],
    [callee, caller],
  ] as const) {
    await expect(one.callStatus).toContainText(`In a call with ${other.name}`);
  }
}

/** Waits until this person hears and sees more than before. */
export async function goesOn({ page }: Person, before?: Received): Promise<void> {
  const { audioEnergy, framesDecoded } = before ?? (await received(page));
  await expect.poll(async () => (await received(page)).audioEnergy).toBeGreaterThan(audioEnergy);
  await expect
    .poll(async () => (await received(page)).framesDecoded)
    .toBeGreaterThan(framesDecoded);
}
