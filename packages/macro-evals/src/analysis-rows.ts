import type { Analysis, AssignmentRow, SuspectRow } from "./analysis.ts";
import type { TraceRow } from "./bundle/records.ts";
import type { Encoded } from "./corpus/encode-runs.ts";
import type { FeatureIndex } from "./corpus/feature-index.ts";
import { siteAt } from "./corpus/feature-names.ts";
import { contrastText } from "./describe/describe-patterns.ts";
import { featureText } from "./describe/feature-text.ts";
import { actText } from "./describe/site-text.ts";
import type { BehaviorPattern } from "./describe/pattern.ts";
import type { Discovery } from "./discover/discover-patterns.ts";
import { scanDrift, type DriftWindow } from "./drift/scan-drift.ts";
import type { Suspect } from "./localize/suspects.ts";
import { sliceLift, type SliceLift } from "./slices/slice-lift.ts";

/** What the tables need to know of a run once its steps are gone. */
export interface RunFacts extends Pick<
  TraceRow,
  | "run_id"
  | "started_at"
  | "case_type"
  | "run_outcome"
  | "primary_failure_marker"
  | "severity_weight"
  | "attributes"
> {
  /** Agents, handoffs and tools of the run. */
  behaviours: readonly string[];
  /** Number of its steps. */
  events: number;
}

export function factsOf(encoded: Encoded): RunFacts[] {
  const names = encoded.sites
    .map((_, id) => siteAt(encoded, id))
    .map((site) => (["status", "finding", "response"].includes(site.kind) ? "" : actText(site)));
  return encoded.traces.map((trace, run) => ({
    run_id: trace.run_id,
    started_at: trace.started_at,
    case_type: trace.case_type,
    run_outcome: trace.run_outcome,
    primary_failure_marker: trace.primary_failure_marker,
    severity_weight: trace.severity_weight,
    attributes: trace.attributes,
    behaviours: [...new Set(encoded.events[run]!.site)].flatMap((site) => names[site] || []),
    events: encoded.events[run]!.site.length,
  }));
}

/** One row a run. The id of each pattern is that of the pattern which its number stands for. */
export function assignmentsOf(
  runs: readonly Pick<RunFacts, "run_id" | "case_type">[],
  { labels, resembles, further }: Pick<Discovery, "labels" | "resembles" | "further">,
  idOf: ReadonlyMap<number, string>,
  troubled: Uint8Array,
): AssignmentRow[] {
  return runs.map(({ run_id, case_type }, run) => ({
    run_id,
    pattern_id: idOf.get(labels[run]!) ?? null,
    resembles: idOf.get(resembles[run]!) ?? null,
    further: further[run]!.flatMap((label) => idOf.get(label) ?? []),
    case_type,
    troubled: troubled[run] === 1,
  }));
}

/** The ids of patterns by their number in the discovery. */
export function patternIds(
  { traces }: Encoded,
  labels: Int32Array,
  patterns: readonly BehaviorPattern[],
): Map<number, string> {
  const patternOf = new Map(
    patterns.flatMap(({ id, run_ids }) => run_ids.map((run) => [run, id] as const)),
  );
  const idOf = new Map<number, string>();
  traces.forEach(({ run_id }, run) => {
    const id = patternOf.get(run_id);
    if (id !== undefined) idOf.set(labels[run]!, id);
  });
  return idOf;
}

export function suspectRows(
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

const mostValues = 40;

/** Dimensions worth slicing by: few values, known for enough runs. */
export function slicesOf(
  runs: readonly RunFacts[],
  assignments: readonly AssignmentRow[],
): SliceLift[] {
  const known = new Map<string, Map<string, number>>();
  for (const { attributes } of runs)
    for (const [key, value] of Object.entries(attributes)) {
      const values = known.get(key) ?? new Map<string, number>();
      known.set(key, values.set(value, (values.get(value) ?? 0) + 1));
    }
  const dimensions = [...known].flatMap(([key, values]) => {
    const total = [...values.values()].reduce((sum, count) => sum + count, 0);
    return values.size >= 2 && values.size <= mostValues && total >= 2 * values.size ? [key] : [];
  });
  return sliceLift(
    runs.map((run, i) => ({
      run_id: run.run_id,
      pattern_id: assignments[i]?.pattern_id ?? null,
      slices: {
        case_type: run.case_type,
        run_outcome: run.run_outcome,
        finding: run.primary_failure_marker || "none",
        ...Object.fromEntries(
          dimensions.flatMap((key) => {
            const value = run.attributes[key];
            return value === undefined ? [] : [[key, value]];
          }),
        ),
      },
    })),
  );
}

export function driftOf(runs: readonly RunFacts[]): DriftWindow[] {
  return scanDrift({ runs });
}

export function documentsOf(
  encoded: Encoded,
  index: FeatureIndex,
  discovery: Discovery,
  troubled: Uint8Array,
): Analysis["documents"] {
  return encoded.traces.flatMap(({ run_id }, run) =>
    troubled[run]
      ? [{ run_id, view: "contrast", text: contrastText(run, { encoded, index, discovery }) }]
      : [],
  );
}
