import { checkNames } from "../contrast/check-sets.ts";
import type { LabelColumns } from "../contrast/label-columns.ts";
import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf } from "../corpus/feature-names.ts";
import type { Discovery } from "../discover/discover-patterns.ts";
import type { Profile } from "../discover/profiles.ts";
import type { Suspect } from "../localize/suspects.ts";
import { featureText } from "./feature-text.ts";
import { keywordsOf } from "./keywords.ts";
import { leaderboard, type RankedSuspect } from "./leaderboard.ts";
import { bestName, distinctNames, type NameCandidate } from "./name-patterns.ts";
import { patternIds, type EarlierPattern } from "./pattern-ids.ts";
import type { BehaviorPattern, PatternEvidence, PatternSuspect } from "./pattern.ts";

export interface DescribeOptions {
  encoded: Encoded;
  index: FeatureIndex;
  discovery: Discovery;
  columns: LabelColumns;
  /** Per run, best first. */
  suspects: readonly (readonly Suspect[])[];
  /** Patterns of an earlier analysis: a pattern with like evidence keeps its id. */
  previous?: readonly EarlierPattern[];
}

/** Below this overlap over resamples a pattern is marked unstable. */
const stable = 0.5;
const most = 8;

/** Names, sizes, owners and evidence of discovered patterns, ordered by impact. */
export function describePatterns(options: DescribeOptions): BehaviorPattern[] {
  const { discovery, previous } = options;
  const members = discovery.profiles.map((_, k) => runsWhere(discovery.labels, k));
  const keywords = keywordsOf(
    members.map((runs, k) => {
      const clear = clearFeatures(discovery.profiles[k]!, discovery);
      return runs.map((run) => strongestOf(run, discovery).filter((f) => clear.has(f)));
    }),
    options,
  );
  const drafts = discovery.profiles.map((_, k) => draftOf(k, members[k] ?? [], options));
  const ids = patternIds(drafts, previous);
  const labels = distinctNames(
    drafts.map(({ label, failed_check }) => ({ name: label, check: failed_check })),
  );
  return drafts
    .map((draft, k): BehaviorPattern => {
      const label = labels[k] ?? draft.label;
      return {
        id: ids[k] ?? "",
        ...draft,
        label,
        keywords: keywords[k] ?? [],
        summary: summaryOf({ ...draft, label }),
      };
    })
    .toSorted((a, b) => b.impact - a.impact || b.trace_count - a.trace_count);
}

type Draft = Omit<BehaviorPattern, "id" | "keywords" | "summary">;

/** A pattern as far as it can be described without looking at the others. */
function draftOf(k: number, runs: readonly number[], options: DescribeOptions): Draft {
  const { encoded, index, discovery, columns } = options;
  const profile = discovery.profiles[k]!;
  const traces = runs.map((run) => encoded.traces[run]!);
  const textOf = (feature: number) => featureText(encoded, index, feature);
  const ranked = leaderboard(runs, options.suspects, textOf);
  const suspects = ranked.map(({ suspect }) => suspect);
  const severity = mean(traces.map(({ severity_weight }) => severity_weight));
  const prevalence = runs.length / encoded.traces.length;
  const stability = discovery.stability[k] ?? Number.NaN;
  const starts = traces.map(({ started_at }) => started_at).toSorted();
  const named = bestName(nameCandidates(profile, ranked[0], options), suspects[0]);
  return {
    label: named || "behaves unlike the passing runs of its case type",
    trace_count: runs.length,
    prevalence,
    severity,
    impact: prevalence * severity,
    owner: suspects[0]?.agent || ownerOf(profile, options),
    stability: Number.isNaN(stability) ? null : stability,
    unstable: stability < stable,
    p_value: discovery.pValues[k] ?? 1,
    unflagged_count: discovery.resembles.filter((label) => label === k).length,
    failed_check: checkNames(columns.names, profile.checks),
    evidence: evidenceOf(profile, runs, options),
    representatives: representatives(runs, discovery, encoded),
    suspects,
    case_mix: shares(traces.map(({ case_type }) => case_type)),
    outcome_mix: shares(traces.map(({ run_outcome }) => run_outcome)),
    first_seen: starts[0] ?? "",
    last_seen: starts.at(-1) ?? "",
    run_ids: traces.map(({ run_id }) => run_id),
  };
}

