import { createSubscriber } from 'svelte/reactivity';

/** How often what is worded by the clock is worded anew. */
const EVERY_MS = 15_000;

const track = createSubscriber((update) => {
  const timer = setInterval(update, EVERY_MS);
  return () => clearInterval(timer);
});

/** This device's clock, for wording: who reads it in a component is told a few times a minute. */
export function now(): number {
  track();
  return Date.now();
}
