import {
  addUsage,
  LoopError,
  noUsage,
  type Diagnosis,
  type HarnessConfig,
  type SpanRecord,
  type Usage,
} from "@loopwright/core";
import { generateObject, type ModelEndpoint } from "@loopwright/core/model";
import { evidenceIn } from "../analysis/analyze-runs.ts";
import { citablesOf, type Citables } from "../evidence/citables.ts";
import { digestOf } from "../evidence/digest.ts";
import { checkRecommendation, type CheckedRecommendation } from "./check-recommendation.ts";
import { DraftDiagnosis, DraftRevision, type DraftRecommendation } from "./draft.ts";
import { countedInsights, joinInsights } from "./insights.ts";
import { optimizerInstructions, renderMaterial, renderRevisionRequest } from "./prompt.ts";
import { settleRecommendations, summaryOf } from "./settle.ts";

export interface DiagnoseOptions {
  endpoint: ModelEndpoint;
  model: string;
  /** What `buildContext` returned, or the same read back from its file. */
  context: readonly SpanRecord[];
  /** The harness that the runs were made with. */
  harness: HarnessConfig;
  signal?: AbortSignal | undefined;
}

/**
 * Compares the evidence with the harness and says what to change first. A model drafts; every reference it
 * cites is then looked up in the raw spans and the harness files. What does not hold goes back to the model
 * once, with the reasons, and is dropped and listed under `refused` when it still does not hold.
 *
 * @throws LoopError `bad_input` when the context holds no run, and what `generateObject` throws
 * @example const { diagnosis } = await diagnose({ endpoint, model: "gpt-5.5", context, harness })
 */
export async function diagnose(
  options: DiagnoseOptions,
): Promise<{ diagnosis: Diagnosis; usage: Usage }> {
  const { context, harness, endpoint } = options;
  const evidence = evidenceIn(context);
  const citables = citablesOf({ evidence, harness });
  const material = renderMaterial({ evidence, harness, digest: digestOf({ evidence, harness }) });

  const draft = await generateObject({
    ...callOf(options, material),
    schema: DraftDiagnosis,
    name: "diagnosis",
  });
  const checked = check(draft.object.recommendations, citables);
  const revision = await revise(options, { material, checked, citables });
  const settled = settleRecommendations(revision.checked);

  const diagnosis: Diagnosis = {
    summary: summaryOf({ evidence, words: draft.object.summary, settled }),
    recommendations: settled.recommendations,
    insights: joinInsights(countedInsights({ evidence, harness }), draft.object.insights),
    refused: settled.refused,
    evidence: settled.evidence,
    harness_version: harness.eval_metadata.version,
    harness_hash: harness.content_hash,
    simulated: endpoint.simulated,
  };
  return { diagnosis, usage: addUsage(draft.usage, revision.usage) };
}

function check(
  drafts: readonly DraftRecommendation[],
  citables: Citables,
): readonly CheckedRecommendation[] {
  return drafts.map((draft) => checkRecommendation({ draft, citables }));
}

/** Sends what does not hold back once; a revised recommendation takes the place of the one with its id. */
async function revise(
  options: DiagnoseOptions,
  given: { material: string; checked: readonly CheckedRecommendation[]; citables: Citables },
): Promise<{ checked: readonly CheckedRecommendation[]; usage: Usage }> {
  const refused = given.checked.filter((one) => one.problems.length > 0);
  if (refused.length === 0) return { checked: given.checked, usage: noUsage };
  const input = renderRevisionRequest({ material: given.material, refused });
  const reply = await askOrNothing(options, input);
  const revised = new Map(
    check(reply.recommendations, given.citables).map((one) => [one.draft.id, one]),
  );
  const checked = given.checked.map((one) =>
    one.problems.length > 0 ? better(one, revised.get(one.draft.id)) : one,
  );
  return { checked, usage: reply.usage };
}

/** A revision that lost its support is worse than a draft that kept some. */
function better(
  draft: CheckedRecommendation,
  revision: CheckedRecommendation | undefined,
): CheckedRecommendation {
  if (!revision) return draft;
  return draft.supported && !revision.supported ? draft : revision;
}

/** A reply that makes no sense costs the revision, not what held already. */
async function askOrNothing(
  options: DiagnoseOptions,
  input: string,
): Promise<DraftRevision & { usage: Usage }> {
  try {
    const { object, usage } = await generateObject({
      ...callOf(options, input),
      schema: DraftRevision,
      name: "revision",
    });
    return { ...object, usage };
  } catch (error) {
    if (error instanceof LoopError && error.code === "model_nonsense")
      return { recommendations: [], usage: noUsage };
    throw error;
  }
}

function callOf({ endpoint, model, signal }: DiagnoseOptions, input: string) {
  return {
    endpoint,
    model,
    instructions: optimizerInstructions,
    input,
    ...(signal ? { signal } : {}),
  };
}
