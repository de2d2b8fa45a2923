import { defineConfig } from 'vitest/config';

/** The folders whose tests start processes, open models or write files by the million. */
const processes = ['test/runtime/**', 'test/cli/**', 'test/examples/**', 'test/bench/**', 'test/reliability/**'];

/**
 * Four kinds of test. `unit` is the language, its server and the rules of the house; `process` runs flows and the real command;
 * `browser` drives the pages in a real Chromium; `e2e` drives a real VS Code. `npm test` runs all of them, `npm run check` the first.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/plain-count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...processes, 'test/webview/**', 'test/e2e/**', '**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'process',
          include: processes.map((folder) => `${folder}/*.test.ts`),
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/webview/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 1,
          // The workbench is not ours to steady: what fails once is tried once more, and a second failure counts.
          retry: 1,
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
