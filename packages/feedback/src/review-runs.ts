import { addUsage, noUsage, type AgentRun, type ModelFeedback, type Usage } from "@loopwright/core";
import {
  generateObject,
  type GenerateObjectOptions,
  type ModelEndpoint,
} from "@loopwright/core/model";
import type { z } from "zod";
import { packBatches } from "./review-batches.ts";
import {
  renderReviewInput,
  reviewInstructions,
  type Artifact,
  type ReviewedRun,
} from "./review-prompt.ts";
import { replySchema, type ReviewReply } from "./review-reply.ts";

export interface ReviewRunsOptions {
  endpoint: ModelEndpoint;
  model: string;
  runs: readonly AgentRun[];
  /** The files that a run left. Left out: the model sees question and answer alone. */
  artifactsOf?: (run: AgentRun) => Promise<readonly Artifact[]>;
  reasoningEffort?: GenerateObjectOptions<z.ZodType>["reasoningEffort"];
  /** Longest text of runs sent in one call. Default 200,000 characters, about 50,000 tokens. */
  maxCharacters?: number;
  signal?: AbortSignal;
}

export interface RunReviews {
  /** One item for each run, in the order of the runs. */
  items: ModelFeedback[];
  usage: Usage;
}

/**
 * Asks a model what it observes in runs: one item for each of them, of the kind `llm_insight`. A reply that names
 * an unknown run, leaves one out or names one twice goes back once with the reason.
 *
 * @throws LoopError `model_nonsense` that names the trace id, `model_refused`, `model_unreachable` or `aborted`
 * @example const { items } = await reviewRuns({ endpoint, model: "gpt-5.5", runs })
 */
export async function reviewRuns(options: ReviewRunsOptions): Promise<RunReviews> {
  const reviewed = await collectArtifacts(options);
  const batches = packBatches(reviewed, options.maxCharacters ?? 200_000);
  const reviews: RunReviews = { items: [], usage: noUsage };
  for (const batch of batches) {
    const { object, usage } = await reviewBatch(options, batch);
    reviews.items.push(...joinRuns(object, batch, reviews.items));
    reviews.usage = addUsage(reviews.usage, usage);
  }
  return reviews;
}

function collectArtifacts({ runs, artifactsOf }: ReviewRunsOptions): Promise<ReviewedRun[]> {
  return Promise.all(
    runs.map(async (run) => ({ run, artifacts: (await artifactsOf?.(run)) ?? [] })),
  );
}

function reviewBatch(options: ReviewRunsOptions, batch: readonly ReviewedRun[]) {
  const { endpoint, model, reasoningEffort, signal } = options;
  return generateObject({
    endpoint,
    model,
    schema: replySchema(batch.map(({ run }) => run)),
    name: "run_reviews",
    instructions: reviewInstructions,
    input: renderReviewInput(batch),
    ...(reasoningEffort ? { reasoningEffort } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** Label and question come from the run record, not from what the model copied. */
function joinRuns(
  reply: ReviewReply,
  batch: readonly ReviewedRun[],
  earlier: readonly ModelFeedback[],
): ModelFeedback[] {
  const taken = new Set(earlier.map(({ insight_id }) => insight_id));
  return batch.flatMap(({ run }) =>
    reply.items
      .filter(({ trace_id }) => trace_id === run.trace_id)
      .map((item) => ({
        insight_id: taken.has(item.insight_id) ? `insight-${run.trace_label}` : item.insight_id,
        trace_id: run.trace_id,
        trace_label: run.trace_label,
        question: run.question,
        source_type: "llm_insight" as const,
        observations: item.observations,
      })),
  );
}
