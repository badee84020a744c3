import type { ReportData } from "../report-data.ts";
import type { AnswerView, PatternView, WindowView } from "./report-view.ts";
import { contrastInWords } from "./timeline.ts";
import { counted, figure, percent } from "./words.ts";

interface AnswerOptions {
  /** In time order. */
  starts: readonly string[];
  patterns: readonly PatternView[];
  windows: readonly WindowView[];
  input: ReportData["input"];
  runs: number;
}

/** What a reader who stops at the first screen should know. */
export function answerIn({ starts, patterns, windows, input, runs }: AnswerOptions): AnswerView {
  return {
    headline: headline(patterns, input, runs),
    period: periodOf(starts),
    patterns: patterns.slice(0, 3).map((pattern) => ({
      id: pattern.id,
      label: pattern.label,
      size: sizeOf(pattern, runs),
      where: whereOf(pattern),
      inspect: inspectFirst(pattern),
      why: whyOf(pattern),
      doubt: doubtOf(pattern),
    })),
    drift: windows.map(windowInWords),
  };
}

function headline(
  patterns: readonly PatternView[],
  input: ReportData["input"],
  runs: number,
): string {
  const looked = `${counted(runs, "run")} analysed, ${input.considered_runs} with signs of trouble`;
  if (patterns.length === 0)
    return `${looked}. No behaviour repeats more often than chance allows: nothing to open first.`;
  const covered = patterns.reduce((sum, { trace_count }) => sum + trace_count, 0);
  return `${looked}. ${counted(patterns.length, "pattern")} cover ${covered} of them.`;
}

function periodOf(starts: readonly string[]): string {
  const days = starts.filter(Boolean).map((time) => time.slice(0, 10));
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? first : `${first} to ${last}`;
}

function sizeOf({ trace_count, prevalence, severity }: PatternView, runs: number): string {
  return `${trace_count} of ${counted(runs, "run")} (${percent(prevalence)}), mean severity ${figure(severity)} of 3`;
}

function whereOf({ slices }: PatternView): string {
  const [first] = slices;
  if (!first) return "Spread over the population: no slice has clearly more of it.";
  return `Most concentrated in ${first.slice}: ${first.count} of its ${first.slice_runs} runs, ${figure(first.lift)} times the usual share.`;
}

function inspectFirst({ suspects }: PatternView): string {
  const [first] = suspects;
  return first
    ? `${first.name}. First suspect in ${percent(first.coverage)} of the runs.`
    : "No step stands out.";
}

/** The evidence against the first suspect, unless the label says it already. */
function whyOf({ label, suspects }: PatternView): string {
  const because = suspects[0]?.because ?? "";
  return because === label ? "" : because;
}

function doubtOf({ unstable, p_value }: PatternView): string {
  if (unstable) return "Unstable: it changes when a fifth of the runs is left out.";
  return p_value !== null && p_value > 0.05 ? `Weak evidence (p ${figure(p_value)}).` : "";
}

function windowInWords({
  first_run,
  last_run,
  dates,
  runs,
  share,
  p_value,
  differs,
  patterns,
}: WindowView): string {
  const when = dates === "" ? "" : `, ${dates}`;
  const what = differs[0]
    ? ` What differs most: ${differs[0].behaviour}, ${contrastInWords(differs[0])}.`
    : "";
  const pattern = patterns[0]
    ? ` Most frequent pattern inside: ${patterns[0].label} (${counted(patterns[0].runs, "run")}).`
    : "";
  return `From ${first_run} to ${last_run}${when}: ${counted(runs, "run")} (${percent(share)}) behave otherwise than the rest (p ${figure(p_value)}).${what}${pattern}`;
}
