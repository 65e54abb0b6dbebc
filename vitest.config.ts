import { defineConfig } from 'vitest/config';

const common = { pool: 'forks', testTimeout: 120_000, hookTimeout: 60_000 } as const;

/** Sources whose tests leave nothing behind in their process, so that all of a process share what they import. */
const SHARED = ['runtime-types/src', 'verification/src', 'pallets-sim/src'];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/test/test-summary-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'shared',
          isolate: false,
          include: SHARED.map((folder) => `${folder}/**/*.test.ts`),
        },
      },
      {
        test: {
          ...common,
          name: 'isolated',
          include: ['*/src/**/*.test.ts', '*/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...SHARED.map((folder) => `${folder}/**`)],
        },
      },
    ],
  },
});
