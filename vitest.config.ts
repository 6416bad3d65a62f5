import { defineConfig, mergeConfig } from 'vitest/config';

/** Tests of what is of a whole process: its memory, its time, its limits, or modules in another's place. */
const ofTheirOwn = [
  'test/limits.test.ts',
  'test/linear.test.ts',
  'test/outbox.test.ts',
  'test/program-doors.test.ts',
  'src/platform/worker/worker.test.ts',
];
const common = {
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  test: {
    testTimeout: 600_000,
    // Far above what any test needs: a busy machine is no fault.
    hookTimeout: 600_000,
  },
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { shuffle: { files: true } },
    reporters: ['default'],
    projects: [
      mergeConfig(common, {
        test: {
          name: 'together',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
          exclude: ofTheirOwn,
          // The program is loaded once for many files, not for each: half of the time of a run was that.
          isolate: false,
        },
      }),
      mergeConfig(common, { test: { name: 'apart', include: ofTheirOwn } }),
    ],
  },
});
