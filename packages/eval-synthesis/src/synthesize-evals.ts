import { addUsage, LoopError, noUsage, type EvalCase, type Usage } from "@loopwright/core";
import { generateObject, type ModelEndpoint } from "@loopwright/core/model";
import type { AdmissionReport, EvalReport } from "./admission-report.ts";
import { admit, type Admission, type RejectedEval } from "./admit.ts";
import { designInput, designInstructions } from "./design-prompt.ts";
import { DraftSuite } from "./draft.ts";
import { gatherEvidence, type EvidenceInput } from "./evidence.ts";
import type { CheckExample } from "./example-checks.ts";
import { scoreSuite } from "./suite-score.ts";
import { suiteSize, type SuiteSize } from "./suite-size.ts";
import type { RunHarnessMutants } from "./trials.ts";

export interface SynthesizeEvalsOptions extends EvidenceInput {
  endpoint: ModelEndpoint;
  model: string;
  /** Tries an eval on an answer; give the gate's own engine, so that admission means what the gate means. */
  checkExample: CheckExample;
  /** Evals admitted earlier; a draft that repeats one of them is not admitted. */
  suite?: readonly EvalCase[];
  /** Answers known to be right; the evals of their runs have to pass them. */
  references?: readonly { trace_id: string; answer: string }[];
  /** Asks the agent again with rules taken out of its harness; evals are tried on what it answers. */
  runHarnessMutants?: RunHarnessMutants;
  /** How often the own examples of a judged eval are tried. Default 3. */
  repeats?: number;
  /** Most wrong answers that one operator makes of one right answer. Default 2. */
  mutantsPerOperator?: number;
  signal?: AbortSignal;
}

export interface SynthesizedEvals {
  evals: EvalCase[];
  /** Drafts that were set aside, and why. */
  rejected: RejectedEval[];
  /** Drafts whose examples could not be tried, and why; neither admitted nor found wanting. */
  undecided: RejectedEval[];
  /** What the admitted evals have shown: wrong answers that they fail, right ones that they pass, and the cost. */
  report: AdmissionReport;
  /** How many evals the suite was to have. `evals` holds fewer when admission left fewer. */
  wanted: SuiteSize;
  /** How often the model was asked, 1 to 3. */
  rounds: number;
  usage: Usage;
}

interface Progress {
  admitted: EvalCase[];
  reports: EvalReport[];
  sentBack: RejectedEval[];
  rejected: RejectedEval[];
  undecided: RejectedEval[];
}

/** The first request and two more, for repairs and for evals that are missing. */
const maximumRounds = 3;

/**
 * Has a model write durable evals from runs and feedback, and admits only those that have shown that they can tell
 * good from bad: each passes its own pass example, answers known to be right and equivalent rewrites of them; fails
 * its own fail example and at least one wrong answer made of a right one; does not go against human feedback; rests
 * on no accident of one trace; and repeats no other. What is not admitted goes back with the reason, at most twice,
 * and is then set aside in `rejected`.
 *
 * @throws LoopError `bad_input` when no run has feedback; `engine` when no example could be tried; and what
 * the model call throws
 * @example
 * const { evals, rejected } = await synthesizeEvals({
 *   endpoint, model: "gpt-5.5", runs, humanFeedback, modelFeedback, checkExample: createExampleChecker(gate),
 * });
 */
