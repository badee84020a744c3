import { contrast, type ContrastResult } from "../contrast/contrast.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { restrictIndex } from "../corpus/index-builder.ts";
import { gatherEvidence } from "./evidence.ts";
import { refine } from "./refine.ts";
import { seedClusters } from "./seed-clusters.ts";

/** Weaker features stay weak among the rest. */
const worthSecondLook = 0.45;
/** Share of permutations that a pattern may not lose against. */
const significance = 0.02;

export interface FindOptions {
  index: FeatureIndex;
  found: ContrastResult;
  stratum: Int32Array;
  strata: number;
  red: Int32Array;
  columns: number;
  troubled: Uint8Array;
  minSize: number;
}

/**
 * A frequent pattern makes its check red in many runs, which hides rarer ones of the same check. So the runs that
 * the first pass explains are set aside, and features that stand out among the rest get the better of both tests.
 */
export function findTwice(
  options: FindOptions,
): ReturnType<typeof findOnce> & { found: ContrastResult } {
  const { index, found, stratum, red } = options;
  const first = findOnce(options);
  const rest = Array.from(first.labels.keys()).filter(
    (run) => first.labels[run]! < 0 && first.resembles[run]! < 0,
  );
  if (first.profiles.length === 0 || rest.length < 2 * options.minSize) return { ...first, found };
  const features = Array.from({ length: index.count }, (_, f) => f).filter(
    (f) => index.twinOf[f] === f && found.strength[f]! >= worthSecondLook,
  );
  const again = contrast({
    index: restrictIndex(index, features, rest),
    stratum: Int32Array.from(rest, (run) => stratum[run]!),
    strata: options.strata,
    red: Int32Array.from(rest, (run) => red[run]!),
    columns: options.columns,
    known: found,
  });
  const better = merge(index, found, features, again);
  return { ...findOnce({ ...options, found: better }), found: better };
}

function merge(
  index: FeatureIndex,
  found: ContrastResult,
  features: readonly number[],
  again: ContrastResult,
): ContrastResult {
  const [z, checks, precision, strength] = [
    found.z.slice(),
    found.checks.slice(),
    found.precision.slice(),
    found.strength.slice(),
  ];
  const kept = new Set(found.kept);
  const keptAgain = new Set(again.kept);
  features.forEach((f, i) => {
    const second = again.twinOf[i]!;
    if (again.strength[i]! <= strength[f]!) return;
    [z[f], checks[f], precision[f], strength[f]] = [
      again.z[i]!,
      again.checks[i]!,
      again.precision[i]!,
      again.strength[i]!,
    ];
    if (keptAgain.has(second)) kept.add(f);
  });
  for (let f = 0; f < index.count; f++) {
    const first = index.twinOf[f]!;
    if (first !== f)
      [z[f], checks[f], precision[f], strength[f]] = [
        z[first]!,
        checks[first]!,
        precision[first]!,
        strength[first]!,
      ];
  }
  return { ...found, z, checks, precision, strength, kept: [...kept].toSorted((a, b) => a - b) };
}

function findOnce({ index, found, red, columns, troubled, minSize }: FindOptions) {
  const evidence = gatherEvidence(index, found);
  const runs = Array.from(troubled.keys()).filter((run) => troubled[run]);
  const space = seedClusters({ evidence, runs, minClusterSize: minSize });
  const chanceLevel = found.chance[Math.ceil((1 - significance) * found.chance.length) - 1] ?? 1;
  const refined = refine({
    evidence,
    labels: { red, columns },
    seeds: space.labels,
    troubled,
    minSize,
    chanceLevel,
  });
  return { evidence, space, ...refined };
}
