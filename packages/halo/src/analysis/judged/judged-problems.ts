import type { HarnessConfig } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import type { Problem } from "../problem.ts";
import type { Likeness } from "../rules/likeness.ts";
import { failedEval, undecidedEval } from "./failed-eval.ts";
import { isJudged, unmetFeedback } from "./unmet-feedback.ts";
import { settledByContract } from "./wanted-artifact.ts";

/** What people and the gate found wanting: failed and undecided evals, and wishes of people that went unmet. */
export function judgedProblems(options: {
  trace: TraceEvidence;
  harness: HarnessConfig;
  likeness: Likeness;
}): Problem[] {
  const { trace, harness, likeness } = options;
  const failed = trace.gateRows
    .filter((row) => row.outcome === "failed")
    .map((row) => failedEval(trace, row, likeness));
  const undecided = trace.gateRows
    .filter((row) => row.outcome === "errored")
    .map((row) => undecidedEval(trace, row));
  const unmet = trace.humanFeedback
    .filter((item) => !isJudged(trace, item, likeness))
    .flatMap((item) => unmetFeedback(trace, item, likeness));
  return [...failed, ...undecided, ...unmet].map((problem) => settledByContract(problem, harness));
}
