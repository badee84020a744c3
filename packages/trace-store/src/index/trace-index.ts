import { createByteTable, type ByteTable } from "../bytes/byte-table.ts";
import { createColumn, type Column } from "../bytes/column.ts";
import { createNameSets, type NameSets } from "../bytes/name-sets.ts";
import { createTextSlots, type TextSlots } from "../bytes/text-slots.ts";
import { createTokenTotals, type TokenTotals } from "./token-totals.ts";

/**
 * The index of one file, in columns: `traces` has a row per trace in order of first sight, `spans` one per span in
 * order of the file. A gigabyte of spans takes some hundred megabytes of columns and no objects.
 */
export interface TraceIndex {
  readonly traces: TraceColumns;
  readonly spans: SpanColumns;
  readonly names: ByteTable;
  readonly sets: NameSets;
}

export interface TraceColumns {
  readonly ids: ByteTable;
  readonly starts: TextSlots;
  readonly ends: TextSlots;
  readonly inputTokens: TokenTotals;
  readonly outputTokens: TokenTotals;
  readonly columns: Record<TraceColumnName, Column<Int32Array>>;
}

/** Sets hold numbers of name sets, `project` the number of a name or -1, the others counts of spans. */
export const traceColumnNames = [
  "spanCount",
  "services",
  "models",
  "agents",
  "agentIds",
  "project",
  "projects",
  "missingParents",
  "missingIdentity",
  "errors",
  "toolErrors",
] as const;
export type TraceColumnName = (typeof traceColumnNames)[number];

export interface SpanColumns {
  readonly trace: Column<Int32Array>;
  /** 1 for a span with error status. */
  readonly flags: Column<Uint8Array>;
  readonly offset: Column<Float64Array>;
  readonly length: Column<Uint32Array>;
  /**
   * 64-bit fingerprints of span id and parent id, two numbers a span; zeros for no parent. Empty when the index
   * came from the reference's sidecar, which does not tell ids: such an index answers, but cannot grow.
   */
  readonly ids: Column<Uint32Array>;
  readonly parents: Column<Uint32Array>;
}

export function emptyIndex(): TraceIndex {
  const names = createByteTable();
  const counts = () => createColumn((length) => new Int32Array(length));
  const words = () => createColumn((length) => new Uint32Array(length));
  return {
    names,
    sets: createNameSets(names),
    traces: {
      ids: createByteTable(),
      starts: createTextSlots(),
      ends: createTextSlots(),
      inputTokens: createTokenTotals(),
      outputTokens: createTokenTotals(),
      columns: {
        spanCount: counts(),
        services: counts(),
        models: counts(),
        agents: counts(),
        agentIds: counts(),
        project: counts(),
        projects: counts(),
        missingParents: counts(),
        missingIdentity: counts(),
        errors: counts(),
        toolErrors: counts(),
      },
    },
    spans: {
      trace: counts(),
      flags: createColumn((length) => new Uint8Array(length)),
      offset: createColumn((length) => new Float64Array(length)),
      length: words(),
      ids: words(),
      parents: words(),
    },
  };
}

/** Whether spans can be added: their ids are known. */
export function canGrow({ spans }: TraceIndex): boolean {
  return spans.ids.length === spans.trace.length * 2;
}

/** For each trace, the rows of its spans in file order: `order[starts[t]]` to `order[starts[t + 1] - 1]`. */
export interface SpansByTrace {
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

export function groupSpans({ traces, spans }: TraceIndex): SpansByTrace {
  const counts = traces.columns.spanCount.data;
  const traceCount = traces.ids.size;
  const starts = new Int32Array(traceCount + 1);
  for (let trace = 0; trace < traceCount; trace++)
    starts[trace + 1] = starts[trace]! + counts[trace]!;
  const next = starts.slice();
  const order = new Int32Array(spans.trace.length);
  for (let span = 0; span < spans.trace.length; span++) {
    const trace = spans.trace.data[span]!;
    order[next[trace]!] = span;
    next[trace] = next[trace]! + 1;
  }
  return { starts, order };
}
