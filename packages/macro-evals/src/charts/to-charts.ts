import type { Analysis } from "../analysis.ts";
import type { NormalizedRun } from "../bundle/records.ts";
import { project2d } from "../embed/project-2d.ts";
import type { BarChart, Chart, HeatmapChart, MapChart, SankeyChart } from "./chart.ts";
import { exampleCharts } from "./example-charts.ts";
import { timeline } from "./timeline.ts";

export interface ToChartsOptions {
  analysis: Analysis;
  /** Example runs in full, for story strips, swimlanes and documents: at best the first of each pattern. */
  examples?: readonly NormalizedRun[];
  /** Files and rows that could not be used. */
  problems?: number;
  /** `umap` needs `umap-js`. Default `linear`. */
  map?: "umap" | "linear";
}

/**
 * Everything the report draws, as plain data that any renderer can take.
 *
 * @example const charts = await toCharts({ analysis })
 */
export async function toCharts(options: ToChartsOptions): Promise<Chart[]> {
  const { analysis, examples = [], problems = 0 } = options;
  return [
    coverageBars(analysis, problems),
    passFail(analysis),
    failedChecks(analysis),
    flowBefore(analysis),
    flowAfter(analysis),
    impactBars(analysis),
    await traceMap(analysis, options.map ?? "linear"),
    caseHeatmap(analysis),
    timeline(analysis),
    suspectBars(analysis),
    ...exampleCharts(analysis, examples),
  ];
}

function coverageBars({ coverage }: Analysis, problems: number): BarChart {
  return {
    kind: "bars",
    id: "coverage",
    title: "What was analysed",
    means: "How many runs were read, labelled, marked red, and placed in a pattern.",
    does_not_mean: "That a run without a pattern is fine: it may be alone with its fault.",
    unit: "runs",
    bars: [
      { label: "analysed", value: coverage.runs },
      { label: "labelled", value: coverage.labelled },
      { label: "red", value: coverage.red, tone: "red" },
      { label: "in a pattern", value: coverage.assigned },
      { label: "left out: files or rows not usable", value: problems, tone: "warning" },
    ],
  };
}

function passFail({ coverage }: Analysis): BarChart {
  return {
    kind: "bars",
    id: "pass_fail",
    title: "Passed and failed",
    means: "Verdicts of the lower-level evals; runs without a label count by their own signals.",
    does_not_mean: "The true share of bad runs: graders miss some and raise false alarms.",
    unit: "runs",
    bars: [
      { label: "passed", value: coverage.runs - coverage.red, tone: "green" },
      { label: "failed", value: coverage.red, tone: "red" },
    ],
  };
}

function failedChecks({ coverage }: Analysis): BarChart {
  return {
    kind: "bars",
    id: "failed_checks",
    title: "Failed checks",
    means: "How often each check failed. A run can fail several.",
    does_not_mean: "How serious the failures are.",
    unit: "runs",
    bars: Object.entries(coverage.failed_checks)
      .filter(([check]) => check !== "any check")
      .map(([label, value]) => ({ label, value })),
  };
}

const fewestFlow = 3;

function flowBefore({ assignments }: Analysis): SankeyChart {
  return {
    kind: "sankey",
    id: "flow_before",
    title: "Case types and verdicts",
    means: "Which setups end red, before any pattern is known.",
    does_not_mean: "That a case type causes failures.",
    ...flow(
      assignments.map(({ case_type, troubled }) => [case_type, troubled ? "red" : "green"]),
      fewestFlow,
    ),
  };
}

function flowAfter(analysis: Analysis): SankeyChart {
  const label = labels(analysis);
  const red = analysis.assignments.filter(({ troubled }) => troubled);
  return {
    kind: "sankey",
    id: "flow_after",
    title: "Where the red runs go",
    means: "Which patterns the red runs of each case type fall into.",
    does_not_mean: "That runs outside every pattern have no fault.",
    ...flow(
      red.map(({ case_type, pattern_id }) => [
        case_type,
        "red",
        pattern_id === null ? "no pattern" : (label.get(pattern_id) ?? pattern_id),
      ]),
      fewestFlow,
    ),
  };
}

