import { createHash } from "node:crypto";
import { checkNames } from "../contrast/check-sets.ts";
import type { LabelColumns } from "../contrast/label-columns.ts";
import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf } from "../corpus/feature-names.ts";
import type { Discovery } from "../discover/discover-patterns.ts";
import type { Profile } from "../discover/profiles.ts";
import type { Suspect } from "../localize/suspects.ts";
import { classTfIdf } from "./class-tfidf.ts";
import { featureText, siteText } from "./feature-text.ts";
import type { BehaviorPattern, PatternEvidence, PatternSuspect } from "./pattern.ts";

export interface DescribeOptions {
  encoded: Encoded;
  index: FeatureIndex;
  discovery: Discovery;
  columns: LabelColumns;
  /** Per run, best first. */
  suspects: readonly (readonly Suspect[])[];
  /** Patterns of an earlier analysis: a pattern with like evidence keeps its id. */
  previous?: readonly Pick<BehaviorPattern, "id" | "evidence">[];
}

/** Below this overlap over resamples a pattern is marked unstable. */
const stable = 0.5;
const most = 8;

/** Names, sizes, owners and evidence of discovered patterns, ordered by impact. */
export function describePatterns(options: DescribeOptions): BehaviorPattern[] {
  const { encoded, discovery } = options;
  const members = discovery.profiles.map((_, k) => runsWhere(discovery.labels, k));
  const keywords = classTfIdf(members.map((runs) => runs.map((run) => contrastText(run, options))));
  const taken = new Set<string>();
  const patterns = discovery.profiles.map((profile, k): BehaviorPattern => {
    const runs = members[k] ?? [];
    const traces = runs.map((run) => encoded.traces[run]!);
    const evidence = evidenceOf(profile, runs, options);
    const suspects = leaderboard(runs, options.suspects);
    const severity = mean(traces.map(({ severity_weight }) => severity_weight));
    const prevalence = runs.length / encoded.traces.length;
    const stability = discovery.stability[k] ?? Number.NaN;
    const starts = traces.map(({ started_at }) => started_at).toSorted();
    const owner = suspects[0]?.agent || ownerOf(profile, options);
    const label = evidence[0]?.text ?? "pattern";
    return {
      id: idOf(profile, evidence, options, taken),
      label,
      keywords: (keywords[k] ?? []).map(({ word }) => word),
      trace_count: runs.length,
      prevalence,
      severity,
      impact: prevalence * severity,
      owner,
      stability: Number.isNaN(stability) ? null : stability,
      unstable: stability < stable,
      p_value: discovery.pValues[k] ?? 1,
      unflagged_count: discovery.resembles.filter((label) => label === k).length,
      failed_check: checkNames(options.columns.names, profile.checks),
      evidence,
      representatives: representatives(runs, discovery, encoded),
      suspects,
      case_mix: shares(traces.map(({ case_type }) => case_type)),
      outcome_mix: shares(traces.map(({ run_outcome }) => run_outcome)),
      first_seen: starts[0] ?? "",
      last_seen: starts.at(-1) ?? "",
      summary: summaryOf({ runs: runs.length, prevalence, owner, label, suspect: suspects[0] }),
      run_ids: traces.map(({ run_id }) => run_id),
    };
  });
  return patterns.toSorted((a, b) => b.impact - a.impact || b.trace_count - a.trace_count);
}

/** The features that tell a run's failure apart, one a line: the `contrast` view of a run. */
export function contrastText(
  run: number,
  { encoded, index, discovery }: Pick<DescribeOptions, "encoded" | "index" | "discovery">,
): string {
  const { evidence } = discovery;
  return evidence.byRun[run]!.toSorted(
    (a, b) => evidence.strength[b]! - evidence.strength[a]! || a - b,
  )
    .slice(0, 24)
    .map((position) => featureText(encoded, index, evidence.features[position]!))
    .join("\n");
}

function evidenceOf(
  profile: Profile,
  runs: readonly number[],
  options: DescribeOptions,
): PatternEvidence[] {
  const { index, discovery, encoded, columns } = options;
  const own = new Set(runs);
  const order = profile.top
    .filter((f) => profile.share[f]! >= 0.25)
    .toSorted((a, b) => clarity(b) - clarity(a) || a - b);
  function clarity(f: number): number {
    return profile.share[f]! * Math.min(3, discovery.evidence.strength[f]!);
  }
  return (order.length > 0 ? order : profile.top).slice(0, most).map((position) => {
    const f = discovery.evidence.features[position]!;
    let inside = 0;
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++)
      if (own.has(index.run[i]!)) inside++;
    return {
      text: featureText(encoded, index, f),
      inside,
      inside_of: runs.length,
      outside: index.start[f + 1]! - index.start[f]! - inside,
      outside_of: encoded.traces.length - runs.length,
      z: discovery.contrast.z[f]!,
      column: checkNames(columns.names, discovery.contrast.checks[f]!),
    };
  });
}

