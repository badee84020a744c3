import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createVitest, type TestModule, type TestSpecification } from "vitest/node";
import type { TestFile } from "./test-order.ts";

export interface TestRunner {
  tests: TestFile[];
  /** The first files with a test that fails, or that does not come to an end; none when all pass. */
  failing(files: readonly string[]): Promise<string[]>;
  /** Has to be told which files changed. */
  changed(file: string): void;
  close(): Promise<void>;
}

/** One Vitest that stays, so that a run costs what its tests cost. */
export async function createTestRunner(root: string): Promise<TestRunner> {
  const vitest = await createVitest("test", {
    root,
    watch: false,
    reporters: [{}],
    bail: 1,
    // A test that is slow on a busy machine is no test that fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    cache: false,
    maxWorkers: 2,
  });
  const specifications = new Map<string, TestSpecification>();
  for (const specification of await vitest.globTestSpecifications())
    specifications.set(relative(root, specification.moduleId), specification);
  const tests = await Promise.all(
    [...specifications].map(async ([file, { project }]) => ({
      file,
      text: await readFile(join(root, file), "utf8"),
      ownProcess: project.name === "process",
    })),
  );

  async function failing(files: readonly string[]): Promise<string[]> {
    const asked = files.flatMap((file) => specifications.get(file) ?? []);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(asked);
    process.exitCode = 0;
    // Vitest also returns what earlier runs left, and a file that was cut short has no state of its own.
    const failed = testModules
      .filter((module) => module.state() === "failed" || hasFailedTest(module))
      .map(({ moduleId }) => relative(root, moduleId))
      .filter((file) => files.includes(file));
    return failed.length === 0 && unhandledErrors.length > 0 ? [...files] : failed;
  }

  return {
    tests,
    failing,
    changed: (file) => vitest.invalidateFile(join(root, file)),
    close: () => vitest.close(),
  };
}

function hasFailedTest({ children }: TestModule): boolean {
  return !children.allTests("failed").next().done;
}
