import type { LabelRow } from "./bundle/read-labels.ts";
import type { NormalizedRun } from "./bundle/records.ts";
import { contrast as contrastIndex } from "./contrast/contrast.ts";
import { checkNames } from "./contrast/check-sets.ts";
import { labelColumns } from "./contrast/label-columns.ts";
import { createEncoder, type Encoded } from "./corpus/encode-runs.ts";
import { indexFeatures } from "./corpus/feature-index.ts";
import { createBuilder } from "./corpus/index-builder.ts";
import { describePatterns as describeDiscovery } from "./describe/describe-patterns.ts";
import { featureText } from "./describe/feature-text.ts";
import type { BehaviorPattern } from "./describe/pattern.ts";
import { gatherEvidence } from "./discover/evidence.ts";
import { learnProfile } from "./discover/profiles.ts";
import { rankSuspects } from "./localize/suspects.ts";
import type { SuspectRow } from "./analysis.ts";
import { strataOf } from "./find-in.ts";
export { hdbscan as cluster } from "./hdbscan/hdbscan.ts";

/** A run as plain names: what it shows and which checks it failed. */
export interface ContrastRun {
  run_id: string;
  /** Runs are compared within their stratum: the case type, say. */
  stratum: string;
  features: readonly string[];
  /** Failed checks; empty when it passed. */
  failed: readonly string[];
}

export interface FeatureContrast {
  feature: string;
  runs: number;
  z: number;
  /** The check that reacts most, or two that react together. */
  column: string;
  /** Whether chance explains at most a twentieth of the features as strong as this. */
  kept: boolean;
}

/**
 * What failing runs show that passing runs of the same stratum do not, for features of any kind.
 *
 * @returns features of at least five runs, strongest first
 * @example contrast({ runs }).filter(({ kept }) => kept)
 */
export function contrast({
  runs,
  permutations,
}: {
  runs: readonly ContrastRun[];
  permutations?: number;
}): FeatureContrast[] {
  const sorted = runs.toSorted((a, b) => (a.run_id < b.run_id ? -1 : 1));
  const strata = [...new Set(sorted.map(({ stratum }) => stratum))];
  const columns = [...new Set(sorted.flatMap(({ failed }) => failed))].slice(0, 30);
  const shownBy = new Map<string, number[]>();
  sorted.forEach(({ features }, run) => {
    for (const feature of new Set(features))
      shownBy.set(feature, [...(shownBy.get(feature) ?? []), run]);
  });
  const shown = [...shownBy].filter(([, list]) => list.length >= 5 && list.length < runs.length);
  const builder = createBuilder(sorted.length);
  for (const [, list] of shown) builder.add({ family: 0, a: 0, b: 0, runs: list });
  const index = builder.finish();
  const result = contrastIndex({
    index,
    stratum: Int32Array.from(sorted, ({ stratum }) => strata.indexOf(stratum)),
    strata: strata.length,
    red: Int32Array.from(sorted, ({ failed }) =>
      failed.reduce((bits, check) => bits | (1 << columns.indexOf(check)), 0),
    ),
    columns: columns.length,
    ...(permutations === undefined ? {} : { permutations }),
  });
  const kept = new Set(result.kept);
  return shown
    .map(([feature, list], f) => ({
      feature,
      runs: list.length,
      z: result.z[f] ?? 0,
      column: checkNames(columns, result.checks[f] ?? 0),
      kept: kept.has(index.twinOf[f] ?? f),
    }))
    .toSorted((a, b) => b.z - a.z || (a.feature < b.feature ? -1 : 1));
}

export interface GroupOptions {
  runs: readonly NormalizedRun[];
  /** Groups of runs from anywhere: a clustering, a person, a truth file. */
  assignments: readonly { run_id: string; pattern_id: string | null }[];
}

/**
 * Ranks the steps of each grouped run by how far they set its group apart from all other runs.
 *
 * @example localize({ runs, assignments }).filter(({ rank }) => rank === 1)
 */
export function localize(options: GroupOptions): SuspectRow[] {
  const { encoded, index, labels, names } = prepare(options);
  return rankSuspects({ encoded, index, labels, patternCount: names.length }).flatMap((list) =>
    list.map(({ feature, ...row }) => ({ ...row, because: featureText(encoded, index, feature) })),
  );
}

/**
 * Names, owners and evidence for groups of runs that were found some other way. Ids are those of the evidence, as
 * in `analyzeRuns`; stability is not measured.
 *
 * @example describePatterns({ runs, labels, assignments })
 */
export function describePatterns(
  options: GroupOptions & { labels: ReadonlyMap<string, LabelRow> },
): BehaviorPattern[] {
  const { encoded, index, labels, names, stratum, strata } = prepare(options);
  const columns = labelColumns(encoded.traces, options.labels);
  const result = contrastIndex({
    index,
    stratum,
    strata,
    red: columns.red,
    columns: columns.names.length,
  });
  const evidence = gatherEvidence(index, result);
  const profiles = names.map((_, k) =>
    learnProfile(
      evidence,
      Array.from(labels.keys()).filter((run) => labels[run] === k),
      { red: columns.red, columns: columns.names.length },
    ),
  );
  return describeDiscovery({
    encoded,
    index,
    columns,
    suspects: rankSuspects({ encoded, index, labels, patternCount: names.length }),
    discovery: {
      labels,
      resembles: new Int32Array(labels.length).fill(-1),
      further: [],
      odds: new Float64Array(labels.length),
      profiles,
      contrast: result,
      evidence,
      pValues: profiles.map(({ top }) => {
        const best = Math.max(0, ...top.map((f) => evidence.strength[f] ?? 0));
        return (
          (1 + result.chance.filter((value) => value >= best).length) / (1 + result.chance.length)
        );
      }),
      stability: names.map(() => Number.NaN),
      resampleAgreement: Number.NaN,
      space: { rows: [], points: new Float64Array(0), dims: 0 },
    },
  });
}

function prepare({ runs, assignments }: GroupOptions) {
  const encoded = encode(runs);
  const { stratum, strata } = strataOf(encoded);
  const names = [...new Set(assignments.flatMap(({ pattern_id }) => pattern_id ?? []))].toSorted();
  const number = new Map(names.map((name, k) => [name, k]));
  const patternOf = new Map(assignments.map(({ run_id, pattern_id }) => [run_id, pattern_id]));
  const labels = Int32Array.from(
    encoded.traces,
    ({ run_id }) => number.get(patternOf.get(run_id) ?? "") ?? -1,
  );
  return {
    encoded,
    index: indexFeatures(encoded, { stratum, strata }),
    labels,
    names,
    stratum,
    strata,
  };
}

function encode(runs: readonly NormalizedRun[]): Encoded {
  const encoder = createEncoder();
  for (const run of runs.toSorted((a, b) => (a.trace.run_id < b.trace.run_id ? -1 : 1)))
    encoder.add(run);
  return encoder.finish();
}
