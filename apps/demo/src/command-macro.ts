import { readJsonl, writeJson, LoopError } from "@loopwright/core";
import {
  analyzeCookbook,
  analyzeRuns,
  evaluateAgainstTruth,
  openData,
  readAnalysis,
  toCharts,
  TruthRow,
  writeAnalysis,
  type Analysis,
  type BehaviorPattern,
  type DataProblem,
  type Evaluation,
  type NormalizedRun,
  type OpenDataOptions,
  type PatternChange,
  type RunData,
} from "@loopwright/macro-evals";
import { duckdbBundles } from "@loopwright/macro-evals/duckdb";
import { join } from "node:path";
import { exitCodes } from "./exit-code.ts";
import { withEndings, writeReport } from "./macro-report.ts";
import { patternsOf, writeChanges } from "./macro-changes.ts";
import { measuredAccuracy } from "./measured-accuracy.ts";
import { writeRegressionEvals } from "./regression-evals.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface MacroOptions {
  data?: string;
  out: string;
  labels?: string;
  limit?: string;
  previous?: string;
  compat?: string;
  json?: boolean;
}

/** `loopwright macro`: the patterns in a population of runs, and where to look first. */
export async function macroCommand(
  options: MacroOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const started = performance.now();
  const source = dataOptions(options, settings);
  const { data, endings } = withEndings(await openTraces(source));
  const previous =
    options.previous === undefined
      ? undefined
      : await patternsOf(fromUser(settings, options.previous));
  const analysis = await analyse(data, { options, settings, previous, signal }).catch(
    (error: unknown) => {
      throw withProblems(error, data.problems);
    },
  );
  const out = fromUser(settings, options.out);
  await writeAnalysis(out, analysis, data.problems);
  const changes = previous ? await writeChanges(out, analysis, previous) : [];
  const charts = await chartsOf(analysis, data);
  await writeJson(join(out, "charts.json"), charts);
  // Measured for our method alone.
  const accuracy = options.compat === undefined ? { accuracy: measuredAccuracy } : {};
  await writeReport({ out, source: source.path, analysis, data, endings, charts, ...accuracy });
  const evals = await writeRegressionEvals(out, analysis, data);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ out, seconds, coverage: analysis.coverage, problems: data.problems.length, regression_evals: evals.length, changes, patterns: analysis.patterns.map(brief) }, null, 2)}\n`
      : report({ analysis, problems: data.problems, evals: evals.length, changes, out, seconds }),
  );
  return exitCodes.ok;
}

/** `loopwright macro score`: how often an analysis was right, where the truth is known. */
export async function macroScoreCommand(
  options: { truth: string; macro: string; json?: boolean },
  settings: Settings,
): Promise<number> {
  const truth = await readJsonl(fromUser(settings, options.truth), TruthRow);
  const evaluation = evaluateAgainstTruth({
    truth,
    ...(await readAnalysis(fromUser(settings, options.macro))),
  });
  process.stdout.write(
    options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : scoreTable(evaluation),
  );
  return exitCodes.ok;
}

function dataOptions(options: MacroOptions, settings: Settings): OpenDataOptions {
  const path = options.data ?? settings.macro.dataRoot;
  if (path === undefined)
    throw new LoopError("bad_input", "which traces? give --data DIR or set MACRO_EVALS_DATA_ROOT");
  const labels = options.labels ?? settings.macro.labelsPath;
  const limit =
    options.limit === undefined ? settings.macro.traceLimit : wholeNumber("--limit", options.limit);
  return {
    path: fromUser(settings, path),
    ...(labels === undefined ? {} : { labelsFile: fromUser(settings, labels) }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Parquet files and databases have a reader of their own. */
async function openTraces(options: OpenDataOptions): Promise<RunData> {
  if (!/\.(parquet|duckdb)$/.test(options.path)) return openData(options);
  return openData({ ...options, source: await duckdbBundles({ file: options.path }) });
}

/** Where too little is left to analyse, what was left out is the reason. */
function withProblems(error: unknown, problems: readonly DataProblem[]): unknown {
  if (!(error instanceof LoopError) || problems.length === 0) return error;
  return new LoopError(error.code, [error.message, ...problemLines(problems)].join("\n"), {
    cause: error,
  });
}

async function analyse(
  data: RunData,
  {
    options,
    settings,
    previous,
    signal,
  }: {
    options: MacroOptions;
    settings: Settings;
    previous: readonly BehaviorPattern[] | undefined;
    signal: AbortSignal;
  },
): Promise<Analysis> {
  const { minClusterSize } = settings.macro;
  const common = {
    runs: () => data.runs(),
    labels: data.labels,
    signal,
    ...(minClusterSize === undefined ? {} : { minSize: minClusterSize }),
  };
  if (options.compat === "cookbook") return analyzeCookbook(common);
  if (options.compat !== undefined)
    throw new LoopError("bad_input", `--compat: expected "cookbook", found "${options.compat}"`);
  return analyzeRuns(previous ? { ...common, previous } : common);
}

/** Above so many runs marked red, UMAP would take longer than the analysis. */
const mostOnUmap = 2000;

/** Charts show the steps of the best example of each pattern. */
async function chartsOf(analysis: Analysis, data: RunData) {
  const examples: NormalizedRun[] = [];
  for (const { representatives } of analysis.patterns) {
    const run = representatives[0] === undefined ? undefined : await data.find(representatives[0]);
    if (run) examples.push(run);
  }
  const map = analysis.space.run_ids.length > mostOnUmap ? "linear" : "umap";
  return toCharts({ analysis, examples, problems: data.problems.length, map });
}

function brief({ id, label, trace_count, impact, owner, p_value, stability }: BehaviorPattern) {
  return { id, label, trace_count, impact, owner, p_value, stability };
}

const mostShown = 5;

interface Told {
  analysis: Analysis;
  problems: readonly DataProblem[];
  /** Regression evals written. */
  evals: number;
  out: string;
  seconds: number;
  changes: readonly PatternChange[];
}

function report({
  analysis: { patterns, coverage, drift },
  problems,
  evals,
  changes,
  out,
  seconds,
}: Told): string {
  const windows = drift.map(
    ({ first_run, last_run, runs, p_value, differs }) =>
      `behaviour changes from ${first_run} to ${last_run} (${runs} runs, p = ${p_value.toFixed(2)}): ${differs[0]?.behaviour ?? ""}`,
  );
  return [
    `${coverage.runs} runs, ${coverage.events} steps, ${coverage.red} marked red, ${coverage.assigned} of them in ${patterns.length} patterns (${seconds.toFixed(1)} s)`,
    ...coverage.notes,
    ...patterns.map(
      ({ id, trace_count, impact, owner, label, unstable }) =>
        `${id}  ${String(trace_count).padStart(4)} runs  impact ${impact.toFixed(3)}  ${label.startsWith(owner) ? "" : `${owner}: `}${label}${unstable ? " (unstable)" : ""}`,
    ),
    ...changes.map(({ text }) => `since the earlier result: ${text}`),
    ...windows,
    ...problemLines(problems),
    ...(problems.length > mostShown ? [`all of them are in ${join(out, "coverage.json")}`] : []),
    `written to ${out}: report.html to read, regression_evals.json with ${evals} evals for a gate, patterns.json for a diagnosis`,
    "",
  ].join("\n");
}

function problemLines(problems: readonly DataProblem[]): string[] {
  const lines = problems
    .slice(0, mostShown)
    .map(({ file, line, message }) => `left out: ${file}${line > 0 ? `:${line}` : ""}: ${message}`);
  const more = problems.length - mostShown;
  return more > 0 ? [...lines, `and ${more} more problems`] : lines;
}

function scoreTable({ measures, patterns }: Evaluation): string {
  const figure = (value: number | null) => (value === null ? "-" : value.toFixed(3));
  return [
    "measure                               figure   target   met",
    ...measures.map(
      ({ name, value, target, direction, met }) =>
        `${name.padEnd(38)}${figure(value).padEnd(9)}${`${direction === "at_least" ? ">=" : "<="} ${target}`.padEnd(9)}${met === null ? "-" : met ? "yes" : "no"}`,
    ),
    "",
    "planted pattern                       runs  purity  coverage  found  step@1  step@3  agent@1",
    ...patterns.map(
      (one) =>
        `${one.pattern_id.padEnd(38)}${String(one.runs).padEnd(6)}${figure(one.purity).padEnd(8)}${figure(one.coverage).padEnd(10)}${(one.found ? "yes" : "no").padEnd(7)}${figure(one.step_at_1).padEnd(8)}${figure(one.step_at_3).padEnd(8)}${figure(one.agent_at_1)}`,
    ),
    "",
  ].join("\n");
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new LoopError("bad_input", `${name}: expected a whole number above 0, found "${text}"`);
}