/** The same evidence gives the same id, whatever the run ids and the order; an earlier id is kept. */
function idOf(
  profile: Profile,
  evidence: readonly PatternEvidence[],
  options: DescribeOptions,
  taken: Set<string>,
): string {
  const texts = new Set(evidence.map(({ text }) => text));
  const known = options.previous?.find(
    (pattern) =>
      !taken.has(pattern.id) &&
      overlap(texts, new Set(pattern.evidence.map(({ text }) => text))) >= 0.3,
  );
  let id =
    known?.id ??
    `pattern-${hash(`${ownSite(profile, options)}|${checkNames(options.columns.names, profile.checks)}`)}`;
  for (let copy = 2; taken.has(id); copy++) id = `${id.split("~")[0]}~${copy}`;
  taken.add(id);
  return id;
}

function ownSite(profile: Profile, { discovery, encoded, index }: DescribeOptions): string {
  const first = profile.top[0];
  if (first === undefined) return "";
  return siteText(featureOf(encoded, index, discovery.evidence.features[first]!).site);
}

function ownerOf(profile: Profile, { discovery, encoded, index }: DescribeOptions): string {
  const first = profile.top[0];
  return first === undefined
    ? ""
    : featureOf(encoded, index, discovery.evidence.features[first]!).site.agent;
}

/** Who ranks first in how many of the runs. */
function leaderboard(
  runs: readonly number[],
  suspects: readonly (readonly Suspect[])[],
): PatternSuspect[] {
  const entries = new Map<
    string,
    { suspect: Suspect; first: number; score: number; seen: number }
  >();
  for (const run of runs)
    for (const suspect of (suspects[run] ?? []).slice(0, 3)) {
      const key = `${suspect.agent}\u0001${suspect.tool}\u0001${suspect.kind}`;
      const entry = entries.get(key) ?? { suspect, first: 0, score: 0, seen: 0 };
      entries.set(key, {
        suspect,
        first: entry.first + (suspect.rank === 1 ? 1 : 0),
        score: entry.score + suspect.score,
        seen: entry.seen + 1,
      });
    }
  return [...entries.values()]
    .toSorted((a, b) => b.first - a.first || b.score - a.score)
    .slice(0, 5)
    .map(({ suspect, first, score, seen }) => ({
      agent: suspect.agent,
      tool: suspect.tool,
      kind: suspect.kind,
      coverage: first / Math.max(1, runs.length),
      mean_score: score / seen,
    }));
}

/** The three runs that fit best; among equals the ones with the lowest ids. */
function representatives(runs: readonly number[], { odds }: Discovery, encoded: Encoded): string[] {
  return runs
    .toSorted((a, b) => odds[b]! - odds[a]! || a - b)
    .slice(0, 3)
    .map((run) => encoded.traces[run]!.run_id);
}

function summaryOf(facts: {
  runs: number;
  prevalence: number;
  owner: string;
  label: string;
  suspect: PatternSuspect | undefined;
}): string {
  const { runs, prevalence, owner, label, suspect } = facts;
  const where = suspect
    ? suspect.kind === "omission"
      ? `Inspect first what ${suspect.agent} leaves out (its last step there: ${suspect.tool || "none"}).`
      : `Inspect first ${[suspect.agent, suspect.tool].filter(Boolean).join(" / ")}${suspect.kind === "order" ? ", which comes too early" : ""}.`
    : `Inspect ${owner} first.`;
  return `${runs} runs (${(100 * prevalence).toFixed(1)}%) share this: ${label}. ${where}`;
}

function runsWhere(labels: Int32Array, wanted: number): number[] {
  return Array.from(labels.keys()).filter((run) => labels[run] === wanted);
}

function shares(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(
    [...counts]
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([value, count]) => [value, count / values.length]),
  );
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const text of a) if (b.has(text)) both++;
  return both / Math.max(1, Math.min(a.size, b.size));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
