import type { Reporter, TestModule } from 'vitest/node';

/** Closes a test run with why tests were skipped, and one line that a machine can read: `N passed, N failed`. */
export default class TestSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      // A file that cannot be loaded has no tests of its own to fail.
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failed += 1;
        if (result.state === 'skipped' && result.note)
          console.log(`skipped: ${test.fullName} (${result.note})`);
      }
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
