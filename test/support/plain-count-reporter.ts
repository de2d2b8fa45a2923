import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** Prints the plain closing line that CI reads: `N passed, N failed`, with the skipped and their reasons where there are any. */
export default class PlainCountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      count.failed += [module, ...module.children.allSuites()].filter(isBroken).length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'pending' || state === 'skipped') {
          count.skipped++;
          process.stdout.write(`skipped: ${module.relativeModuleId} > ${test.fullName}\n`);
        } else count[state]++;
      }
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}

/** A file that cannot be loaded, or a suite whose hook fails, takes its tests along unrun and must not look like success. */
function isBroken(suite: TestModule | TestSuite): boolean {
  return (
    suite.errors().length > 0 || (suite.type === 'module' && suite.state() === 'failed' && suite.children.size === 0)
  );
}
