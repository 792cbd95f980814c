import { defineConfig } from 'vitest/config';

/** The tests of the workspace itself: walls, links, rules, certificates, what is rebuilt when. */
export default defineConfig({
  test: {
    include: ['tests/*.test.mjs'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // What is waited for comes when a busy machine gets to it.
    expect: { poll: { timeout: 20_000 } },
  },
});
