import { createHash } from "node:crypto";
import type { Diagnosis, HarnessConfig, SpanRecord, Usage } from "@loopwright/core";
import type { TraceStore } from "@loopwright/trace-store";
import { user, type ModelProvider } from "@openai/agents";
import { analyzeEvidence, evidenceIn } from "../analysis/analyze-runs.ts";
import {
  checkRecommendation,
  type CheckedRecommendation,
} from "../diagnosis/check-recommendation.ts";
import type { DraftRecommendation } from "../diagnosis/draft.ts";
import {
  analysisInsights,
  countedInsights,
  joinInsights,
  noInsights,
} from "../diagnosis/insights.ts";
import { settleRecommendations, summaryOf } from "../diagnosis/settle.ts";
import { citablesOf, type Citables } from "../evidence/citables.ts";
import { quotedAlone } from "../evidence/delimit.ts";
import { createBudget, defaultLimits, type EngineLimits, type EnginePrices } from "./budget.ts";
import { createEvents, type EngineEvent } from "./events.ts";
import { mergeWithAnalysis, type FinalAnswer } from "./final-answer.ts";
import { memoryJournal, type EngineJournal } from "./journal.ts";
import { journaledProvider } from "./journaled-provider.ts";
import { createCrew } from "./run-agents.ts";

export interface DiagnoseWithAgentOptions {
  /** The Agents SDK's provider of models. */
  modelProvider: ModelProvider;
  model: string;
  /** Whether scripted models stand behind the provider. */
  simulated: boolean;
  /** Answers about the context's spans; `openContextStore(context)` does so without their secrets. */
  store: TraceStore;
  /** The same context as records: what claims are checked against. */
  context: readonly SpanRecord[];
  harness: HarnessConfig;
  /** With it, agents may read the folder's git history. */
  harnessDir?: string | undefined;
  /** Finished model calls of an earlier, killed attempt are taken from here. Default: none are kept. */
  journal?: EngineJournal | undefined;
  limits?: Partial<EngineLimits>;
  prices?: EnginePrices | undefined;
  /** Turns of each agent. Default 20. */
  maximumTurns?: number;
  /** How deep agents may delegate; 0 forbids it. Default 2. */
  maximumDepth?: number;
  /** Agents at a time on each depth. Default 4. */
  maximumParallel?: number;
  onEvent?: ((event: EngineEvent) => void) | undefined;
  now?: () => number;
  signal?: AbortSignal | undefined;
}

export interface AgentDiagnosis {
  diagnosis: Diagnosis;
  usage: Usage;
  /** Model calls that the journal answered. */
  replayed: number;
  /** Why the agent handed in nothing, so that the analysis stands alone. */
  trouble?: string;
}

/**
 * Lets a trace-reading agent diagnose: it reads spans, evidence and harness by tools, may delegate, and words and
 * ranks on top of the analysis that needs no model. Every claim is looked up; what does not hold goes back to the
 * agent once, and is dropped and listed when it still does not hold. When the agent fails or its budget ends,
 * the analysis stands.
 *
 * @throws LoopError `bad_input` when the context holds no run, `model_refused` or `model_unreachable` when the
 *   provider fails (what was finished is in the journal); the signal's reason when it was aborted
 * @example
 * const store = await openContextStore(context);
 * const { diagnosis } = await diagnoseWithAgent({ modelProvider, model, simulated, store, context, harness });
 */
