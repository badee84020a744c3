import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files of more than about ten seconds, the longest first. */
const long = [
  "packages/harness/src/simulated/habits.proc.ts",
  "packages/harness/src/simulated/analyst.proc.ts",
  "tests/docs/commands.proc.ts",
  "tests/end-to-end/handoff-tampered.proc.ts",
  "tests/end-to-end/people.proc.ts",
  "tests/end-to-end/live-wiring.proc.ts",
  "tests/end-to-end/seeded-companies.proc.ts",
  "tests/contract/trace-store-backends.proc.ts",
  "packages/order-swarm/src/run-orders.proc.ts",
  "tests/end-to-end/outside-data.proc.ts",
  "tests/end-to-end/handoff-planted.proc.ts",
  "tests/end-to-end/loop.proc.ts",
  "packages/halo/src/engine/killed.proc.ts",
  "apps/demo/src/command-orders.proc.ts",
  "tests/contract/trace-store-oracle.proc.ts",
  "packages/promptfoo-gate/src/gate.proc.ts",
  "tests/docs/snippets.proc.ts",
];

/** Starts long files first, so that all workers end together. A fresh checkout knows no durations. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = long.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at === -1 ? long.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
