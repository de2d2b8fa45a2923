import { defineConfig } from 'vitest/config';

/**
 * Three kinds of test. `unit` is everything that runs in seconds on the sources; `browser` drives the page in a real
 * Chromium; `e2e` drives a real VS Code. `npm test` runs all of them, `npm run check` the first.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/plain-count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/webview/**', 'test/e2e/**', '**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
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
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
