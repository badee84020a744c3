import type { ReportRun } from "../report-data.ts";
import type { Flow } from "./report-view.ts";
import { compare, tally } from "./words.ts";

interface FlowOptions {
  runs: readonly ReportRun[];
  /** What each column shows of a run, from left to right. */
  columns: Readonly<Record<string, (run: ReportRun) => string>>;
  /** Links of fewer runs are left out, and counted. */
  fewest: number;
}

/** How runs spread over a row of columns. */
export function flowOf({ runs, columns, fewest }: FlowOptions): Flow {
  const readers = Object.values(columns);
  const paths = runs.map((run) => readers.map((read) => read(run)));
  return flowOfPaths({ paths, columns: Object.keys(columns), fewest });
}

interface PathOptions {
  /** Names per column; an empty name leaves the column out. */
  paths: readonly (readonly string[])[];
  columns: string[];
  fewest: number;
}

/**
 * A name is a node of its own in each column. So an agent that comes up again later is another node, and a loop
 * unrolls into a chain: a Sankey has no way to draw a cycle.
 */
export function flowOfPaths({ paths, columns, fewest }: PathOptions): Flow {
  const steps = paths.flatMap((path) =>
    path.slice(1).flatMap((name, i) => {
      const before = path[i] ?? "";
      return before === "" || name === ""
        ? []
        : [JSON.stringify([nodeId(i, before), nodeId(i + 1, name)])];
    }),
  );
  const counted = tally(steps);
  const kept = counted.filter(([, runs]) => runs >= fewest);
  const links = kept
    .map(([key, runs]) => {
      const [from = "", to = ""] = JSON.parse(key);
      return { from: String(from), to: String(to), runs };
    })
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const nodes = tally(
    paths.flatMap((path) =>
      path.flatMap((name, column) => (name === "" ? [] : [nodeId(column, name)])),
    ),
  )
    .filter(([id]) => linked.has(id))
    .map(([id, runs]) => ({
      id,
      label: id.slice(id.indexOf("|") + 1),
      column: Number(id.slice(0, id.indexOf("|"))),
      runs,
    }));
  return {
    columns,
    nodes,
    links,
    hidden: counted.reduce((sum, [, runs]) => (runs < fewest ? sum + runs : sum), 0),
  };
}

function nodeId(column: number, name: string): string {
  return `${column}|${name}`;
}
