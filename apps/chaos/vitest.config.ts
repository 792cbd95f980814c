import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // One file after the other: each runs a server and its clients on what two cores have to give.
    fileParallelism: false,
    testTimeout: 30_000,
    // The report line of the chaos run belongs into the log of `npm test`.
    disableConsoleIntercept: true,
  },
});