export async function synthesizeEvals(options: SynthesizeEvalsOptions): Promise<SynthesizedEvals> {
  const evidence = gatherEvidence(options);
  const wanted = suiteSize(options.runs.length);
  const engine = counted(options.checkExample);
  const references = answersByTrace(options.references ?? []);
  const runHarnessMutants = options.runHarnessMutants && askOnce(options.runHarnessMutants);
  let progress: Progress = {
    admitted: [],
    reports: [],
    sentBack: [],
    rejected: [],
    undecided: [],
  };
  let usage = noUsage;
  let rounds = 0;
  while (rounds < maximumRounds && (rounds === 0 || isUnfinished(progress, wanted))) {
    rounds++;
    const reply = await askDesigner(options, designInput({ evidence, size: wanted, ...progress }));
    usage = addUsage(usage, reply.usage);
    const admission = await admit({
      drafts: reply.object.evals,
      evidence,
      present: [...(options.suite ?? []), ...progress.admitted],
      room: wanted.maximum - progress.admitted.length,
      checkExample: engine.checkExample,
      references,
      runHarnessMutants,
      repeats: options.repeats ?? 3,
      mutantsPerOperator: options.mutantsPerOperator ?? 2,
    });
    refuseDeadEngine(admission);
    progress = advance(progress, admission);
  }
  const { admitted, reports, sentBack, rejected, undecided } = progress;
  const score = await scoreSuite({ evals: admitted, reports, checkExample: engine.checkExample });
  return {
    evals: admitted,
    report: { ...score, checks: engine.checks() },
    rejected: [...rejected, ...sentBack],
    undecided,
    wanted,
    rounds,
    usage,
  };
}

function askDesigner({ endpoint, model, signal }: SynthesizeEvalsOptions, input: string) {
  return generateObject({
    endpoint,
    model,
    schema: DraftSuite,
    name: "eval_suite",
    instructions: designInstructions,
    input,
    ...(signal ? { signal } : {}),
  });
}

/** Worth another request: something to repair, or too few evals, and room for more. */
function isUnfinished({ admitted, sentBack }: Progress, wanted: SuiteSize): boolean {
  if (admitted.length >= wanted.maximum) return false;
  return sentBack.length > 0 || admitted.length < wanted.minimum;
}

/** A draft that was sent back and did not return is set aside with the reason it was given. */
function advance(progress: Progress, admission: Admission): Progress {
  const returned = new Set(
    [
      ...admission.admitted,
      ...[...admission.flawed, ...admission.undecided].map((r) => r.eval),
    ].map(({ eval_id }) => eval_id.trim()),
  );
  const dropped = progress.sentBack.filter(
    ({ eval: draft }) => !returned.has(draft.eval_id.trim()),
  );
  return {
    admitted: [...progress.admitted, ...admission.admitted],
    reports: [...progress.reports, ...admission.reports],
    sentBack: admission.flawed,
    rejected: [...progress.rejected, ...dropped],
    undecided: [...progress.undecided, ...admission.undecided],
  };
}

/** Asking for other evals cannot mend an engine that decides nothing. */
function refuseDeadEngine({ admitted, flawed, undecided }: Admission): void {
  const [first] = undecided;
  if (!first || admitted.length + flawed.length > 0) return;
  throw new LoopError(
    "engine",
    `none of the ${undecided.length} evals could be tried on its own examples: ${first.reason}`,
  );
}

/** The same check, with account kept of how often it is asked. */
function counted(checkExample: CheckExample): { checkExample: CheckExample; checks: () => number } {
  let checks = 0;
  return {
    checkExample: (evalCase, answer) => {
      checks++;
      return checkExample(evalCase, answer);
    },
    checks: () => checks,
  };
}

function answersByTrace(
  answers: readonly { trace_id: string; answer: string }[],
): Map<string, string[]> {
  const byTrace = new Map<string, string[]>();
  for (const { trace_id, answer } of answers)
    byTrace.set(trace_id, [...(byTrace.get(trace_id) ?? []), answer]);
  return byTrace;
}

/** Agent runs are dear: all evals of a run share its harness mutants. */
function askOnce(runHarnessMutants: RunHarnessMutants): RunHarnessMutants {
  const asked = new Map<string, ReturnType<RunHarnessMutants>>();
  return (run) => {
    const answers = asked.get(run.trace_id) ?? runHarnessMutants(run);
    asked.set(run.trace_id, answers);
    return answers;
  };
}
