import type { ReportData, ReportPattern, ReportRun } from "../report-data.ts";
import { answerIn } from "./answer.ts";
import { flowOf } from "./flow.ts";
import { heatmapOf } from "./heatmap.ts";
import { mapOf } from "./map.ts";
import { patternView } from "./pattern-view.ts";
import type { CaseBar, InputView, ReportView } from "./report-view.ts";
import { inTimeOrder, timelineOf, windowViews } from "./timeline.ts";
import { figure, spaced, tally } from "./words.ts";

/** Counts everything that the page shows. Pure: the same data give the same view. */
export function toView(data: ReportData): ReportView {
  const ordered: ReportData = {
    ...data,
    runs: inTimeOrder(data.runs),
    patterns: byImpact(data.patterns),
  };
  const { runs, patterns } = ordered;
  const columns = {
    "case type": (run: ReportRun) => spaced(run.case_type),
    "run outcome": (run: ReportRun) => spaced(run.run_outcome),
    "eval finding": (run: ReportRun) => spaced(run.eval_finding),
  };
  const labelOf = new Map(patterns.map(({ id, label }, i) => [id, `${i + 1}. ${label}`]));
  const withPattern = {
    ...columns,
    "behaviour pattern": (run: ReportRun) => labelOf.get(run.pattern_id ?? "") ?? "in no pattern",
  };
  const views = patterns.map((pattern) => patternView(pattern, ordered));
  const windows = windowViews(ordered);
  return {
    title: data.title,
    models: data.models,
    input: inputView(ordered),
    answer: answerIn({
      starts: runs.map(({ started_at }) => started_at),
      patterns: views,
      windows,
      input: data.input,
      runs: runs.length,
    }),
    cases: caseBars(runs),
    labels: labelCounts(runs),
    checks: tally(runs.flatMap((run) => run.promptfoo_failed_checks)).map(([name, count]) => ({
      name: spaced(name),
      runs: count,
    })),
    flowBefore: flowOf({ runs, columns, fewest: 3 }),
    flowAfter: flowOf({ runs: runs.filter(isTroubled), columns: withPattern, fewest: 4 }),
    patterns: views,
    map: mapOf(ordered),
    heatmap: heatmapOf(ordered),
    timeline: timelineOf(ordered),
    windows,
    accuracy: accuracyView(data.accuracy),
  };
}

function accuracyView(accuracy: ReportData["accuracy"]): ReportView["accuracy"] {
  return (
    accuracy && {
      ...accuracy,
      measures: accuracy.measures.map(({ name, median, worst, target, direction }) => ({
        name,
        median: figure(median),
        worst: figure(worst),
        target: `${direction === "at_least" ? "at least" : "at most"} ${figure(target)}`,
        met: direction === "at_least" ? median >= target : median <= target,
      })),
    }
  );
}

function isTroubled(run: ReportRun): boolean {
  return run.troubled || run.pattern_id !== null;
}

function byImpact(patterns: readonly ReportPattern[]): ReportPattern[] {
  return patterns.toSorted((a, b) => b.impact - a.impact || b.trace_count - a.trace_count);
}

function caseBars(runs: readonly ReportRun[]): CaseBar[] {
  return tally(runs.map((run) => run.case_type)).map(([case_type, count]) => {
    const own = runs.filter((run) => run.case_type === case_type);
    const assigned = own.filter((run) => run.pattern_id !== null).length;
    const unassigned = own.filter((run) => run.pattern_id === null && isTroubled(run)).length;
    return {
      case_type: spaced(case_type),
      assigned,
      unassigned,
      healthy: count - assigned - unassigned,
    };
  });
}

function labelCounts(runs: readonly ReportRun[]): ReportView["labels"] {
  const passed = runs.filter((run) => run.promptfoo_pass === true).length;
  const failed = runs.filter((run) => run.promptfoo_pass === false).length;
  return { passed, failed, unlabelled: runs.length - passed - failed };
}

function inputView({ input, runs }: ReportData): InputView {
  const { problems, ...counts } = input;
  return {
    ...counts,
    assigned_runs: runs.filter((run) => run.pattern_id !== null).length,
    problems: tally(problems.map(({ kind }) => kind)).map(([kind, count]) => ({
      kind: spaced(kind),
      count,
      examples: problems
        .filter((problem) => problem.kind === kind)
        .slice(0, 5)
        .map(({ file, line, message }) => `${line > 0 ? `${file}:${line}` : file}: ${message}`),
    })),
  };
}