/** Sentences about the clearest evidence, and about what speaks against the first suspect. */
function nameCandidates(
  profile: Profile,
  first: RankedSuspect | undefined,
  options: DescribeOptions,
): NameCandidate[] {
  const { encoded, index, discovery } = options;
  const candidate = (f: number, weight: number): NameCandidate => {
    const { family, site } = featureOf(encoded, index, f);
    return { text: featureText(encoded, index, f), family, agent: site.agent, weight };
  };
  const evidence = clearest(profile, discovery).flatMap((position) =>
    twinsOf(discovery.evidence.features[position]!, index).map((f) =>
      candidate(f, clarity(profile, discovery, position)),
    ),
  );
  const most = Math.max(0, ...evidence.map(({ weight }) => weight));
  return first ? [...evidence, candidate(first.feature, first.suspect.coverage * most)] : evidence;
}

/** Features that the same runs show; any of them may say best what it is. */
function twinsOf(feature: number, { twinOf }: FeatureIndex): number[] {
  const twins: number[] = [];
  for (let f = feature; f < twinOf.length; f++) if (twinOf[f] === feature) twins.push(f);
  return twins;
}

/** The features that tell a run's failure apart, one a line: the `contrast` view of a run. */
export function contrastText(
  run: number,
  { encoded, index, discovery }: Pick<DescribeOptions, "encoded" | "index" | "discovery">,
): string {
  return strongestOf(run, discovery)
    .map((feature) => featureText(encoded, index, feature))
    .join("\n");
}

const mostOfARun = 24;

/** The features that set a run apart, strongest first. */
function strongestOf(run: number, { evidence }: Discovery): number[] {
  return evidence.byRun[run]!.toSorted(
    (a, b) => evidence.strength[b]! - evidence.strength[a]! || a - b,
  )
    .slice(0, mostOfARun)
    .map((position) => evidence.features[position]!);
}

function clearFeatures(profile: Profile, discovery: Discovery): ReadonlySet<number> {
  return new Set(
    clearest(profile, discovery).map((position) => discovery.evidence.features[position]!),
  );
}

/** Positions of the evidence that covers most of a pattern, far from chance first. */
function clearest(profile: Profile, discovery: Discovery): number[] {
  const order = profile.top
    .filter((f) => profile.share[f]! >= 0.25)
    .toSorted((a, b) => clarity(profile, discovery, b) - clarity(profile, discovery, a) || a - b);
  return (order.length > 0 ? order : profile.top).slice(0, most);
}

function clarity({ share }: Profile, { evidence }: Discovery, position: number): number {
  return share[position]! * Math.min(3, evidence.strength[position]!);
}

function evidenceOf(
  profile: Profile,
  runs: readonly number[],
  options: DescribeOptions,
): PatternEvidence[] {
  const { index, discovery, encoded, columns } = options;
  const own = new Set(runs);
  return clearest(profile, discovery).map((position) => {
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

function ownerOf(profile: Profile, { discovery, encoded, index }: DescribeOptions): string {
  const first = profile.top[0];
  return first === undefined
    ? ""
    : featureOf(encoded, index, discovery.evidence.features[first]!).site.agent;
}

/** The three runs that fit best; among equals the ones with the lowest ids. */
function representatives(runs: readonly number[], { odds }: Discovery, encoded: Encoded): string[] {
  return runs
    .toSorted((a, b) => odds[b]! - odds[a]! || a - b)
    .slice(0, 3)
    .map((run) => encoded.traces[run]!.run_id);
}

/** What happens, how often, which checks see it, and where to look first. */
function summaryOf({
  label,
  trace_count,
  prevalence,
  failed_check,
  evidence,
  suspects,
  owner,
}: Draft): string {
  const [first] = suspects;
  const best = evidence.find(({ text }) => text === label) ?? evidence[0];
  const runs = `${trace_count} runs (${(100 * prevalence).toFixed(1)}%)`;
  const counts = best
    ? ` It shows in ${best.inside} of them and in ${best.outside} of the ${best.outside_of} other runs.`
    : "";
  const checks = failed_check === "" ? "" : ` Failing: ${failed_check.replaceAll(" + ", ", ")}.`;
  return `${runs}: ${label}.${counts}${checks} ${whereToLook(first, owner, label)}`;
}

function whereToLook(first: PatternSuspect | undefined, owner: string, label: string): string {
  if (!first) return `Inspect ${owner} first.`;
  const { agent, tool, kind, because } = first;
  const step = [agent, tool].filter((name) => name !== "").join(" / ");
  const where =
    kind === "omission"
      ? `what ${agent} leaves out`
      : `${step}${kind === "order" ? ", which comes too early" : ""}`;
  return `Inspect first ${where}${label.startsWith(because) ? "" : `: ${because}`}.`;
}

function runsWhere(labels: Int32Array, wanted: number): number[] {
  return Array.from(labels.keys()).filter((run) => labels[run] === wanted);
}

/** Shares of the values, most frequent first. */
export function shares(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(
    [...counts]
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([value, count]) => [value, count / values.length]),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
