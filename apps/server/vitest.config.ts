import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What is waited for comes when a busy machine gets to it.
    expect: { poll: { timeout: 20_000 } },
  },
});
