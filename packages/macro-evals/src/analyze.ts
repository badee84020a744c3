import { LoopError } from "@loopwright/core";
import { labelColumns, type LabelColumns } from "./contrast/label-columns.ts";
import { compare } from "./bundle/event-rows.ts";
import type { LabelRow } from "./bundle/read-labels.ts";
import type { NormalizedRun } from "./bundle/records.ts";
import { createEncoder, type Encoded } from "./corpus/encode-runs.ts";
import { indexFeatures, type FeatureIndex } from "./corpus/feature-index.ts";
import { siteAt } from "./corpus/feature-names.ts";
import { contrastText, describePatterns } from "./describe/describe-patterns.ts";
import { actText, featureText } from "./describe/feature-text.ts";
import type { BehaviorPattern } from "./describe/pattern.ts";
import { discoverPatterns, type Discovery } from "./discover/discover-patterns.ts";
import { scanDrift, type DriftWindow } from "./drift/scan-drift.ts";
import { rankSuspects, type Suspect } from "./localize/suspects.ts";
import { sliceLift, type SliceLift } from "./slices/slice-lift.ts";

export interface AnalyzeOptions {
  /** Runs, each once. The order of a list does not matter; a stream comes in an order of its own, as `openData`'s does. */
  runs: Iterable<NormalizedRun> | AsyncIterable<NormalizedRun>;
  /** Labels by run id. Without any, the runs' own failures count. */
  labels?: ReadonlyMap<string, LabelRow>;
  /** Fewest runs of a pattern. Default: 0.8% of the runs, between 5 and 24. */
  minSize?: number;
  /** Patterns of an earlier analysis, whose ids are kept. */
  previous?: readonly Pick<BehaviorPattern, "id" | "evidence">[];
  /** Resamples for stability; 0 leaves it out. Default 10. */
  resamples?: number;
  permutations?: number;
  signal?: AbortSignal;
}

/** One suspect step, as a line of `suspects.jsonl`. */
export interface SuspectRow {
  run_id: string;
  rank: number;
  event_id: string;
  agent: string;
  tool: string;
  score: number;
  kind: Suspect["kind"];
  /** The evidence against it, in words. */
  because: string;
}

export interface AssignmentRow {
  run_id: string;
  pattern_id: string | null;
  /** The pattern that a run without a red label looks like. */
  resembles: string | null;
  /** Further patterns that it shows beside its own. */
  further: string[];
  case_type: string;
  /** Whether a grader marked the run red, or, without a label, it failed by itself. */
  troubled: boolean;
}

export interface Analysis {
  /** Ordered by impact. */
  patterns: BehaviorPattern[];
  /** One row a run, by run id. */
  assignments: AssignmentRow[];
  suspects: SuspectRow[];
  slices: SliceLift[];
  drift: DriftWindow[];
  /** What was clustered, as text: the contrast view of each troubled run. */
  documents: { run_id: string; view: "contrast" | "structured_summary"; text: string }[];
  coverage: Coverage;
  /** When each run started, by run id. */
  starts: Readonly<Record<string, string>>;
  /** Coordinates of the clustered runs, for a map. */
  space: { run_ids: string[]; points: Float64Array; dims: number };
}

export interface Coverage {
  runs: number;
  events: number;
  labelled: number;
  red: number;
  assigned: number;
  /** Median adjusted Rand index between resamples and the whole; null when not resampled. */
  resample_agreement: number | null;
  failed_checks: Record<string, number>;
  notes: string[];
}

/**
 * Finds the patterns in a population of runs: contrast, clusters, names, suspects, slices, drift. Deterministic:
 * the same runs and labels give the same result in every order.
 *
 * @throws LoopError `bad_input` when there are fewer than two runs; `aborted`
 * @example
 * const { patterns } = await analyzeRuns({ runs: bundles.map((bundle) => normalizeBundle(bundle)), labels });
 */
