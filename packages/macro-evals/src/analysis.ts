import type { BehaviorPattern } from "./describe/pattern.ts";
import type { DriftWindow } from "./drift/scan-drift.ts";
import type { Suspect } from "./localize/suspects.ts";
import type { SliceLift } from "./slices/slice-lift.ts";

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
  /** How runs beyond the sample were assigned; null when all runs were compared with each other. */
  sample: SampleCoverage | null;
  /** Median adjusted Rand index between resamples and the whole; null when not resampled. */
  resample_agreement: number | null;
  failed_checks: Record<string, number>;
  notes: string[];
}

/** What is known of runs that were too many to compare all with each other. */
export interface SampleCoverage {
  /** Runs that the patterns were found in. */
  runs: number;
  /** Runs that were given to those patterns by likeness. */
  further: number;
  /** Share of the troubled runs that fit no pattern, in the sample and among the further runs. */
  reject_rate: { sample: number; further: number };
}
