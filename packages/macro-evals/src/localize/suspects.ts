import type { Encoded, RunEvents } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { siteAt } from "../corpus/feature-names.ts";
import { familyNumber } from "../corpus/feature.ts";
import { omissionWeights, responsibleAgents } from "./omissions.ts";

/** One step of one run that is worth looking at first. */
export interface Suspect {
  run_id: string;
  rank: number;
  event_id: string;
  agent: string;
  tool: string;
  /** `omission`: the step after which something is missing; `order`: it came too early; else `step`. */
  kind: "step" | "omission" | "order";
  score: number;
  /** Number of the feature that speaks against it, in the feature index. */
  feature: number;
}

export interface LocalizeOptions {
  encoded: Encoded;
  index: FeatureIndex;
  /** Pattern of each run, -1 for none. */
  labels: Int32Array;
  /** Per run, further patterns that it shows. */
  further?: readonly (readonly number[])[];
  patternCount: number;
  /** Suspects kept per run. Default 10. */
  depth?: number;
}

/**
 * Ranks the steps of each assigned run. A feature speaks against the step that shows it first: by how much
 * commoner it is within the pattern than outside, times how much of the pattern it covers. What is missing speaks
 * against the last step of the agent that should have acted or handed over. Among steps that are about equally
 * suspicious the earliest comes first: later ones can be its consequences.
 */
export function rankSuspects(options: LocalizeOptions): Suspect[][] {
  const { encoded, labels, further = [], depth = 10 } = options;
  const patternsOf = Array.from(labels, (label, run) =>
    label < 0 ? [] : [label, ...(further[run] ?? [])],
  );
  const found = scoreSteps(options, patternsOf);
  return patternsOf.map((patterns, run) => {
    const { ids, agent, site } = encoded.events[run]!;
    const lists = patterns.map((pattern) => inOrder(found[run]!.get(pattern) ?? new Map(), depth));
    let least = Infinity;
    return inTurn(lists)
      .slice(0, depth)
      .map(([event, { score, kind, feature }], i) => ({
        run_id: encoded.traces[run]!.run_id,
        rank: i + 1,
        event_id: ids[event]!,
        agent: encoded.agents[agent[event]!] ?? "",
        tool: siteAt(encoded, site[event]!).name,
        kind,
        score: (least = Math.min(least, score)),
        feature,
      }));
  });
}

interface Charge {
  score: number;
  kind: Suspect["kind"];
  feature: number;
}

/** Per run and pattern: the strongest charge against each event. */
function scoreSteps(
  options: LocalizeOptions,
  patternsOf: readonly (readonly number[])[],
): Map<number, Map<number, Charge>>[] {
  const { encoded, index } = options;
  const weight = patternWeights(options);
  const responsible = responsibleAgents(encoded);
  const missingWeight = omissionWeights(encoded, index);
  const roles = Float64Array.from(encoded.sites, (_, site) => roleWeight(encoded, site));
  const found = patternsOf.map(
    (patterns) => new Map(patterns.map((pattern) => [pattern, new Map<number, Charge>()])),
  );
  for (let f = 0; f < index.count; f++) {
    if (weight.every((ofPattern) => ofPattern[f]! <= 0)) continue;
    const family = index.family[f]!;
    const omission = family === familyNumber.lacks || family === familyNumber.without;
    const kind = omission ? "omission" : family === familyNumber.before ? "order" : "step";
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) {
      const run = index.run[i]!;
      for (const pattern of patternsOf[run]!) {
        if (weight[pattern]![f]! <= 0) continue;
        const event = omission ? responsible(run, index.a[f]!) : index.event[i]!;
        if (event < 0) continue;
        const score =
          weight[pattern]![f]! *
          (omission
            ? missingWeight(run, index.a[f]!, f)
            : stepWeight(encoded.events[run]!, event, roles));
        const charges = found[run]!.get(pattern)!;
        const known = charges.get(event);
        if (!known || score > known.score) charges.set(event, { score, kind, feature: f });
      }
    }
  }
  found.forEach((patterns, run) => {
    for (const charges of patterns.values()) preferReplacements(charges, run, options);
  });
  return found;
}

