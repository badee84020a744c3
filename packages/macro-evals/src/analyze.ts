import { availableParallelism } from "node:os";
import { LoopError } from "@loopwright/core";
import { compare } from "./bundle/event-rows.ts";
import type { Analysis, AssignmentRow, Coverage, SampleCoverage } from "./analysis.ts";
import {
  assignmentsOf,
  documentsOf,
  driftOf,
  factsOf,
  patternIds,
  slicesOf,
  suspectRows,
  type RunFacts,
} from "./analysis-rows.ts";
import type { LabelRow } from "./bundle/read-labels.ts";
import { createEncoder, type Encoded, type Encoder } from "./corpus/encode-runs.ts";
import { findIn, type Found } from "./find-in.ts";
import { assignRest, type Rest } from "./scale/assign-rest.ts";
import { countMembers } from "./scale/join-rest.ts";
import { encodeSample, type Runs, type Sample } from "./scale/sample-runs.ts";
import type { EarlierPattern } from "./describe/pattern-ids.ts";

export interface AnalyzeOptions {
  /**
   * Runs, each once. The order of a list does not matter; a stream comes in an order of its own, as `openData`'s
   * does. More runs than `exactRuns` are read twice, so give a list or a function that begins the stream anew.
   */
  runs: Runs;
  /** Labels by run id. Without any, the runs' own failures count. */
  labels?: ReadonlyMap<string, LabelRow>;
  /** Fewest runs of a pattern. Default: 0.8% of the runs, between 5 and 24. */
  minSize?: number;
  /** Patterns of an earlier analysis, whose ids are kept. */
  previous?: readonly EarlierPattern[];
  /** Resamples for stability; 0 leaves it out. Default 10. */
  resamples?: number;
  permutations?: number;
  /**
   * Most runs that are compared all with each other, held in memory as numbers. Of more, a sample is, and the others
   * are given to its patterns by likeness. Default 4,000
   */
  exactRuns?: number;
  /**
   * Worker threads that resample beside the calling one; the result is the same with any number. 0 starts none, as
   * do fewer than 300 runs. Default: one fewer than the processor runs at a time, at most 4
   */
  workers?: number;
  signal?: AbortSignal;
}

const mostExact = 4_000;
const mostWorkers = 4;
/** Runs beyond the sample that are held at a time. */
const largestPortion = 2_000;

/**
 * Finds the patterns in a population of runs: contrast, clusters, names, suspects, slices, drift. Deterministic:
 * the same runs and labels give the same result in every order.
 *
 * @throws LoopError `bad_input` when there are fewer than two runs, or `workers` is no whole number from 0 up; `aborted`
 * @example
 * const { patterns } = await analyzeRuns({ runs: bundles.map((bundle) => normalizeBundle(bundle)), labels });
 */
export async function analyzeRuns(options: AnalyzeOptions): Promise<Analysis> {
  const labels = options.labels ?? new Map<string, LabelRow>();
  const { runs, signal, exactRuns = mostExact, workers = usualWorkers() } = options;
  if (!Number.isInteger(workers) || workers < 0)
    throw new LoopError("bad_input", `\`workers\` is ${workers}; give a whole number from 0 up`);
  const encoder = createEncoder();
  const sample = await encodeSample(encoder, { runs, most: exactRuns, signal });
  const found = await findIn({ ...options, labels, workers, encoded: encoder.finish() });
  return sample.runs === encoder.size
    ? report(found, labels)
    : reportWithRest({ found, labels, encoder, sample, options });
}

function usualWorkers(): number {
  return Math.min(mostWorkers, availableParallelism() - 1);
}

/** Reads the runs once; a list is taken in order of the run ids. */
export async function encodeRuns({
  runs,
  signal,
}: Pick<AnalyzeOptions, "runs" | "signal">): Promise<Encoded> {
  const encoder = createEncoder();
  await encodeSample(encoder, { runs, most: Infinity, signal });
  return encoder.finish();
}

function report(found: Found, labels: ReadonlyMap<string, LabelRow>): Analysis {
  const { encoded, index, discovery, patterns, troubled, columns } = found;
  const facts = factsOf(encoded);
  const assignments = assignmentsOf(
    facts,
    discovery,
    patternIds(encoded, discovery.labels, patterns),
    troubled,
  );
  return {
    patterns,
    assignments,
    suspects: suspectRows(found.suspects, encoded, index),
    slices: slicesOf(facts, assignments),
    drift: driftOf(facts),
    documents: documentsOf(encoded, index, discovery, troubled),
    starts: startsOf(facts),
    coverage: coverageOf(found, {
      facts,
      assignments,
      labels,
      red: columns.red.filter((bits) => bits !== 0).length,
      sample: null,
    }),
    space: spaceOf(found),
  };
}

