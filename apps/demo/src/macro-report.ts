import { open, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { writeText } from "@loopwright/core";
import {
  buildDocuments,
  type Analysis,
  type Chart,
  type NormalizedRun,
  type RunData,
  type TraceRow,
} from "@loopwright/macro-evals";
import {
  renderCharts,
  renderReport,
  reportDataOf,
  type ReportInput,
} from "@loopwright/macro-report";
import { z } from "zod";

export type Endings = Map<string, Pick<TraceRow, "run_outcome" | "primary_failure_marker">>;

/** Notes how each run ended while the analysis reads it, so that nothing is read twice. */
export function withEndings(data: RunData): { data: RunData; endings: Endings } {
  const endings: Endings = new Map();
  return {
    endings,
    data: {
      ...data,
      async *runs() {
        for await (const run of data.runs()) {
          const { run_id, run_outcome, primary_failure_marker } = run.trace;
          endings.set(run_id, { run_outcome, primary_failure_marker });
          yield run;
        }
      },
    },
  };
}

interface ReportOptions {
  out: string;
  /** Where the traces came from. */
  source: string;
  analysis: Analysis;
  data: RunData;
  endings: Endings;
  charts: readonly Chart[];
  /** How often this method was right where the truth is known; left out where nobody measured it. */
  accuracy?: ReportInput["accuracy"];
}

/** Writes `report.html` and `charts/*.svg`. */
export async function writeReport({
  out,
  source,
  analysis,
  data,
  endings,
  charts,
  accuracy,
}: ReportOptions): Promise<void> {
  const examples = await examplesOf(analysis, data);
  const report = reportDataOf({
    analysis: { ...analysis, documents: documentsOf(analysis, examples) },
    endings,
    labels: data.labels,
    examples,
    places: charts.flatMap((chart) => (chart.kind === "map" ? chart.points : [])),
    problems: data.problems.map((problem) => ({
      ...problem,
      file: relative(source, problem.file) || problem.file,
      message: problem.message.replaceAll(`${source}/`, ""),
    })),
    resultRows: data.resultRows,
    models: { simulated: await madeBySimulation(source) },
    ...(accuracy === undefined ? {} : { accuracy }),
  });
  await writeText(join(out, "report.html"), renderReport(report));
  for (const { name, svg } of renderCharts(report))
    await writeText(join(out, "charts", `${name}.svg`), svg);
}

async function examplesOf({ patterns }: Analysis, data: RunData): Promise<NormalizedRun[]> {
  const ids = patterns.flatMap(({ representatives }) => representatives);
  const runs = await Promise.all(ids.map((id) => data.find(id)));
  return runs.flatMap((run) => run ?? []);
}

/** What was clustered, and the run around its first mark of failure. */
function documentsOf({ documents }: Analysis, examples: readonly NormalizedRun[]) {
  const clustered = new Map(documents.map(({ run_id, text }) => [run_id, text]));
  return buildDocuments(examples, ["failure_window"]).map(({ run_id, text }) => ({
    run_id,
    text: `What was compared with other runs:\n${clustered.get(run_id) ?? ""}\n\nThe run around its first mark of failure:\n${text}`,
  }));
}

const FirstSpan = z.object({
  resource: z.object({ attributes: z.object({ "deployment.environment": z.string() }) }),
});

/** The spans beside the bundles say in which environment they arose; `null` when there are none. */
async function madeBySimulation(source: string): Promise<boolean | null> {
  for (const file of [
    source,
    join(source, "halo_traces", "traces.jsonl"),
    join(source, "traces.jsonl"),
  ]) {
    if (!(await stat(file).catch(() => undefined))?.isFile()) continue;
    const span = FirstSpan.safeParse(await firstLine(file));
    return span.success
      ? span.data.resource.attributes["deployment.environment"] === "simulated"
      : null;
  }
  return null;
}

async function firstLine(file: string): Promise<unknown> {
  const handle = await open(file);
  try {
    for await (const line of handle.readLines()) return JSON.parse(line);
    return undefined;
  } catch {
    return undefined;
  } finally {
    await handle.close().catch(() => undefined);
  }
}
