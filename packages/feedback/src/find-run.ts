import type { AgentRun } from "@loopwright/core";
import type { FeedbackRow } from "./feedback-row.ts";

export type RunSearch = { run: AgentRun } | { problem: string; unknown: boolean };

/** The run that a row is about. All the names that it gives must fit the same run. */
export function findRun(row: FeedbackRow, runs: readonly AgentRun[]): RunSearch {
  const names = namesOf(row);
  if (names.length === 0)
    return {
      problem: "names no run; give trace_label, trace_id or question",
      unknown: false,
    };
  const fitting = runs.filter((run) => names.every((name) => name.fits(run)));
  const [run] = fitting;
  if (run && fitting.length === 1) return { run };
  const given = names.map(({ key, value }) => `${key} "${value}"`).join(" and ");
  return fitting.length > 1
    ? { problem: `${given} fits ${labelsOf(fitting)}; give trace_label as well`, unknown: false }
    : { problem: `${given} fits none of the runs`, unknown: true };
}

interface RunName {
  key: "trace_id" | "trace_label" | "question";
  value: string;
  fits: (run: AgentRun) => boolean;
}

function namesOf({ trace_id, trace_label, question }: FeedbackRow): RunName[] {
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
      fits: (run) => run.trace_label === trace_label,
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

function labelsOf(runs: readonly AgentRun[]): string {
  return runs.map(({ trace_label }) => trace_label).join(", ");
}

/** The runs there are, for someone who has to choose one. */
export function describeRuns(runs: readonly AgentRun[]): string {
  return runs.map(({ trace_label, question }) => `${trace_label} ("${question}")`).join(", ");
}
