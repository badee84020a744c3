import {
  addUsage,
  HumanFeedback,
  ModelFeedback,
  readJsonl,
  writeJson,
  type EvalCase,
} from "@loopwright/core";
import {
  countHarnessKills,
  mergeSuites,
  synthesizeEvals,
  type SynthesizedEvals,
  type SynthesizeEvalsOptions,
} from "@loopwright/eval-synthesis";
import { createExampleChecker } from "@loopwright/promptfoo-gate";
import { askWithoutRules } from "./harness-mutants.ts";
import { completedRuns } from "./run-questions.ts";
import type { Loop } from "./stage.ts";

/** The evals stage: a suite in which everything that people said has an eval, as far as admission lets it. */
export async function writeEvals(loop: Loop): Promise<string> {
  const { paths, models, gate, signal } = loop;
  const runs = await completedRuns(paths);
  const humanFeedback = await readJsonl(paths.humanFeedback, HumanFeedback);
  const suite = await hearEveryone({
    endpoint: models.endpoint,
    model: models.names.evalGeneration,
    runs,
    humanFeedback,
    modelFeedback: await readJsonl(paths.modelFeedback, ModelFeedback),
    checkExample: createExampleChecker(gate, { signal }),
    runHarnessMutants: await askWithoutRules(loop, runs, humanFeedback),
    signal,
  });
  const { evals, rejected, undecided, report } = suite;
  await writeJson(paths.suite, { evals });
  await writeJson(paths.rejectedEvals, { rejected, undecided });
  await writeJson(paths.admission, report);
  return describe(suite, unheard(humanFeedback, evals));
}

/**
 * One suite is small enough to be read. What people said beyond it gets a suite of its own, and so on, until all is
 * heard or admission takes no more; then the suites become one.
 */
async function hearEveryone(options: SynthesizeEvalsOptions): Promise<SynthesizedEvals> {
  let suite = await synthesizeEvals(options);
  for (;;) {
    const open = unheard(options.humanFeedback, suite.evals);
    if (open.length === 0) return suite;
    const runs = options.runs.filter((run) =>
      open.some(({ trace_id }) => trace_id === run.trace_id),
    );
    if (runs.length === 0) return suite;
    const more = await synthesizeEvals({
      ...options,
      runs,
      humanFeedback: open,
      modelFeedback: [],
    });
    suite = joined(suite, more);
    if (unheard(open, suite.evals).length === open.length) return suite;
  }
}

/** Feedback of people that no eval was written from. */
function unheard(feedback: readonly HumanFeedback[], evals: readonly EvalCase[]): HumanFeedback[] {
  const heard = new Set(
    evals.flatMap(({ source_feedback_ids, also_from = [] }) => [
      ...source_feedback_ids,
      ...also_from.flatMap((other) => other.source_feedback_ids),
    ]),
  );
  return feedback.filter(({ feedback_id }) => !heard.has(feedback_id));
}

function joined(first: SynthesizedEvals, more: SynthesizedEvals): SynthesizedEvals {
  const { evals, merged, renamed } = mergeSuites([first.evals, more.evals]);
  const newName = new Map(renamed.map(({ from, to }) => [from, to]));
  const gone = new Set(merged.map(({ eval_id }) => eval_id));
  const reports = more.report.evals
    .filter(({ eval_id }) => !gone.has(eval_id))
    .map((report) => ({ ...report, eval_id: newName.get(report.eval_id) ?? report.eval_id }));
  const all = [...first.report.evals, ...reports];
  const total = (count: "mutants" | "killed" | "checks") =>
    first.report[count] + more.report[count];
  const [mutants, killed] = [total("mutants"), total("killed")];
  return {
    evals,
    rejected: withoutRepeats([...first.rejected, ...more.rejected]),
    undecided: withoutRepeats([...first.undecided, ...more.undecided]),
    report: {
      evals: all,
      mutants,
      killed,
      mutation_score: mutants === 0 ? 0 : killed / mutants,
      harness_mutants: countHarnessKills(all),
      checks: total("checks"),
    },
    wanted: first.wanted,
    rounds: first.rounds + more.rounds,
    usage: addUsage(first.usage, more.usage),
  };
}

/** A draft that was turned down twice is listed with what was said last. */
function withoutRepeats(turnedDown: SynthesizedEvals["rejected"]): SynthesizedEvals["rejected"] {
  return [...new Map(turnedDown.map((one) => [one.eval.eval_id, one])).values()];
}

function describe(
  { evals, rejected, undecided, wanted, report }: SynthesizedEvals,
  left: readonly HumanFeedback[],
): string {
  const doubt = undecided.length > 0 ? `, ${undecided.length} that could not be tried` : "";
  const few = evals.length < wanted.minimum ? `; at least ${wanted.minimum} were asked for` : "";
  const silent =
    left.length > 0
      ? `; no eval holds what ${left.map(({ feedback_id }) => feedback_id).join(", ")} said`
      : "";
  const score = `mutation score ${(100 * report.mutation_score).toFixed(1)}%`;
  const { made, killed } = report.harness_mutants;
  const ofHarness = made > 0 ? `, ${killed} of ${made} answers without a rule failed` : "";
  return `${evals.length} admitted, ${rejected.length} set aside${doubt}${few}${silent}; ${score}${ofHarness}`;
}
