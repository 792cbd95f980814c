import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // The load is compiled first; on a busy machine that takes a while.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
