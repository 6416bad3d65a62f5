import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    globalSetup: ['test/support/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    // Far above what any test needs: a busy machine is no fault.
    hookTimeout: 600_000,
    sequence: { shuffle: { files: true } },
    reporters: ['default'],
  },
});