export async function diagnoseWithAgent(
  options: DiagnoseWithAgentOptions,
): Promise<AgentDiagnosis> {
  const { context, harness, store, journal = memoryJournal(), signal } = options;
  const now = options.now ?? (() => performance.now());
  const evidence = evidenceIn(context);
  const analysis = analyzeEvidence({ evidence, harness });
  const citables = citablesOf({ evidence, harness });
  const emit = createEvents(options.onEvent);
  const budget = createBudget({
    limits: { ...defaultLimits, ...options.limits },
    prices: options.prices,
    now,
  });
  let replayed = 0;
  let usage: Usage = { requests: 0, input_tokens: 0, output_tokens: 0 };
  const provider = journaledProvider({
    provider: options.modelProvider,
    journal,
    budget: {
      ...budget,
      addCall: (one, milliseconds) => {
        usage = {
          requests: usage.requests + 1,
          input_tokens: usage.input_tokens + one.input_tokens,
          output_tokens: usage.output_tokens + one.output_tokens,
        };
        budget.addCall(one, milliseconds);
      },
    },
    onReplay: () => void (replayed += 1),
    now,
  });
  const maximumTurns = options.maximumTurns ?? 20;
  const crew = createCrew({
    provider,
    model: options.model,
    store,
    evidence,
    analysis,
    harness,
    harnessDir: options.harnessDir,
    budget,
    emit,
    maximumTurns,
    maximumDepth: options.maximumDepth ?? 2,
    maximumParallel: options.maximumParallel ?? 4,
    signal,
  });

  const root = await crew.runRoot(
    "Diagnose the harness from the traces of its runs.",
    maximumTurns,
  );
  const first = check(root.answer, analysis.drafts, citables);
  const failing = first.filter((one) => one.problems.length > 0);
  const second =
    root.answer && failing.length > 0
      ? await crew.runRoot([...root.history, user(renderProblems(failing))], 4)
      : undefined;
  const checked = second?.answer
    ? keepBetter(first, check(second.answer, analysis.drafts, citables))
    : first;

  const settled = settleRecommendations(checked);
  const counted = analysisInsights(countedInsights({ evidence, harness }), analysis);
  const words =
    root.answer?.summary ??
    `The agent handed in nothing${root.trouble === undefined ? "" : ` (${root.trouble})`}; this is the analysis alone.`;
  return {
    diagnosis: {
      summary: summaryOf({ evidence, words, settled }),
      recommendations: settled.recommendations,
      insights: joinInsights(counted, root.answer?.insights ?? noInsights),
      refused: settled.refused,
      evidence: settled.evidence,
      harness_version: harness.eval_metadata.version,
      harness_hash: harness.content_hash,
      simulated: options.simulated,
    },
    usage,
    replayed,
    ...(root.trouble === undefined ? {} : { trouble: root.trouble }),
  };
}

/** What a diagnosis depends on; a journal of another one is of no use to it. */
export function journalIdentity(options: {
  context: readonly SpanRecord[];
  harness: HarnessConfig;
  model: string;
}): string {
  const { context, harness, model } = options;
  const hash = createHash("sha256").update(`${model}\n${harness.content_hash}\n`);
  for (const span of context) hash.update(JSON.stringify(span));
  return hash.digest("hex");
}

function check(
  answer: FinalAnswer | undefined,
  drafts: readonly DraftRecommendation[],
  citables: Citables,
): CheckedRecommendation[] {
  const merged = answer ? mergeWithAnalysis(answer, drafts) : drafts;
  return merged.map((draft) => checkRecommendation({ draft, citables }));
}

/** The mended version counts unless it lost what the first one proved. */
function keepBetter(
  first: readonly CheckedRecommendation[],
  second: readonly CheckedRecommendation[],
): CheckedRecommendation[] {
  const problems = (checked: readonly CheckedRecommendation[]) =>
    checked.reduce((sum, one) => sum + one.problems.length, 0);
  const supported = (checked: readonly CheckedRecommendation[]) =>
    checked.filter((one) => one.supported).length;
  const mended = problems(second) < problems(first) && supported(second) >= supported(first);
  return [...(mended ? second : first)];
}

function renderProblems(failing: readonly CheckedRecommendation[]): string {
  const lines = failing.flatMap(({ draft, problems }) =>
    problems.map((problem) => `${draft.id} (${draft.title}): ${problem}`),
  );
  return [
    "Some of your evidence could not be found. Mend or leave out what is listed, and hand in the whole once more by final_answer.",
    quotedAlone("what does not hold", lines.join("\n")),
  ].join("\n\n");
}