export async function analyzeRuns(options: AnalyzeOptions): Promise<Analysis> {
  const labels = options.labels ?? new Map<string, LabelRow>();
  const encoded = await encodeRuns(options);
  const { stratum, strata } = strataOf(encoded);
  const columns = labelColumns(encoded.traces, labels);
  const index = indexFeatures(encoded, { stratum, strata });
  const troubled = troubledRuns(encoded, columns, labels);
  const discovery = discoverPatterns({
    index,
    columns,
    stratum,
    strata,
    troubled,
    ...settings(options),
  });
  const behaves = discovery.labels.map((label, run) =>
    label >= 0 ? label : discovery.resembles[run]!,
  );
  const suspects = rankSuspects({
    encoded,
    index,
    labels: behaves,
    further: discovery.further,
    patternCount: discovery.profiles.length,
  });
  const patterns = describePatterns({
    encoded,
    index,
    discovery,
    columns,
    suspects,
    ...(options.previous ? { previous: options.previous } : {}),
  });
  const assignments = assignmentsOf(encoded, discovery, patterns, troubled);
  return {
    patterns,
    assignments,
    suspects: suspectRows(suspects, encoded, index),
    slices: slicesOf(encoded, assignments),
    drift: driftOf(encoded),
    documents: documentsOf(encoded, index, discovery, troubled),
    starts: Object.fromEntries(
      encoded.traces.map(({ run_id, started_at }) => [run_id, started_at]),
    ),
    coverage: coverageOf(encoded, labels, columns, discovery),
    space: {
      run_ids: discovery.space.rows.map((run) => encoded.traces[run]!.run_id),
      points: discovery.space.points,
      dims: discovery.space.dims,
    },
  };
}

/** Reads the runs once; a list is taken in order of the run ids. */
export async function encodeRuns({
  runs,
  signal,
}: Pick<AnalyzeOptions, "runs" | "signal">): Promise<Encoded> {
  const encoder = createEncoder();
  let count = 0;
  for await (const run of inOrder(runs)) {
    if (signal?.aborted) throw new LoopError("aborted", "the analysis was stopped");
    encoder.add(run);
    count++;
  }
  if (count < 2)
    throw new LoopError("bad_input", `${count} analysable run: patterns need at least two`);
  return encoder.finish();
}

/** Lists are sorted by run id; a stream is taken as it comes, since it may be larger than memory. */
function inOrder(runs: AnalyzeOptions["runs"]): AnalyzeOptions["runs"] {
  return Array.isArray(runs)
    ? runs.toSorted((a: NormalizedRun, b: NormalizedRun) => compare(a.trace.run_id, b.trace.run_id))
    : runs;
}

