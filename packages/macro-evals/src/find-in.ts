import type { LabelRow } from "./bundle/read-labels.ts";
import type { TraceRow } from "./bundle/records.ts";
import { labelReader, type LabelColumns } from "./contrast/label-columns.ts";
import type { Encoded } from "./corpus/encode-runs.ts";
import { indexFeatures, type FeatureIndex } from "./corpus/feature-index.ts";
import { describePatterns } from "./describe/describe-patterns.ts";
import type { BehaviorPattern } from "./describe/pattern.ts";
import { discoverPatterns, type Discovery } from "./discover/discover-patterns.ts";
import { resampleTask } from "./discover/resample.ts";
import { startResampling } from "./discover/resampling.ts";
import { rankSuspects, type Suspect } from "./localize/suspects.ts";
import type { EarlierPattern } from "./describe/pattern-ids.ts";

export interface FindOptions {
  encoded: Encoded;
  labels: ReadonlyMap<string, LabelRow>;
  minSize?: number;
  resamples?: number;
  permutations?: number;
  /** Patterns of an earlier analysis, whose ids are kept. */
  previous?: readonly EarlierPattern[];
  /** Worker threads that resample beside this one. */
  workers: number;
  signal?: AbortSignal | undefined;
}

/** The patterns of an encoded population, and what they were found with. */
export interface Found {
  encoded: Encoded;
  index: FeatureIndex;
  columns: LabelColumns;
  /** Failed checks of any run, also of one outside the population. */
  bitsOf: (trace: TraceRow) => number;
  troubled: Uint8Array;
  discovery: Discovery;
  suspects: Suspect[][];
  patterns: BehaviorPattern[];
}

/**
 * Contrast, clusters, suspects and names of a population that is held whole.
 *
 * @throws LoopError `aborted`
 */
export async function findIn(options: FindOptions): Promise<Found> {
  const { encoded, labels, minSize, resamples, permutations, previous } = options;
  const { stratum, strata } = strataOf(encoded);
  const { names, bitsOf } = labelReader(encoded.traces, labels);
  const columns = { names, red: Int32Array.from(encoded.traces, bitsOf) };
  const index = indexFeatures(encoded, { stratum, strata });
  const troubled = Uint8Array.from(encoded.traces, (trace, run) =>
    isTroubled(trace, columns.red[run]!, labels) ? 1 : 0,
  );
  const population = { index, columns, stratum, strata, troubled };
  const discovered = discoverPatterns({
    ...population,
    ...(minSize === undefined ? {} : { minSize }),
    ...(permutations === undefined ? {} : { permutations }),
  });
  const resampling = startResampling(
    resampleTask({
      ...population,
      discovered,
      ...(resamples === undefined ? {} : { resamples }),
    }),
    options,
  );
  try {
    const suspects = rankSuspects({
      encoded,
      index,
      labels: behaviours(discovered),
      further: discovered.further,
      patternCount: discovered.profiles.length,
    });
    const { whole: _, ...patternsFound } = discovered;
    const discovery = { ...patternsFound, ...(await resampling.finish()) };
    const patterns = describePatterns({
      encoded,
      index,
      discovery,
      columns,
      suspects,
      ...(previous ? { previous } : {}),
    });
    return { encoded, index, columns, bitsOf, troubled, discovery, suspects, patterns };
  } finally {
    await resampling.stop();
  }
}

/** The pattern of each run, also of one that merely looks like it. */
export function behaviours({
  labels,
  resembles,
}: Pick<Discovery, "labels" | "resembles">): Int32Array {
  return labels.map((label, run) => (label >= 0 ? label : resembles[run]!));
}

/** Whether a grader marked a run red or, without a label, it failed by itself. */
export function isTroubled(
  { run_id, has_failure }: TraceRow,
  red: number,
  labels: ReadonlyMap<string, LabelRow>,
): boolean {
  return red !== 0 || (!labels.has(run_id) && has_failure);
}

/** Fewest runs of a stratum; smaller case types are compared together. */
const smallestStratum = 8;

/** Case types as numbers. */
export function strataOf({ traces }: Encoded): { stratum: Int32Array; strata: number } {
  const sizes = new Map<string, number>();
  for (const { case_type } of traces) sizes.set(case_type, (sizes.get(case_type) ?? 0) + 1);
  const numbers = new Map<string, number>();
  const stratum = Int32Array.from(traces, ({ case_type }) => {
    const name = (sizes.get(case_type) ?? 0) >= smallestStratum ? case_type : "";
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name) ?? 0;
  });
  return { stratum, strata: numbers.size };
}
