import { adjustForDiscoveries } from "@loopwright/core/statistics";
import type { TraceEvidence } from "../context/read-context.ts";
import { pathsIn, type ToolCall } from "../evidence/tool-calls.ts";
import type { Observation } from "./observations/observation.ts";

/** How much more often a feature of the spans is seen in runs with a failed eval than in runs without one. */
export interface FeatureLift {
  /** What was seen, such as `opened customers.csv` or `validation_skipped check_totals`. */
  feature: string;
  failing: { with: number; total: number };
  passing: { with: number; total: number };
  /** Share among failing runs over share among passing runs, each with half a run added. */
  lift: number;
  /** Fisher's exact test, two-sided, adjusted for the number of features (Benjamini-Hochberg). */
  pValue: number;
}

/** Features of judged runs against their verdicts, the strongest first. Runs that were not judged are left out. */
export function liftOf(options: {
  traces: readonly TraceEvidence[];
  callsOf: (trace: TraceEvidence) => readonly ToolCall[];
  observations: readonly Observation[];
}): FeatureLift[] {
  const judged = options.traces.filter((trace) => trace.gateRows.some(isDecided));
  const failing = new Set(judged.filter(hasFailed).map((trace) => trace.traceId));
  if (failing.size === 0 || failing.size === judged.length) return [];
  const runsWith = featuresOf(judged, options);
  const passing = judged.length - failing.size;
  const rows = [...runsWith]
    .map(([feature, runs]) => {
      const bad = [...runs].filter((id) => failing.has(id)).length;
      return { feature, bad, good: runs.size - bad };
    })
    .filter(({ bad, good }) => bad + good < judged.length);
  const adjusted = adjustForDiscoveries(
    rows.map(({ bad, good }) => fisherExact(bad, failing.size, good, passing)),
  );
  return rows
    .map(({ feature, bad, good }, index) => ({
      feature,
      failing: { with: bad, total: failing.size },
      passing: { with: good, total: passing },
      lift: (bad + 0.5) / (failing.size + 1) / ((good + 0.5) / (passing + 1)),
      pValue: adjusted[index] ?? 1,
    }))
    .toSorted((a, b) => a.pValue - b.pValue || b.lift - a.lift);
}

function featuresOf(
  judged: readonly TraceEvidence[],
  { callsOf, observations }: Parameters<typeof liftOf>[0],
): Map<string, Set<string>> {
  const ids = new Set(judged.map((trace) => trace.traceId));
  const runsWith = new Map<string, Set<string>>();
  const add = (feature: string, traceId: string) =>
    runsWith.set(feature, (runsWith.get(feature) ?? new Set()).add(traceId));
  for (const trace of judged)
    for (const call of callsOf(trace)) {
      add(`called ${call.tool}`, trace.traceId);
      for (const path of pathsIn(call.command)) add(`opened ${path}`, trace.traceId);
    }
  for (const { kind, key, traceId } of observations)
    if (ids.has(traceId)) add(`${kind} ${key}`, traceId);
  return runsWith;
}

function isDecided({ outcome }: { outcome: string }): boolean {
  return outcome !== "errored";
}

function hasFailed(trace: TraceEvidence): boolean {
  return trace.gateRows.some((row) => row.outcome === "failed");
}

/**
 * Two-sided p-value of a two-by-two table: the chance of tables as unlikely as this one or more so.
 *
 * @source R. A. Fisher, "Statistical methods for research workers", 1934
 */
export function fisherExact(a: number, aTotal: number, b: number, bTotal: number): number {
  const total = aTotal + bTotal;
  const withFeature = a + b;
  const logChance = (x: number) =>
    logChoose(aTotal, x) + logChoose(bTotal, withFeature - x) - logChoose(total, withFeature);
  const low = Math.max(0, withFeature - bTotal);
  const high = Math.min(aTotal, withFeature);
  const seen = logChance(a);
  let sum = 0;
  for (let x = low; x <= high; x++) if (logChance(x) <= seen + 1e-9) sum += Math.exp(logChance(x));
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const factorials = [0];
function logFactorial(n: number): number {
  for (let i = factorials.length; i <= n; i++)
    factorials.push((factorials[i - 1] ?? 0) + Math.log(i));
  return factorials[n] ?? 0;
}
