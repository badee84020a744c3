import { LoopError } from "@loopwright/core";
import type { Analysis } from "../analysis.ts";
import type { AnalyzeOptions } from "../analyze.ts";
import type { LabelRow } from "../bundle/read-labels.ts";
import type { NormalizedRun } from "../bundle/records.ts";
import { compare } from "../bundle/event-rows.ts";
import { classTfIdf } from "../describe/class-tfidf.ts";
import type { BehaviorPattern } from "../describe/pattern.ts";
import { buildDocuments } from "../documents/build-documents.ts";
import { embed, type Embedder } from "../embed/embed.ts";
import { project2d } from "../embed/project-2d.ts";
import { hdbscan } from "../hdbscan/hdbscan.ts";
import { readRuns } from "../scale/sample-runs.ts";
import { sliceLift } from "../slices/slice-lift.ts";
import { referenceSuspects } from "./reference-localize.ts";

export interface CookbookOptions extends Pick<
  AnalyzeOptions,
  "runs" | "labels" | "minSize" | "signal"
> {
  /** `umap` as the reference does, where `umap-js` is installed; `linear` is its fallback. Default `umap`. */
  map?: "umap" | "linear";
  embedder?: Embedder;
}

const fewest = 8;

/**
 * The reference method, for comparison: the structured summary of troubled runs as text, TF-IDF and SVD, a map in
 * two dimensions, HDBSCAN* on the map, keywords, and suspects from the last failure marker back. No drift scan.
 *
 * @throws LoopError `bad_input` when fewer than two runs are left
 */
export async function analyzeCookbook(options: CookbookOptions): Promise<Analysis> {
  const runs = await collect(options);
  const labels = options.labels ?? new Map<string, LabelRow>();
  const red = (run: NormalizedRun) => labels.get(run.trace.run_id)?.promptfoo_pass === false;
  const troubled = runs.filter(
    (run) => run.trace.has_failure || run.trace.run_outcome !== "completed" || red(run),
  );
  const chosen = troubled.length >= fewest ? troubled : runs;
  if (chosen.length < 2)
    throw new LoopError("bad_input", `${chosen.length} analysable run: patterns need at least two`);
  const documents = buildDocuments(chosen).map(({ run_id, text }) => ({
    run_id,
    view: "structured_summary" as const,
    text,
  }));
  const space = await embed(
    documents.map(({ text }) => text),
    options.embedder,
    options.signal,
  );
  const map = await project2d({ ...space, method: options.map ?? "umap" });
  const minClusterSize =
    options.minSize ?? Math.min(24, Math.max(2, Math.floor(chosen.length / 4)));
  const clusters = hdbscan({
    points: Float64Array.from(map.flat()),
    dims: 2,
    minClusterSize,
  }).labels;
  const patterns = describe(
    chosen,
    clusters,
    map,
    runs.length,
    documents.map(({ text }) => text),
  );
  const patternOf = new Map(
    patterns.flatMap(({ id, run_ids }) => run_ids.map((run) => [run, id] as const)),
  );
  const assignments = runs.map(({ trace }) => ({
    run_id: trace.run_id,
    pattern_id: patternOf.get(trace.run_id) ?? null,
    resembles: null,
    further: [],
    case_type: trace.case_type,
    troubled: red({ trace, events: [] }) || (!labels.has(trace.run_id) && trace.has_failure),
  }));
  return {
    patterns,
    assignments,
    suspects: chosen.filter(({ trace }) => patternOf.has(trace.run_id)).flatMap(referenceSuspects),
    slices: sliceLift(
      runs.map(({ trace }) => ({
        run_id: trace.run_id,
        pattern_id: patternOf.get(trace.run_id) ?? null,
        slices: { case_type: trace.case_type, run_outcome: trace.run_outcome },
      })),
    ),
    drift: [],
    documents,
    starts: Object.fromEntries(runs.map(({ trace }) => [trace.run_id, trace.started_at])),
    coverage: {
      runs: runs.length,
      events: runs.reduce((sum, { events }) => sum + events.length, 0),
      labelled: runs.filter(({ trace }) => labels.has(trace.run_id)).length,
      red: runs.filter(red).length,
      assigned: patternOf.size,
      sample: null,
      resample_agreement: null,
      failed_checks: {},
      notes: [
        "The reference method, kept for comparison.",
        ...(chosen === runs
          ? [`${troubled.length} runs show any trouble; since these are few, all were clustered.`]
          : []),
      ],
    },
    space: {
      run_ids: chosen.map(({ trace }) => trace.run_id),
      points: Float64Array.from(map.flat()),
      dims: 2,
    },
  };
}

async function collect({ runs, signal }: CookbookOptions): Promise<NormalizedRun[]> {
  const all: NormalizedRun[] = [];
  for await (const run of readRuns(runs, signal)) all.push(run);
  return all.toSorted((a, b) => compare(a.trace.run_id, b.trace.run_id));
}

function describe(
  runs: readonly NormalizedRun[],
  clusters: Int32Array,
  map: readonly [number, number][],
  all: number,
  texts: readonly string[],
): BehaviorPattern[] {
  const count = Math.max(-1, ...clusters) + 1;
  const members = Array.from({ length: count }, (_, k) =>
    Array.from(clusters.keys()).filter((i) => clusters[i] === k),
  );
  const keywords = classTfIdf(members.map((rows) => rows.map((i) => texts[i] ?? "")));
  return members
    .map((rows, k): BehaviorPattern => {
      const traces = rows.flatMap((i) => runs[i]?.trace ?? []);
      const severity =
        traces.reduce((sum, { severity_weight }) => sum + severity_weight, 0) /
        Math.max(1, traces.length);
      const words = (keywords[k] ?? []).map(({ word }) => word);
      const center = [0, 1].map(
        (d) => rows.reduce((sum, i) => sum + (map[i]?.[d] ?? 0), 0) / Math.max(1, rows.length),
      );
      const far = (i: number) =>
        Math.hypot((map[i]?.[0] ?? 0) - (center[0] ?? 0), (map[i]?.[1] ?? 0) - (center[1] ?? 0));
      const starts = traces.map(({ started_at }) => started_at).toSorted();
      return {
        id: `topic-${k}`,
        label: words.slice(0, 3).join(", "),
        keywords: words,
        trace_count: traces.length,
        prevalence: traces.length / all,
        severity,
        impact: (traces.length / all) * severity,
        owner: "",
        stability: null,
        unstable: false,
        p_value: 1,
        unflagged_count: 0,
        failed_check: "",
        evidence: [],
        representatives: rows
          .toSorted((a, b) => far(a) - far(b) || a - b)
          .slice(0, 3)
          .flatMap((i) => runs[i]?.trace.run_id ?? []),
        suspects: [],
        case_mix: mix(traces.map(({ case_type }) => case_type)),
        outcome_mix: mix(traces.map(({ run_outcome }) => run_outcome)),
        first_seen: starts[0] ?? "",
        last_seen: starts.at(-1) ?? "",
        summary: `${traces.length} runs with like text: ${words.slice(0, 5).join(", ")}.`,
        run_ids: traces.map(({ run_id }) => run_id),
      };
    })
    .toSorted((a, b) => b.impact - a.impact || b.trace_count - a.trace_count);
}

function mix(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].map(([value, count]) => [value, count / values.length]));
}
