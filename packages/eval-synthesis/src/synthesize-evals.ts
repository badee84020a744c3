import { addUsage, LoopError, noUsage, type EvalCase, type Usage } from "@loopwright/core";
import { generateObject, type ModelEndpoint } from "@loopwright/core/model";
import { admit, type Admission, type RejectedEval } from "./admit.ts";
import { designInput, designInstructions } from "./design-prompt.ts";
import { DraftSuite } from "./draft.ts";
import { gatherEvidence, type EvidenceInput } from "./evidence.ts";
import type { CheckExample } from "./example-checks.ts";
import { suiteSize, type SuiteSize } from "./suite-size.ts";

export interface SynthesizeEvalsOptions extends EvidenceInput {
  endpoint: ModelEndpoint;
  model: string;
  /** Tries an eval on an answer; give the gate's own engine, so that admission means what the gate means. */
  checkExample: CheckExample;
  signal?: AbortSignal;
}

export interface SynthesizedEvals {
  evals: EvalCase[];
  /** Drafts that were set aside, and why. */
  rejected: RejectedEval[];
  /** Drafts whose examples could not be tried, and why; neither admitted nor found wanting. */
  undecided: RejectedEval[];
  /** How many evals the suite was to have. `evals` holds fewer when admission left fewer. */
  wanted: SuiteSize;
  /** How often the model was asked, 1 to 3. */
  rounds: number;
  usage: Usage;
}

interface Progress {
  admitted: EvalCase[];
  sentBack: RejectedEval[];
  rejected: RejectedEval[];
  undecided: RejectedEval[];
}

/** The first request and two more, for repairs and for evals that are missing. */
const maximumRounds = 3;

/**
 * Has a model write durable evals from runs and feedback, and admits only those that pass their own pass
 * example, fail their own fail example, do not go against human feedback and repeat no other. What is not
 * admitted goes back with the reason, at most twice, and is then set aside in `rejected`.
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
  let progress: Progress = { admitted: [], sentBack: [], rejected: [], undecided: [] };
  let usage = noUsage;
  let rounds = 0;
  while (rounds < maximumRounds && (rounds === 0 || isUnfinished(progress, wanted))) {
    rounds++;
    const reply = await askDesigner(options, designInput({ evidence, size: wanted, ...progress }));
    usage = addUsage(usage, reply.usage);
    const admission = await admit({
      drafts: reply.object.evals,
      evidence,
      present: progress.admitted,
      room: wanted.maximum - progress.admitted.length,
      checkExample: options.checkExample,
    });
    refuseDeadEngine(admission);
    progress = advance(progress, admission);
  }
  const { admitted, sentBack, rejected, undecided } = progress;
  return {
    evals: admitted,
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
