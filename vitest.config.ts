import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./scripts/long-first.ts";

// Tests import the packages' sources, so that nothing has to be built to run them.
const conditions = ["@loopwright/source"];
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } };
const exclude = ["**/node_modules/**", "**/dist/**"];

// The command line is started a hundred times from its sources: Node then reads and compiles them once.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/compiled", import.meta.url),
);

export default defineConfig({
  ...resolution,
  test: {
    reporters: ["default", "./scripts/tally-reporter.ts"],
    sequence: { sequencer: LongFirst },
    projects: [
      {
        ...resolution,
        test: {
          name: "unit",
          include: ["{packages,apps}/*/src/**/*.test.ts", "{tests,scripts}/**/*.test.ts"],
          exclude,
          pool: "threads",
          isolate: false,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Tests that touch process-wide state: environment, child processes, the global trace provider.
        ...resolution,
        test: {
          name: "process",
          include: ["{packages,apps}/*/src/**/*.proc.ts", "tests/**/*.proc.ts"],
          exclude,
          globalSetup: "./tests/end-to-end/shared-folder.ts",
          pool: "forks",
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
