import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readJson, readJsonl } from "@loopwright/core";
import { LabelRow, orderPaths, ResultRow, TraceBundle, TruthRow } from "../../src/index.ts";

/** What is counted of one run with a bundle; the bundle itself is let go. */
export interface CountedRun {
  truth: TruthRow | undefined;
  label: LabelRow | undefined;
  status: string;
  caseType: string;
  /** Spans by type. */
  spans: ReadonlyMap<string, number>;
  agents: ReadonlySet<string>;
  /** Every event id of the run with its agent, in the order of time. */
  events: ReadonlyMap<string, string>;
  shadowNamed: boolean;
}

export interface Population {
  rows: ResultRow[];
  runs: ReadonlyMap<string, CountedRun>;
}

/** Reads the files of a population below `dir`, one bundle at a time. */
export async function readPopulation(dir: string): Promise<Population> {
  const paths = orderPaths(dir);
  const truths = byRun(await readJsonl(paths.truth, TruthRow));
  const labels = byRun(await readJsonl(paths.labels, LabelRow));
  const runs = new Map<string, CountedRun>();
  for (const name of (await readdir(paths.bundles)).toSorted()) {
    const bundle = await readJson(join(paths.bundles, name), TraceBundle);
    const id = bundle.run.run_id;
    runs.set(id, { ...counted(bundle), truth: truths.get(id), label: labels.get(id) });
  }
  return { rows: await readJsonl(paths.results, ResultRow), runs };
}

function byRun<Row extends { run_id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.run_id, row]));
}

function counted(bundle: TraceBundle): Omit<CountedRun, "truth" | "label"> {
  const spans = new Map<string, number>();
  for (const { span_type } of bundle.spans) spans.set(span_type, (spans.get(span_type) ?? 0) + 1);
  return {
    status: bundle.run.status,
    caseType: bundle.run.summary.scenario_family,
    spans,
    agents: new Set(bundle.spans.map(({ agent_name }) => agent_name)),
    events: new Map([
      ...bundle.spans.map((span) => [span.span_id, span.agent_name] as const),
      ...bundle.events.map((event) => [`status::${event.event_id}`, event.agent_name] as const),
      ...bundle.review_packet.findings.map((one, n) => [`finding::${n}`, one.agent_name] as const),
    ]),
    shadowNamed: JSON.stringify(bundle.trace.metadata_json).includes("shadow"),
  };
}