async function reportWithRest({
  found,
  labels,
  encoder,
  sample,
  options,
}: {
  found: Found;
  labels: ReadonlyMap<string, LabelRow>;
  encoder: Encoder;
  sample: Sample;
  options: AnalyzeOptions;
}): Promise<Analysis> {
  const part = report(found, labels);
  const idOf = patternIds(found.encoded, found.discovery.labels, found.patterns);
  const sampled = factsOf(found.encoded);
  const portion = Math.min(largestPortion, encoder.size);
  const { runs, signal } = options;
  const rest = await assignRest({ runs, sample, found, encoder, idOf, labels, portion, signal });
  const facts = byRun([...sampled, ...rest.facts]);
  const assignments = byRun([...part.assignments, ...rest.assignments]);
  return {
    ...part,
    patterns: countMembers(part.patterns, facts, assignments),
    assignments,
    suspects: byRun([...part.suspects, ...rest.suspects]),
    slices: slicesOf(facts, assignments),
    drift: driftOf(facts),
    starts: startsOf(facts),
    coverage: coverageOf(found, {
      facts,
      assignments,
      labels,
      red: part.coverage.red + rest.red,
      sample: sampleCoverage(part.assignments, rest),
    }),
  };
}

function sampleCoverage(sample: readonly AssignmentRow[], rest: Rest): SampleCoverage {
  return {
    runs: sample.length,
    further: rest.assignments.length,
    reject_rate: { sample: rejected(sample), further: rejected(rest.assignments) },
  };
}

function rejected(rows: readonly AssignmentRow[]): number {
  const troubled = rows.filter((row) => row.troubled);
  const left = troubled.filter(({ pattern_id }) => pattern_id === null);
  return troubled.length === 0 ? 0 : left.length / troubled.length;
}

function byRun<T extends { run_id: string }>(rows: T[]): T[] {
  return rows.sort((a, b) => compare(a.run_id, b.run_id));
}

function startsOf(runs: readonly RunFacts[]): Record<string, string> {
  return Object.fromEntries(runs.map(({ run_id, started_at }) => [run_id, started_at]));
}

function spaceOf({ encoded, discovery }: Found): Analysis["space"] {
  return {
    run_ids: discovery.space.rows.map((run) => encoded.traces[run]!.run_id),
    points: discovery.space.points,
    dims: discovery.space.dims,
  };
}

function coverageOf(
  { columns, discovery }: Found,
  about: {
    facts: readonly RunFacts[];
    assignments: readonly AssignmentRow[];
    labels: ReadonlyMap<string, LabelRow>;
    red: number;
    sample: SampleCoverage | null;
  },
): Coverage {
  const { facts, assignments, labels, red, sample } = about;
  const labelled = facts.filter(({ run_id }) => labels.has(run_id)).length;
  const failed = columns.names.map((name, c): [string, number] => [
    name,
    columns.red.filter((bits) => bits & (1 << c)).length,
  ]);
  return {
    runs: facts.length,
    events: facts.reduce((sum, { events }) => sum + events, 0),
    labelled,
    red,
    assigned: assignments.filter(({ pattern_id }) => pattern_id !== null).length,
    sample,
    resample_agreement: Number.isNaN(discovery.resampleAgreement)
      ? null
      : discovery.resampleAgreement,
    failed_checks: Object.fromEntries(failed),
    notes: [
      ...labelNotes(facts.length, labelled),
      ...troubleNotes(assignments),
      ...sampleNotes(sample),
    ],
  };
}

function labelNotes(runs: number, labelled: number): string[] {
  if (labelled === 0) return ["No labels: patterns rest on the runs' own failures and reviews."];
  return labelled < runs
    ? [`${runs - labelled} runs have no label; only their own failures count.`]
    : [];
}

/** With fewer troubled runs patterns are hardly to be expected. */
const fewTroubled = 8;

function troubleNotes(assignments: readonly AssignmentRow[]): string[] {
  const troubled = assignments.filter((row) => row.troubled).length;
  return troubled < fewTroubled
    ? [
        `${troubled} runs show any trouble: a red label, a failure or a review. A pattern takes at least five that behave alike; all runs were looked at.`,
      ]
    : [];
}

function sampleNotes(sample: SampleCoverage | null): string[] {
  if (!sample) return [];
  const { runs, further, reject_rate } = sample;
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  return [
    `Patterns were found in a sample of ${runs} runs; ${further} further runs were given to them by likeness. Troubled runs that fit none: ${percent(reject_rate.sample)} of the sample, ${percent(reject_rate.further)} of the others.`,
  ];
}
