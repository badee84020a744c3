import { LoopError } from "@loopwright/core";
import type { TraceSummary } from "./answers.ts";
import type { OpenIndex } from "./index/open-index.ts";
import { linesOf, readSpans } from "./index/read-spans.ts";
import { compilePattern, type Pattern } from "./regex/pattern.ts";
import type { TraceFilters } from "./trace-filters.ts";

/** Traces of one file, as rows of its index. */
export interface FileTraces {
  readonly open: OpenIndex;
  readonly traces: Int32Array;
}

/** @throws LoopError `bad_input` when two files hold spans of one trace, as the reference does */
export function assertDistinct(files: readonly OpenIndex[]): void {
  const owners = new Map<string, string>();
  if (files.length < 2) return;
  for (const { path, index } of files)
    for (let trace = 0; trace < index.traces.ids.size; trace++) {
      const id = index.traces.ids.text(trace);
      const owner = owners.get(id);
      if (owner !== undefined)
        throw new LoopError(
          "bad_input",
          `trace ${JSON.stringify(id)} is in ${owner} and in ${path}; a trace has to be in one file`,
        );
      owners.set(id, path);
    }
}

/** The traces that pass, file by file in order of first sight. */
export async function selectTraces(
  files: readonly OpenIndex[],
  filters: TraceFilters,
): Promise<FileTraces[]> {
  const pattern =
    filters.regex_pattern === undefined ? undefined : compilePattern(filters.regex_pattern);
  const selected: FileTraces[] = [];
  for (const open of files) {
    const traces = tracesPassing(open, filters);
    selected.push({ open, traces: pattern ? await tracesMatching(open, traces, pattern) : traces });
  }
  return selected;
}

/** Filters by what the index holds. */
function tracesPassing({ index }: OpenIndex, filters: TraceFilters): Int32Array {
  const { traces, sets, names } = index;
  const { columns } = traces;
  const project = filters.project_id === undefined ? undefined : names.find(filters.project_id);
  const anyOf = (wanted: readonly string[] | undefined) => {
    if (wanted === undefined) return undefined;
    const numbers = new Set(wanted.map((name) => names.find(name)).filter((name) => name >= 0));
    return (set: number) => sets.members(set).some((name) => numbers.has(name));
  };
  const services = anyOf(filters.service_names);
  const models = anyOf(filters.model_names);
  const agents = anyOf(filters.agent_names);
  const after =
    filters.start_time_gte === undefined ? undefined : Buffer.from(filters.start_time_gte);
  const before = filters.end_time_lte === undefined ? undefined : Buffer.from(filters.end_time_lte);
  const passing = new Int32Array(traces.ids.size);
  let count = 0;
  for (let trace = 0; trace < traces.ids.size; trace++) {
    if (
      (filters.has_errors === undefined ||
        columns.errors.data[trace]! > 0 === filters.has_errors) &&
      (project === undefined || (project >= 0 && columns.project.data[trace] === project)) &&
      (services?.(columns.services.data[trace]!) ?? true) &&
      (models?.(columns.models.data[trace]!) ?? true) &&
      (agents?.(columns.agents.data[trace]!) ?? true) &&
      (after === undefined || traces.starts.compare(trace, after, 0, after.length) >= 0) &&
      (before === undefined || traces.ends.compare(trace, before, 0, before.length) <= 0)
    )
      passing[count++] = trace;
  }
  return passing.slice(0, count);
}

/** Those of the traces that have a line with a match. */
async function tracesMatching(
  open: OpenIndex,
  traces: Int32Array,
  pattern: Pattern,
): Promise<Int32Array> {
  const matching = new Uint8Array(open.index.traces.ids.size);
  const traceOf = open.index.spans.trace.data;
  for await (const block of readSpans(open, spanRows(open, traces))) {
    if (pattern.literal && !block.bytes.includes(pattern.literal)) continue;
    for (const [row, line] of linesOf(open, block)) {
      const trace = traceOf[row]!;
      if (matching[trace] === 0 && pattern.test(line)) matching[trace] = 1;
    }
  }
  return traces.filter((trace) => matching[trace] === 1);
}

/** The spans of some traces, in order of the file. */
export function spanRows({ grouped, index }: OpenIndex, traces: Int32Array): Int32Array {
  const { starts, order } = grouped;
  const parts = [...traces].map((trace) => order.subarray(starts[trace], starts[trace + 1]));
  const rows = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    rows.set(part, at);
    at += part.length;
  }
  const offsets = index.spans.offset.data;
  return isRising(rows, offsets) ? rows : rows.sort((a, b) => offsets[a]! - offsets[b]!);
}

function isRising(rows: Int32Array, offsets: Float64Array): boolean {
  for (let i = 1; i < rows.length; i++)
    if (offsets[rows[i - 1]!]! > offsets[rows[i]!]!) return false;
  return true;
}

/** The row of the file's index for a trace id, and the file. */
export function findTrace(
  files: readonly OpenIndex[],
  traceId: string,
): { open: OpenIndex; trace: number } | undefined {
  for (const open of files) {
    const trace = open.index.traces.ids.find(traceId);
    if (trace >= 0) return { open, trace };
  }
  return undefined;
}

/** One trace as lists show it. */
export function summaryOf({ index, grouped }: OpenIndex, trace: number): TraceSummary {
  const { traces, sets } = index;
  const { columns } = traces;
  const count = (column: { data: Int32Array }) => column.data[trace]!;
  return {
    trace_id: traces.ids.text(trace),
    span_count: count(columns.spanCount),
    start_time: traces.starts.text(trace),
    end_time: traces.ends.text(trace),
    has_errors: count(columns.errors) > 0,
    service_names: [...sets.names(count(columns.services))],
    model_names: [...sets.names(count(columns.models))],
    total_input_tokens: traces.inputTokens.number(trace),
    total_output_tokens: traces.outputTokens.number(trace),
    agent_names: [...sets.names(count(columns.agents))],
    agent_ids: [...sets.names(count(columns.agentIds))],
    missing_parent_count: count(columns.missingParents),
    missing_agent_identity_count: count(columns.missingIdentity),
    project_id_mismatch_count: Math.max(0, sets.members(count(columns.projects)).length - 1),
    otel_error_span_count: count(columns.errors),
    tool_error_span_count: count(columns.toolErrors),
    raw_jsonl_bytes: rawBytes(index.spans.length.data, grouped, trace),
  };
}

export function rawBytes(
  lengths: Uint32Array,
  { starts, order }: OpenIndex["grouped"],
  trace: number,
): number {
  let sum = 0;
  for (let i = starts[trace]!; i < starts[trace + 1]!; i++) sum += lengths[order[i]!]!;
  return sum;
}