function settings({ minSize, resamples, permutations }: AnalyzeOptions) {
  return {
    ...(minSize === undefined ? {} : { minSize }),
    ...(resamples === undefined ? {} : { resamples }),
    ...(permutations === undefined ? {} : { permutations }),
  };
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

function troubledRuns(
  { traces }: Encoded,
  { red }: LabelColumns,
  labels: ReadonlyMap<string, LabelRow>,
): Uint8Array {
  return Uint8Array.from(traces, ({ run_id, has_failure }, run) =>
    red[run] !== 0 || (!labels.has(run_id) && has_failure) ? 1 : 0,
  );
}

function assignmentsOf(
  encoded: Encoded,
  { labels, resembles, further }: Discovery,
  patterns: readonly BehaviorPattern[],
  troubled: Uint8Array,
): AssignmentRow[] {
  const patternOf = new Map(
    patterns.flatMap(({ id, run_ids }) => run_ids.map((run) => [run, id] as const)),
  );
  const idOfLabel = new Map<number, string>();
  encoded.traces.forEach(({ run_id }, run) => {
    const id = patternOf.get(run_id);
    if (id !== undefined) idOfLabel.set(labels[run]!, id);
  });
  return encoded.traces.map(({ run_id, case_type }, run) => ({
    run_id,
    pattern_id: patternOf.get(run_id) ?? null,
    resembles: idOfLabel.get(resembles[run]!) ?? null,
    further: further[run]!.flatMap((label) => idOfLabel.get(label) ?? []),
    case_type,
    troubled: troubled[run] === 1,
  }));
}

function suspectRows(
  suspects: readonly (readonly Suspect[])[],
  encoded: Encoded,
  index: FeatureIndex,
): SuspectRow[] {
  return suspects.flatMap((list) =>
    list.map(({ feature, score, ...row }) => ({
      ...row,
      score: Number(score.toFixed(6)),
      because: featureText(encoded, index, feature),
    })),
  );
}

/** Dimensions worth slicing by: few values, known for enough runs. */
function slicesOf({ traces }: Encoded, assignments: readonly AssignmentRow[]): SliceLift[] {
  const known = new Map<string, Map<string, number>>();
  for (const { attributes } of traces)
    for (const [key, value] of Object.entries(attributes)) {
      const values = known.get(key) ?? new Map<string, number>();
      known.set(key, values.set(value, (values.get(value) ?? 0) + 1));
    }
  const dimensions = [...known].flatMap(([key, values]) => {
    const runs = [...values.values()].reduce((sum, count) => sum + count, 0);
    return values.size >= 2 && values.size <= 40 && runs >= 2 * values.size ? [key] : [];
  });
  return sliceLift(
    traces.map((trace, run) => ({
      run_id: trace.run_id,
      pattern_id: assignments[run]?.pattern_id ?? null,
      slices: {
        case_type: trace.case_type,
        run_outcome: trace.run_outcome,
        finding: trace.primary_failure_marker || "none",
        ...Object.fromEntries(
          dimensions.flatMap((key) => {
            const value = trace.attributes[key];
            return value === undefined ? [] : [[key, value]];
          }),
        ),
      },
    })),
  );
}

/** Agents, handoffs and tools of each run, as the drift scan takes them. */
function driftOf(encoded: Encoded): DriftWindow[] {
  const names = encoded.sites
    .map((_, id) => siteAt(encoded, id))
    .map((site) =>
      site.kind === "status" || site.kind === "finding" || site.kind === "response"
        ? ""
        : actText(site),
    );
  return scanDrift({
    runs: encoded.traces.map(({ run_id, started_at, case_type }, run) => ({
      run_id,
      started_at,
      case_type,
      behaviours: [...new Set(encoded.events[run]!.site)].flatMap((site) => names[site] || []),
    })),
  });
}

function documentsOf(
  encoded: Encoded,
  index: FeatureIndex,
  discovery: Discovery,
  troubled: Uint8Array,
): Analysis["documents"] {
  return encoded.traces.flatMap(({ run_id }, run) =>
    troubled[run]
      ? [
          {
            run_id,
            view: "contrast" as const,
            text: contrastText(run, { encoded, index, discovery }),
          },
        ]
      : [],
  );
}

function coverageOf(
  encoded: Encoded,
  labels: ReadonlyMap<string, LabelRow>,
  columns: LabelColumns,
  discovery: Discovery,
): Coverage {
  const labelled = encoded.traces.filter(({ run_id }) => labels.has(run_id)).length;
  const failed = columns.names.map((name, c): [string, number] => [
    name,
    columns.red.filter((bits) => bits & (1 << c)).length,
  ]);
  const notes =
    labelled === 0
      ? ["No labels: patterns rest on the runs' own failures and reviews."]
      : labelled < encoded.traces.length
        ? [`${encoded.traces.length - labelled} runs have no label; only their own failures count.`]
        : [];
  return {
    runs: encoded.traces.length,
    events: encoded.events.reduce((sum, { ids }) => sum + ids.length, 0),
    labelled,
    red: columns.red.filter((bits) => bits !== 0).length,
    assigned: discovery.labels.filter((label) => label >= 0).length,
    resample_agreement: Number.isNaN(discovery.resampleAgreement)
      ? null
      : discovery.resampleAgreement,
    failed_checks: Object.fromEntries(failed),
    notes,
  };
}