/** Adjacent columns joined by their counts; thin links are left out. */
function flow(paths: readonly string[][], fewest: number): Pick<SankeyChart, "nodes" | "links"> {
  const counts = new Map<string, { source: string; target: string; value: number }>();
  for (const path of paths)
    path.slice(1).forEach((to, i) => {
      const [source, target] = [`${i}:${path[i] ?? ""}`, `${i + 1}:${to}`];
      const link = counts.get(`${source}\u0001${target}`) ?? { source, target, value: 0 };
      link.value++;
      counts.set(`${source}\u0001${target}`, link);
    });
  const links = [...counts.values()]
    .filter(({ value }) => value >= fewest)
    .toSorted((a, b) => b.value - a.value);
  const ids = [...new Set(links.flatMap(({ source, target }) => [source, target]))];
  return {
    links,
    nodes: ids.map((id) => ({
      id,
      column: Number(id.split(":")[0]),
      label: id.slice(id.indexOf(":") + 1),
    })),
  };
}

function impactBars({ patterns }: Analysis): BarChart {
  return {
    kind: "bars",
    id: "impact",
    title: "Patterns by impact",
    means: "Share of runs times mean severity: where a mend helps most.",
    does_not_mean: "Money or harm: severity is 1 to 3 by how runs ended.",
    unit: "impact",
    bars: patterns.map(({ id, label, impact, severity, trace_count, owner, unstable }) => ({
      label,
      value: impact,
      tone: severity < 1.5 ? "low" : severity < 2.5 ? "medium" : "high",
      note: `${trace_count} runs, ${owner}${unstable ? ", unstable" : ""}`,
      pattern_id: id,
    })),
  };
}

async function traceMap(
  { space, assignments }: Analysis,
  method: "umap" | "linear",
): Promise<MapChart> {
  const patternOf = new Map(assignments.map(({ run_id, pattern_id }) => [run_id, pattern_id]));
  const places = await project2d({ ...space, method });
  return {
    kind: "map",
    id: "map",
    title: "Map of the red runs",
    means: "Runs close together fail in like ways.",
    does_not_mean: "Exact distances: the map flattens many dimensions into two.",
    points: places.map(([x, y], i) => {
      const run_id = space.run_ids[i] ?? "";
      return { x, y, run_id, pattern_id: patternOf.get(run_id) ?? null };
    }),
  };
}

function caseHeatmap({ patterns, assignments }: Analysis): HeatmapChart {
  const sizes = new Map<string, number>();
  for (const { case_type } of assignments) sizes.set(case_type, (sizes.get(case_type) ?? 0) + 1);
  const columns = [...sizes].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  return {
    kind: "heatmap",
    id: "cases",
    title: "Patterns by case type",
    means:
      "Share of each case type's runs that show the pattern; lift is that share over the share in all runs.",
    does_not_mean:
      "A reliable difference where counts are small; see the adjusted p-values of the slices.",
    rows: patterns.map(({ id, label }) => ({ id, label })),
    columns,
    cells: patterns.flatMap(({ case_mix, trace_count, prevalence }, row) =>
      columns.flatMap((name, column) => {
        const count = Math.round((case_mix[name] ?? 0) * trace_count);
        const share = count / (sizes.get(name) ?? 1);
        return count === 0 ? [] : [{ row, column, count, share, lift: share / prevalence }];
      }),
    ),
  };
}

const mostSuspects = 15;

function suspectBars({ patterns }: Analysis): BarChart {
  return {
    kind: "bars",
    id: "suspects",
    title: "Inspect first",
    means: "In what share of a pattern's runs a step ranks first among the suspects.",
    does_not_mean: "Proof of a cause: it is where to open the trace first.",
    unit: "share of the pattern's runs",
    bars: patterns
      .flatMap(({ id, label, suspects }) =>
        suspects.slice(0, 2).map(({ agent, tool, kind, coverage }) => ({
          label: [agent, tool].filter(Boolean).join(" / "),
          value: coverage,
          tone: kind,
          note: label,
          pattern_id: id,
        })),
      )
      .filter(({ value }) => value > 0)
      .slice(0, mostSuspects),
  };
}

function labels({ patterns }: Analysis): Map<string, string> {
  return new Map(patterns.map(({ id, label }) => [id, label]));
}
