import type { ReportData, ReportRun } from "../report-data.ts";
import type { TimelineView, WindowView } from "./report-view.ts";
import { compare, percent, tally } from "./words.ts";

/** As the drift scan orders them: by start, then id. */
export function inTimeOrder(runs: readonly ReportRun[]): ReportRun[] {
  return runs.toSorted(
    (a, b) => compare(a.started_at, b.started_at) || compare(a.run_id, b.run_id),
  );
}

const mostBins = 50;
const mostSeries = 5;

/** Shares in up to fifty stretches of equally many runs; `runs` are in time order. */
export function timelineOf({ runs, patterns, drift }: ReportData): TimelineView {
  const count = Math.max(1, Math.min(mostBins, Math.floor(runs.length / 10)));
  const edge = (bin: number) => Math.floor((bin * runs.length) / count);
  const stretches = Array.from({ length: count }, (_, bin) => runs.slice(edge(bin), edge(bin + 1)));
  const position = new Map(runs.map(({ run_id }, i) => [run_id, i]));
  const binOf = (run_id: string) =>
    Math.min(count - 1, Math.floor(((position.get(run_id) ?? 0) * count) / runs.length));
  return {
    bins: stretches.map((own) => ({
      first_run: own[0]?.run_id ?? "",
      last_run: own.at(-1)?.run_id ?? "",
      date: own[0]?.started_at.slice(0, 10) ?? "",
      runs: own.length,
    })),
    failed: stretches.map(failedShare),
    series: patterns.slice(0, mostSeries).map(({ id }, pattern) => ({
      pattern,
      share: stretches.map((own) => shareOf(own, (run) => run.pattern_id === id)),
    })),
    windows: drift.map((window, i) => ({
      from: binOf(window.first_run),
      to: binOf(window.last_run),
      label: `window ${i + 1}`,
    })),
  };
}

/** The windows with dates and with what their runs were assigned to. */
export function windowViews({ runs, patterns, drift }: ReportData): WindowView[] {
  const position = new Map(runs.map(({ run_id }, i) => [run_id, i]));
  return drift.map((window) => {
    const inside = runs.slice(
      position.get(window.first_run) ?? 0,
      (position.get(window.last_run) ?? -1) + 1,
    );
    const days = [window.first_started_at, window.last_started_at].map((time) => time.slice(0, 10));
    const labelOf = new Map(patterns.map(({ id, label }) => [id, label]));
    return {
      first_run: window.first_run,
      last_run: window.last_run,
      dates: [...new Set(days)].filter(Boolean).join(" to "),
      runs: window.runs,
      share: window.share,
      p_value: window.p_value,
      differs: window.differs,
      patterns: tally(inside.flatMap((run) => labelOf.get(run.pattern_id ?? "") ?? []))
        .slice(0, 3)
        .map(([label, count]) => ({ label, runs: count })),
    };
  });
}

/** `in 98% of these runs, in 0% of the others` */
export function contrastInWords({ inside, outside }: { inside: number; outside: number }): string {
  return `in ${percent(inside)} of these runs and ${percent(outside)} of the others`;
}

function failedShare(runs: readonly ReportRun[]): number | null {
  const labelled = runs.filter(({ promptfoo_pass }) => promptfoo_pass !== null);
  return labelled.length === 0 ? null : shareOf(labelled, (run) => run.promptfoo_pass === false);
}

function shareOf(runs: readonly ReportRun[], test: (run: ReportRun) => boolean): number {
  return runs.length === 0 ? 0 : Math.round((1000 * runs.filter(test).length) / runs.length) / 1000;
}
