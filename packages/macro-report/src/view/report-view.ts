/**
 * What the page and the charts read: counts instead of runs, so that the page stays small whatever the population.
 * `toView` makes it. Patterns come in order of impact everywhere.
 */
export interface ReportView {
  title: string;
  models: { simulated: boolean | null; names: string[] };
  input: InputView;
  answer: AnswerView;
  cases: CaseBar[];
  labels: { passed: number; failed: number; unlabelled: number };
  checks: { name: string; runs: number }[];
  flowBefore: Flow;
  flowAfter: Flow;
  patterns: PatternView[];
  map: MapView;
  heatmap: HeatmapView;
  timeline: TimelineView;
  windows: WindowView[];
  accuracy: AccuracyView | null;
}

/** How often the analysis was right where the truth was known. */
export interface AccuracyView {
  populations: string;
  source: string;
  measures: { name: string; median: string; worst: string; target: string; met: boolean }[];
}

export interface InputView {
  result_rows: number;
  analysable_runs: number;
  labelled_runs: number;
  considered_runs: number;
  assigned_runs: number;
  /** How many problems of each kind, and the first of them. */
  problems: { kind: string; count: number; examples: string[] }[];
  notes: string[];
}

/** The page in a few sentences. */
export interface AnswerView {
  headline: string;
  /** When the runs began: first and last day; empty when runs carry no times. */
  period: string;
  patterns: {
    id: string;
    label: string;
    size: string;
    where: string;
    inspect: string;
    why: string;
    doubt: string;
  }[];
  drift: string[];
}

/** Runs of one case type, parted: in a pattern, with trouble but in none, without trouble. */
export interface CaseBar {
  case_type: string;
  assigned: number;
  unassigned: number;
  healthy: number;
}

/** A Sankey without cycles: each node belongs to one column, links lead to a later column. */
export interface Flow {
  columns: string[];
  nodes: { id: string; label: string; column: number; runs: number }[];
  links: { from: string; to: string; runs: number }[];
  /** Runs in links too thin to draw. */
  hidden: number;
}

export interface SuspectView {
  /** The agent, and the tool, the hand-over or what it left out. */
  name: string;
  /** What speaks against it, as in the example runs; empty when no example run suspects it. */
  because: string;
  kind: string;
  score: number;
  coverage: number;
}

export interface PatternView {
  id: string;
  label: string;
  keywords: string[];
  trace_count: number;
  prevalence: number;
  severity: number;
  impact: number;
  owner: string;
  stability: number | null;
  unstable: boolean;
  p_value: number | null;
  unflagged_count: number;
  failed_check: string;
  evidence: { text: string; inside: number; outside: number }[];
  representatives: string[];
  suspects: SuspectView[];
  summary: string;
  /** Slices where it is commoner than elsewhere beyond chance, most so first. */
  slices: {
    slice: string;
    count: number;
    slice_runs: number;
    lift: number;
    low: number;
    high: number;
    q_value: number;
  }[];
  example: ExampleView | null;
  agentFlow: Flow;
}

/** One run of the pattern, close up. */
export interface ExampleView {
  run_id: string;
  document: string;
  /** The way from the first suspect to the mark of failure, at most five steps. */
  story: StepView[];
  /** Steps around the first suspect. */
  window: StepView[];
}

export interface StepView {
  /** Position in the run, from 1. */
  step: number;
  agent: string;
  what: string;
  kind: string;
  /** Rank as a suspect; 0 when it is none. */
  suspect: number;
  /** Why it is suspected. */
  because: string;
  failure: boolean;
  duration_ms: number;
}

/** Points of the 2-D map, per pattern; `pattern` is -1 for runs in none. */
export interface MapView {
  groups: { pattern: number; points: [x: number, y: number, run_id: string][] }[];
  /** Points that are not drawn because the map would be too full. */
  hidden: number;
}

export interface HeatCell {
  pattern: number;
  case_type: number;
  runs: number;
  of: number;
  lift: number;
  /** Whether the lift is beyond chance. */
  certain: boolean;
}

/** Pattern by case type. */
export interface HeatmapView {
  case_types: string[];
  cells: HeatCell[];
}

/** Shares in consecutive stretches of runs, in time order. */
export interface TimelineView {
  bins: { first_run: string; last_run: string; date: string; runs: number }[];
  failed: (number | null)[];
  series: { pattern: number; share: number[] }[];
  /** Windows of drift as bin numbers, first and last. */
  windows: { from: number; to: number; label: string }[];
}

export interface WindowView {
  first_run: string;
  last_run: string;
  dates: string;
  runs: number;
  share: number;
  p_value: number;
  differs: { behaviour: string; inside: number; outside: number }[];
  /** Patterns of its runs. */
  patterns: { label: string; runs: number }[];
}
