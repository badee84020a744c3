import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Ends the run with one plain line, "N passed, N failed[, N skipped]", for CI logs. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const n = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) n[test.result().state]++;
      // A file that never loaded, or a suite whose hook threw, is a failure with no test to carry it.
      for (const part of [module, ...module.children.allSuites()])
        if (part.errors().length > 0) n.failed++;
    }
    const skipped = n.skipped + n.pending;
    process.once("exit", () =>
      console.log(`${n.passed} passed, ${n.failed} failed${skipped ? `, ${skipped} skipped` : ""}`),
    );
  }
}
