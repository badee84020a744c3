import { LoopError, type HarnessConfig, type SpanRecord } from "@loopwright/core";
import { readContext, type ContextEvidence, type TraceEvidence } from "../context/read-context.ts";
import type { DraftRecommendation } from "../diagnosis/draft.ts";
import { toolCallsOf, type ToolCall } from "../evidence/tool-calls.ts";
import { findingsOf } from "./findings.ts";
import { askedOf } from "./judged/asked.ts";
import { judgedProblems } from "./judged/judged-problems.ts";
import { contentWords, isCommonplace } from "./language/words.ts";
import { liftOf, type FeatureLift } from "./lift.ts";
import { wastefulCallsIn } from "./observations/calls.ts";
import { errorsIn } from "./observations/errors.ts";
import type { Observation } from "./observations/observation.ts";
import { effortOf, outliersIn, type RunEffort } from "./observations/outliers.ts";
import { outputIn } from "./observations/output.ts";
import { recordingIn } from "./observations/recording.ts";
import { validationIn } from "./observations/validation.ts";
import { observedProblems } from "./observed-problems.ts";
import { patternProblems } from "./pattern-problems.ts";
import { patternsIn, type RunPattern } from "./patterns.ts";
import { recommend } from "./recommend/recommend.ts";
import { learnLikeness, type Likeness } from "./rules/likeness.ts";
import { rulesOf, type Rule } from "./rules/rules-of.ts";

export interface AnalyzeRunsOptions {
  /** What `buildContext` returned, or the same read back from its file. */
  context: readonly SpanRecord[];
  /** The harness that the runs were made with. */
  harness: HarnessConfig;
}

/** What the evidence shows without any model. */
export interface RunAnalysis {
  /** What was seen in the spans, the same in several runs as one, the most frequent first. */
  patterns: readonly RunPattern[];
  /** What each run cost. */
  efforts: readonly RunEffort[];
  /** Span features against the gate's verdicts, the strongest first. */
  lift: readonly FeatureLift[];
  /** What follows for the harness, best first; none of it has been verified yet. */
  drafts: readonly DraftRecommendation[];
}

/**
 * Analyses runs without a model: errors, wasteful calls, skipped or late validation, missing artifacts, claims
 * without a source, outliers, and failed evals and unmet feedback compared with the harness's own rules. The
 * same context and harness give the same analysis.
 *
 * @throws LoopError `bad_input` when the context holds no run
 * @example const { patterns, drafts } = analyzeRuns({ context, harness })
 */
export function analyzeRuns({ context, harness }: AnalyzeRunsOptions): RunAnalysis {
  return analyzeEvidence({ evidence: evidenceIn(context), harness });
}

/** @throws LoopError `bad_input` when the context holds no run */
export function evidenceIn(context: readonly SpanRecord[]): ContextEvidence {
  const evidence = readContext(context);
  if (evidence.traces.length === 0)
    throw new LoopError("bad_input", "context: it holds no run; build it from exported spans");
  return evidence;
}

export function analyzeEvidence(options: {
  evidence: ContextEvidence;
  harness: HarnessConfig;
}): RunAnalysis {
  const { evidence, harness } = options;
  const { traces } = evidence;
  const calls = new Map(traces.map((trace) => [trace.traceId, toolCallsOf(trace.spans)]));
  const callsOf = (trace: TraceEvidence) => calls.get(trace.traceId) ?? [];
  const observations = [
    ...traces.flatMap((trace) => observe(trace, callsOf(trace), harness)),
    ...outliersIn(traces),
  ];
  const labels = new Map(traces.map(({ traceId, label }) => [traceId, label]));
  const labelOf = (traceId: string) => labels.get(traceId) ?? "";
  const rules = rulesOf(harness);
  const likeness = likenessFor(rules, traces);
  const problems = [
    ...traces.flatMap((trace) => judgedProblems({ trace, harness, likeness })),
    ...observedProblems({ traces, observations, harness }),
    ...patternProblems(evidence),
  ];
  const findings = findingsOf({
    problems,
    asked: traces.flatMap(askedOf),
    rules,
    likeness,
    runs: traces.length,
  });
  return {
    patterns: patternsIn(observations, traces.length),
    efforts: traces.map(effortOf),
    lift: liftOf({ traces, callsOf, observations }),
    drafts: findings.map((finding, index) =>
      recommend({ finding, harness, id: `draft-${index + 1}`, labelOf }),
    ),
  };
}

function observe(
  trace: TraceEvidence,
  calls: readonly ToolCall[],
  harness: HarnessConfig,
): Observation[] {
  const steps = validationIn(trace, calls, harness);
  const broken = steps.filter(({ kind }) => kind === "tool_broken").map(({ key }) => key);
  const others = calls.filter(({ command }) => !broken.some((tool) => command.includes(tool)));
  const errors = errorsIn(trace, others);
  // A run that ended with an error skipped nothing: it never got there.
  const isFailed = errors.some(({ kind }) => kind === "run_failed");
  return [
    ...errors,
    ...wastefulCallsIn(trace, others),
    ...(isFailed ? steps.filter(({ kind }) => kind === "tool_broken") : steps),
    ...(isFailed ? [] : outputIn(trace, harness)),
    ...recordingIn(trace),
  ];
}

/** Words are weighed by how rare they are in the rules and in what people and evals ask for. */
function likenessFor(rules: readonly Rule[], traces: readonly TraceEvidence[]): Likeness {
  const asked = traces.flatMap((trace) => [
    ...trace.evals.flatMap((item) => item.expectedBehavior.split("\n")),
    ...trace.humanFeedback.flatMap((item) => [
      item.summary,
      ...item.requiredObservations,
      ...item.prohibitedClaims,
    ]),
  ]);
  const texts = [...new Set([...rules.map((rule) => rule.text), ...asked])];
  return learnLikeness({ texts, contentWords, isCommonplace });
}
