import { defineConfig } from 'vitest/config';

const common = {
  pool: 'forks',
  testTimeout: 120_000,
  hookTimeout: 60_000,
  setupFiles: ['scripts/test/property-seed.ts'],
};

/** Tests that leave nothing behind in their process, so that all of a process share what they import. */
const shared = { ...common, isolate: false };

const TRAINING = 'worker/src/training/**/*.test.ts';

/** The tests of tfjs's backends set up tfjs itself, for the whole process. */
const BACKENDS = 'worker/src/training/backends/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', './scripts/test/test-summary-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'parts',
          include: ['runtime-types', 'verification', 'pallets-sim', 'worker'].map(
            (part) => `${part}/src/**/*.test.ts`,
          ),
          exclude: [TRAINING],
        },
      },
      {
        test: {
          ...shared,
          name: 'training',
          include: [TRAINING],
          exclude: [BACKENDS],
          setupFiles: [...common.setupFiles, 'worker/src/training/compared-with-cpu.fixture.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'processes',
          include: ['*/test/**/*.test.ts', 'scripts/src/**/*.test.ts', BACKENDS],
          // Those have packages of their own.
          exclude: ['**/node_modules/**'],
        },
      },
    ],
  },
});
