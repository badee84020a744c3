import { spaced } from "./view/words.ts";
import type { ReportInput } from "./report-data.ts";

/** An analysis of runs, as far as a report reads it; `analyzeRuns` of macro-evals gives one. */
export interface ReportAnalysis extends Required<
  Pick<ReportInput, "patterns" | "slices" | "drift">
> {
  assignments: readonly {
    run_id: string;
    pattern_id: string | null;
    case_type: string;
    troubled: boolean;
  }[];
  suspects: readonly (Suspect & { run_id: string })[];
  documents: readonly { run_id: string; text: string }[];
  coverage: { labelled: number; notes: readonly string[] };
  /** When each run started, by run id. */
  starts: Readonly<Record<string, string>>;
}

type Trace = NonNullable<ReportInput["traces"]>[number];
type Suspect = NonNullable<Trace["suspects"]>[number];

export interface ReportSources {
  analysis: ReportAnalysis;
  /** How each run ended, and its first mark of failure. */
  endings: ReadonlyMap<string, { run_outcome: string; primary_failure_marker: string }>;
  labels: ReadonlyMap<
    string,
    {
      promptfoo_pass: boolean;
      promptfoo_failed_checks: readonly string[];
      promptfoo_primary_finding: string;
    }
  >;
  /** Example runs with their steps. */
  examples: readonly { trace: { run_id: string }; events: NonNullable<Trace["events"]> }[];
  /** Places on the map. */
  places: readonly { run_id: string; x: number; y: number }[];
  problems: NonNullable<ReportInput["input"]["problems"]>;
  /** 0 when the data have no file of results. */
  resultRows: number;
  models: ReportInput["models"];
  accuracy?: ReportInput["accuracy"];
  title?: string;
}

/**
 * Puts an analysis, its labels and a few example runs together as the data of a report.
 *
 * @example renderReport(reportDataOf({ analysis, endings, labels, examples, places, problems, resultRows, models }))
 */
export function reportDataOf(sources: ReportSources): ReportInput {
  const { analysis, problems, resultRows, models, accuracy, title } = sources;
  const { patterns, slices, drift, assignments, coverage } = analysis;
  return {
    ...(title === undefined ? {} : { title }),
    ...(accuracy === undefined ? {} : { accuracy }),
    models,
    input: {
      result_rows: resultRows,
      analysable_runs: assignments.length,
      labelled_runs: coverage.labelled,
      considered_runs: assignments.filter(({ troubled }) => troubled).length,
      problems,
      notes: [...coverage.notes],
    },
    runs: runsOf(sources),
    patterns,
    slices,
    drift,
    traces: tracesOf(sources),
  };
}

function runsOf({ analysis, endings, labels, places }: ReportSources): ReportInput["runs"] {
  const placeOf = new Map(places.map(({ run_id, x, y }) => [run_id, { x, y }]));
  return analysis.assignments.map(({ run_id, case_type, pattern_id, troubled }) => {
    const ending = endings.get(run_id);
    const label = labels.get(run_id);
    return {
      run_id,
      case_type,
      run_outcome: ending?.run_outcome ?? "unknown",
      eval_finding: findingOf(label?.promptfoo_primary_finding, ending?.primary_failure_marker),
      promptfoo_pass: label?.promptfoo_pass ?? null,
      promptfoo_failed_checks: [...(label?.promptfoo_failed_checks ?? [])],
      troubled,
      pattern_id,
      started_at: analysis.starts[run_id] ?? "",
      ...placeOf.get(run_id),
    };
  });
}

/** What the graders found first, else the first mark of failure, else nothing. */
function findingOf(graded: string | undefined, marker: string | undefined): string {
  if (graded && graded !== "none") return graded;
  return marker ? `marker: ${spaced(marker)}` : "none";
}

function tracesOf({ analysis, examples }: ReportSources): Trace[] {
  const patternOf = new Map(analysis.assignments.map((row) => [row.run_id, row.pattern_id]));
  const documentOf = new Map(analysis.documents.map(({ run_id, text }) => [run_id, text]));
  return examples.map(({ trace: { run_id }, events }) => ({
    run_id,
    pattern_id: patternOf.get(run_id) ?? null,
    document: documentOf.get(run_id) ?? "",
    events,
    suspects: analysis.suspects.filter((suspect) => suspect.run_id === run_id),
  }));
}