/** An act that is rare by itself tells more than what its agent left out for it, when it speaks nearly as clearly. */
const nearlyAsClear = 0.7;

function preferReplacements(
  charges: Map<number, Charge>,
  run: number,
  { encoded, index }: LocalizeOptions,
): void {
  const { agent, acts } = encoded.events[run]!;
  const ofAgent = new Map<number, number>();
  for (const [event, { score, feature }] of charges)
    if (acts[event] && rareByItself.has(index.family[feature]!))
      ofAgent.set(agent[event]!, Math.max(score, ofAgent.get(agent[event]!) ?? 0));
  for (const [event, charge] of charges) {
    const replaced = ofAgent.get(agent[event]!) ?? 0;
    if (charge.kind === "omission" && replaced >= nearlyAsClear * charge.score)
      charges.set(event, { ...charge, score: Math.min(charge.score, 0.95 * replaced) });
  }
}

const rareByItself: ReadonlySet<number> = new Set([familyNumber.does, familyNumber.unusual]);

/** The best of each list, then the second of each, and so on; an event that came before is left out. */
function inTurn(lists: readonly (readonly [number, Charge][])[]): [number, Charge][] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const seen = new Set<number>();
  return Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list): [number, Charge][] => (list[i] ? [list[i]] : [])),
  )
    .flat()
    .filter(([event]) => !seen.has(event) && seen.add(event));
}

/** What was done weighs more than what was looked up or where control went. */
function stepWeight({ acts, site }: RunEvents, event: number, roles: Float64Array): number {
  return acts[event] ? 1 : roles[site[event]!]!;
}

function roleWeight(encoded: Encoded, site: number): number {
  const { kind } = siteAt(encoded, site);
  return kind === "function" ? 0.8 : kind === "handoff" ? 0.75 : 0.65;
}

/** Scores within this share of the best count as equal; the earlier step wins. */
const tie = 0.9;

function inOrder(found: ReadonlyMap<number, Charge>, most: number): [number, Charge][] {
  const left = [...found].toSorted(([a, x], [b, y]) => y.score - x.score || a - b);
  const ordered: [number, Charge][] = [];
  while (left.length > 0 && ordered.length < most) {
    const { score: best, kind } = left[0]![1];
    let pick = 0;
    // An omission stands at the last step of its agent: what came before it is no cause of it.
    if (kind !== "omission")
      left.forEach(([event, charge], i) => {
        if (charge.score >= tie * best && event < left[pick]![0]) pick = i;
      });
    ordered.push(...left.splice(pick, 1));
  }
  return ordered;
}

/** Per pattern and feature: share within x ln(share within / share outside); 0 where it says little. */
function patternWeights({ index, labels, patternCount, encoded }: LocalizeOptions): Float64Array[] {
  const size = new Int32Array(patternCount);
  for (const label of labels) if (label >= 0) size[label]!++;
  const n = encoded.traces.length;
  const weights = Array.from({ length: patternCount }, () => new Float64Array(index.count));
  const own = new Int32Array(patternCount);
  for (let f = 0; f < index.count; f++) {
    own.fill(0);
    const total = index.start[f + 1]! - index.start[f]!;
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) {
      const label = labels[index.run[i]!]!;
      if (label >= 0) own[label]!++;
    }
    for (let k = 0; k < patternCount; k++) {
      const count = own[k]!;
      if (count < 2) continue;
      const share = (count + 0.3) / (size[k]! + 0.6);
      const elsewhere = (total - count + 0.3) / (n - size[k]! + 0.6);
      const odds = Math.log(share / elsewhere);
      if (odds > 0.7) weights[k]![f] = share * odds;
    }
  }
  return weights;
}
