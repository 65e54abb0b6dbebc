import { defineConfig } from 'vitest/config';

const common = { pool: 'forks', testTimeout: 120_000, hookTimeout: 60_000 } as const;

/** Tests that leave nothing behind in their process, so that all of a process share what they import. */
const SHARED = ['runtime-types', 'verification', 'pallets-sim', 'worker'].map(
  (part) => `${part}/src/**/*.test.ts`,
);

/** The tests of tfjs's backends set up tfjs itself, for the whole process. */
const OWN = ['worker/src/training/backends/**'];

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
          include: SHARED,
          exclude: ['**/node_modules/**', ...OWN],
        },
      },
      {
        test: {
          ...common,
          name: 'isolated',
          include: [
            '*/test/**/*.test.ts',
            'scripts/src/**/*.test.ts',
            ...OWN.map((own) => `${own}/*.test.ts`),
          ],
        },
      },
    ],
  },
});
