import type { AgentRun } from "@loopwright/core";
import type { FeedbackRow } from "./feedback-row.ts";

export type RunSearch =
  | { run: AgentRun }
  | { problem: string; mend: string; key?: RunName["key"]; unknown: boolean };

/** The run that a row is about. All the names that it gives must fit the same run. */
export function findRun(row: FeedbackRow, runs: readonly AgentRun[]): RunSearch {
  const names = namesOf(row);
  if (names.length === 0)
    return {
      problem: "names no run",
      mend: "give trace_label, trace_id or question",
      unknown: false,
    };
  const fitting = runs.filter((run) => names.every((name) => name.fits(run)));
  const [run] = fitting;
  if (run && fitting.length === 1) return { run };
  // The first is the column of the problem, and need not be said again.
  const given = names
    .map(({ key, value }, index) => (index === 0 ? `"${value}"` : `${key} "${value}"`))
    .join(" and ");
  const key = names[0]?.key;
  return fitting.length > 1
    ? {
        problem: `${given} fits ${labelsOf(fitting)}`,
        mend: "give trace_label as well",
        ...(key ? { key } : {}),
        unknown: false,
      }
    : {
        problem: `${given} fits none of the runs`,
        mend: runs.length === 0 ? "there are no runs" : `the runs are ${labelsOf(runs)}`,
        ...(key ? { key } : {}),
        unknown: true,
      };
}

/** Whether a cell, in whichever column, names one of the runs. */
export function namesRun(cell: string, runs: readonly AgentRun[]): boolean {
  const names = namesOf({ trace_id: cell, trace_label: cell, question: cell });
  return runs.some((run) => names.some(({ fits }) => fits(run)));
}

interface RunName {
  key: "trace_id" | "trace_label" | "question";
  value: string;
  fits: (run: AgentRun) => boolean;
}

function namesOf({
  trace_id,
  trace_label,
  question,
}: Pick<FeedbackRow, RunName["key"]>): RunName[] {
  const names: RunName[] = [];
  if (trace_id !== undefined)
    names.push({
      key: "trace_id",
      value: trace_id,
      fits: (run) => run.trace_id === trace_id || run.sdk_trace_id === trace_id,
    });
  if (trace_label !== undefined)
    names.push({
      key: "trace_label",
      value: trace_label,
      fits: (run) => plainLabel(run.trace_label) === plainLabel(trace_label),
    });
  if (question !== undefined)
    names.push({
      key: "question",
      value: question,
      fits: (run) => plain(run.question) === plain(question),
    });
  return names;
}

/** Spacing and case are accidents of copying. */
function plain(question: string): string {
  return question.trim().replace(/\s+/g, " ").toLowerCase();
}

/** `trace_01` is how the run's folder is called. */
function plainLabel(label: string): string {
  return label.toLowerCase().replaceAll(/[\s_]+/g, "-");
}

/** Enough labels to choose from. */
function labelsOf(runs: readonly AgentRun[]): string {
  const labels = runs.slice(0, 12).map(({ trace_label }) => trace_label);
  const more = runs.length - labels.length;
  return more > 0 ? `${labels.join(", ")} and ${more} more` : labels.join(", ");
}
