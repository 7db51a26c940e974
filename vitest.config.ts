/**
 * How the tests run: real processes, two at a time, one database server for the whole run.
 * Files share a worker process and what it has loaded; only those that kill, freeze or measure processes have one each.
 */
import { defineConfig } from 'vitest/config';

const APART = ['test/faults/**/*.test.ts', 'test/server/postgres/**/*.test.ts'];
const COMMON = {
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  setupFiles: ['test/support/seed.ts'],
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/so-tinh/tests.json' }]],
    // In the order of their names: those that mostly wait come first, and the many short files end together.
    projects: [
      { test: { ...COMMON, name: 'apart', include: APART } },
      {
        test: { ...COMMON, name: 'together', include: ['test/**/*.test.ts'], exclude: APART, isolate: false },
      },
    ],
  },
});
