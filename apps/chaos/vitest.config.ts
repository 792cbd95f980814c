import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // One file after the other: each runs a server and its clients on what two cores have to give.
    fileParallelism: false,
    // No test asserts a time; on a busy machine a server takes ten seconds to start.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // The report line of the chaos run belongs into the log of `npm test`.
    disableConsoleIntercept: true,
  },
});
