import { z } from "zod";

/** Everything a report is drawn from, on plain records; unknown keys are left out. */
export type ReportData = z.infer<typeof ReportData>;
/** The same before defaults are filled in: what a caller has to write. */
export type ReportInput = z.input<typeof ReportData>;
export type ReportRun = z.infer<typeof ReportRun>;
export type ReportPattern = z.infer<typeof ReportPattern>;
export type ReportSlice = z.infer<typeof ReportSlice>;
export type ReportWindow = z.infer<typeof ReportWindow>;
export type ReportTrace = z.infer<typeof ReportTrace>;
export type ReportEvent = z.infer<typeof ReportEvent>;

/** One analysed run. */
const ReportRun = z.object({
  run_id: z.string(),
  case_type: z.string(),
  run_outcome: z.string(),
  /** The local symptom: the rubric that spoke first, or the first failure marker; `none` without one. */
  eval_finding: z.string().default("none"),
  /** `null` when the run has no label. */
  promptfoo_pass: z.boolean().nullable().default(null),
  promptfoo_failed_checks: z.array(z.string()).default([]),
  /** Whether a grader marked the run red or, without a label, it failed by itself. */
  troubled: z.boolean().default(false),
  pattern_id: z.string().nullable().default(null),
  /** Orders the runs in time; runs without one go by id. */
  started_at: z.string().default(""),
  /** Place on the map; runs without one are not on it. */
  x: z.number().nullish(),
  y: z.number().nullish(),
});

/** One place to inspect, over all runs of a pattern. */
const ReportSuspect = z.object({
  agent: z.string(),
  tool: z.string().default(""),
  /** `omission`: what the agent left out; `order`: it came too early; else `step`. */
  kind: z.string().default("step"),
  /** Mean score over the runs that suspect it; comparable within a pattern only. */
  mean_score: z.number(),
  /** Share of the pattern's runs in which it ranks first, 0..1. */
  coverage: z.number(),
});

/** What runs of a pattern do, counted within and outside. */
const ReportEvidence = z.object({
  text: z.string(),
  inside: z.number(),
  inside_of: z.number(),
  outside: z.number(),
  outside_of: z.number(),
});

const ReportPattern = z.object({
  id: z.string(),
  label: z.string(),
  keywords: z.array(z.string()).default([]),
  trace_count: z.number(),
  /** Share of all analysed runs, 0..1. */
  prevalence: z.number(),
  /** Mean severity of its runs, 1 (low) to 3 (high). */
  severity: z.number(),
  impact: z.number(),
  owner: z.string().default(""),
  /** Median overlap with its best match when a fifth of the runs is left out, 0..1. */
  stability: z.number().nullable().default(null),
  unstable: z.boolean().default(false),
  p_value: z.number().nullable().default(null),
  /** Runs that behave so and that no grader marked red. */
  unflagged_count: z.number().default(0),
  failed_check: z.string().default(""),
  evidence: z.array(ReportEvidence).default([]),
  representatives: z.array(z.string()).default([]),
  suspects: z.array(ReportSuspect).default([]),
  summary: z.string().default(""),
});

const ReportSlice = z.object({
  /** What is sliced by: `case_type`, `region`, `agent_version`. */
  dimension: z.string(),
  value: z.string(),
  pattern_id: z.string(),
  /** Runs of the slice with the pattern, and runs of the slice. */
  count: z.number(),
  slice_runs: z.number(),
  /** Share of the slice's runs with the pattern, and how many times the share among all runs that is. */
  share: z.number(),
  lift: z.number(),
  /** 95% interval of the share. */
  low: z.number(),
  high: z.number(),
  /** p-value after false-discovery control over the table. */
  q_value: z.number(),
});

/** A stretch of runs, in time order, that behaves otherwise than the rest. */
const ReportWindow = z.object({
  first_run: z.string(),
  last_run: z.string(),
  first_started_at: z.string().default(""),
  last_started_at: z.string().default(""),
  runs: z.number(),
  share: z.number(),
  p_value: z.number(),
  differs: z
    .array(z.object({ behaviour: z.string(), inside: z.number(), outside: z.number() }))
    .default([]),
});

/** A step of an example run: the fields of an analysis event that are drawn. */
const ReportEvent = z.object({
  event_id: z.string(),
  ts: z.string().default(""),
  duration_ms: z.number().default(0),
  node_kind: z.string().default("span"),
  agent_name: z.string().default(""),
  target_agent: z.string().default(""),
  tool_name: z.string().default(""),
  finding_code: z.string().default(""),
  run_status: z.string().default(""),
  is_failure_marker: z.boolean().default(false),
});

/** An example run, with its steps in time order and the document that was analysed. */
const ReportTrace = z.object({
  run_id: z.string(),
  pattern_id: z.string().nullable().default(null),
  document: z.string().default(""),
  events: z.array(ReportEvent).default([]),
  suspects: z
    .array(
      z.object({
        rank: z.number(),
        event_id: z.string(),
        agent: z.string().default(""),
        tool: z.string().default(""),
        kind: z.string().default("step"),
        score: z.number(),
        /** The evidence against it, in words. */
        because: z.string().default(""),
      }),
    )
    .default([]),
});

/** Something in the input that could not be used, and where it is. */
const ReportProblem = z.object({
  kind: z.string(),
  file: z.string(),
  /** From 1; 0 when the whole file is meant. */
  line: z.number().default(0),
  message: z.string(),
});

/** How often the analysis was right where the truth is known, and where that was measured. */
const ReportAccuracy = z.object({
  /** What was measured on: `ten fresh populations of 1,000 orders, simulated models and graders`. */
  populations: z.string(),
  /** How to measure it again: a command, a file. */
  source: z.string(),
  measures: z.array(
    z.object({
      name: z.string(),
      median: z.number(),
      worst: z.number(),
      target: z.number(),
      direction: z.enum(["at_least", "at_most"]),
    }),
  ),
});

export const ReportData = z.object({
  title: z.string().default("Recurring behaviour"),
  /** Left out, the page says that nobody has measured it. */
  accuracy: ReportAccuracy.nullable().default(null),
  /** Which models made the runs and the labels; `simulated` when any was, `null` when nobody knows. */
  models: z.object({
    simulated: z.boolean().nullable(),
    names: z.array(z.string()).default([]),
  }),
  input: z.object({
    /** Rows of the results file, runs that could be analysed, runs with a label. */
    result_rows: z.number(),
    analysable_runs: z.number(),
    labelled_runs: z.number(),
    /** Runs kept for discovery because of failure, review, runtime or eval signals. */
    considered_runs: z.number(),
    problems: z.array(ReportProblem).default([]),
    notes: z.array(z.string()).default([]),
  }),
  runs: z.array(ReportRun),
  patterns: z.array(ReportPattern).default([]),
  slices: z.array(ReportSlice).default([]),
  drift: z.array(ReportWindow).default([]),
  traces: z.array(ReportTrace).default([]),
});
