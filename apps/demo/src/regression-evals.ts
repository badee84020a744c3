import { join } from "node:path";
import { TraceId, traceIdOf, writeJson, type EvalCase } from "@loopwright/core";
import { toEvalCases, type Analysis, type RunData, type TraceRow } from "@loopwright/macro-evals";

/** What a reader of an eval may want to know of a case, where the data say it. */
const placeKeys = ["region", "model", "regime", "simulation_date", "agent_version"];

/**
 * Writes `regression_evals.json`: the clearest patterns as evals of the loop's own kind, each with the run that it
 * was written from. `loopwright gate --suite` takes them.
 */
export async function writeRegressionEvals(
  out: string,
  { patterns }: Pick<Analysis, "patterns">,
  data: Pick<RunData, "find">,
): Promise<EvalCase[]> {
  const sources = new Map<string, TraceRow>();
  for (const { representatives } of patterns) {
    const run = representatives[0] === undefined ? undefined : await data.find(representatives[0]);
    if (run) sources.set(run.trace.run_id, run.trace);
  }
  const evals = toEvalCases({
    patterns,
    questionOf: (run) => questionOf(sources.get(run)),
    traceIdOf: (run) => ownTraceId(sources.get(run)) ?? traceIdOf(run),
  });
  await writeJson(join(out, "regression_evals.json"), { evals });
  return evals;
}

function questionOf(trace: TraceRow | undefined): string {
  if (!trace) return "";
  const place = placeKeys.flatMap((key) => {
    const value = trace.attributes[key];
    return value === undefined ? [] : [`${key.replaceAll("_", " ")} ${value}`];
  });
  const kind = trace.case_type.replaceAll("_", " ");
  return `How is a case of type ${kind} handled${place.length > 0 ? ` (${place.join(", ")})` : ""}?`;
}

/** The trace's own id, where it has the form of one. */
function ownTraceId(trace: TraceRow | undefined): string | undefined {
  return TraceId.safeParse(trace?.trace_id.replace(/^trace_/, "")).data;
}
