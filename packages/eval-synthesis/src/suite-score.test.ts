import { traceIdOf } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { countHarnessKills } from "./index.ts";

type Report = Parameters<typeof countHarnessKills>[0][number];

function report(label: string, mutants: Record<string, boolean>): Report {
  return {
    eval_id: `${label}-${Object.keys(mutants).join("-")}`,
    source_trace_id: traceIdOf(label),
    kills: [],
    mutants: 0,
    killed: 0,
    survivors: [],
    rewrites: 0,
    false_failures: 0,
    checks: 0,
    harness_mutants: Object.entries(mutants).map(([name, killed]) => ({ name, killed })),
  };
}

describe("countHarnessKills", () => {
  it("counts an answer that several evals of its run were tried on once, as killed when one of them fails it", () => {
    const reports = [
      report("trace-01", { "without citations": false, "without dates": false }),
      report("trace-01", { "without citations": true, "without dates": false }),
    ];
    expect(countHarnessKills(reports)).toEqual({ made: 2, killed: 1 });
  });

  it("keeps the answers of different runs apart", () => {
    const reports = [
      report("trace-01", { "without citations": true }),
      report("trace-02", { "without citations": false }),
    ];
    expect(countHarnessKills(reports)).toEqual({ made: 2, killed: 1 });
  });

  it("counts nothing where no harness was mutated", () => {
    expect(countHarnessKills([report("trace-01", {})])).toEqual({ made: 0, killed: 0 });
  });
});
