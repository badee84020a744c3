import type { EvalCase } from "@loopwright/core";
import type { AdmissionReport, EvalReport } from "./admission-report.ts";
import type { CheckExample } from "./example-checks.ts";

/**
 * How many of the wrong answers that admission made does the suite fail? What one eval lets pass is tried on the
 * other evals of the same run, because it is the suite that an answer has to get through.
 */
export async function scoreSuite({
  evals,
  reports,
  checkExample,
}: {
  evals: readonly EvalCase[];
  reports: readonly EvalReport[];
  checkExample: CheckExample;
}): Promise<Omit<AdmissionReport, "checks">> {
  const survivors = reports.flatMap(({ survivors, ...report }) =>
    survivors.map(({ answer }) => ({ answer, report })),
  );
  const caught = await Promise.all(
    survivors.map(async ({ answer, report }) => {
      const siblings = evals.filter(
        (other) =>
          other.eval_id !== report.eval_id && other.source_trace_id === report.source_trace_id,
      );
      const outcomes = await Promise.all(siblings.map((other) => checkExample(other, answer)));
      return outcomes.some(({ outcome }) => outcome === "failed");
    }),
  );
  const mutants = reports.reduce((sum, report) => sum + report.mutants, 0);
  const missed = caught.filter((isCaught) => !isCaught).length;
  return {
    harness_mutants: countHarnessKills(reports),
    evals: [...reports],
    mutants,
    killed: mutants - missed,
    mutation_score: mutants === 0 ? 0 : (mutants - missed) / mutants,
  };
}

/**
 * Answers under a harness that lacks a rule, and how many of them at least one eval fails. All evals of a run were
 * tried on the same answers.
 */
export function countHarnessKills(
  reports: readonly EvalReport[],
): AdmissionReport["harness_mutants"] {
  const killed = new Map<string, boolean>();
  for (const { source_trace_id: trace, harness_mutants: mutants } of reports)
    for (const mutant of mutants) {
      const id = JSON.stringify([trace, mutant.name]);
      killed.set(id, mutant.killed || killed.get(id) === true);
    }
  return { made: killed.size, killed: [...killed.values()].filter(Boolean).length };
}
