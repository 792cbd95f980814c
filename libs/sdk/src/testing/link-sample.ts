import type { LinkSample } from '../call/link-stats.ts';

/** What a clear link shows. */
export const CLEAR: LinkSample = {
  received: { loss: 0, jitterMs: 5, concealed: 0, freezes: 0 },
  sent: { loss: 0, jitterMs: 5 },
  sendsVideo: true,
  roundTripMs: 40,
  bandwidth: 3_000_000,
  isBusy: false,
  isRelayed: false,
  isSilent: false,
};
/** The same but for what a test is about. */
export const sample = (changes: Partial<LinkSample>): LinkSample => ({ ...CLEAR, ...changes });

export const times = (count: number, one: LinkSample) => Array<LinkSample>(count).fill(one);
