import type { SpansByTrace, TraceIndex } from "./trace-index.ts";

/** The reference's schema version; its engine builds anew whatever says another. */
export const sidecarVersion = 2;

/**
 * The lines of the reference's `*.engine-index.jsonl`, byte for byte as its engine writes them, in pieces of about
 * a megabyte.
 */
export function* sidecarText(index: TraceIndex, grouped: SpansByTrace): Generator<string> {
  const piece: string[] = [];
  let length = 0;
  for (let trace = 0; trace < index.traces.ids.size; trace++) {
    const row = sidecarRow(index, grouped, trace);
    piece.push(row);
    length += row.length;
    if (length < 1 << 20) continue;
    yield piece.join("");
    piece.length = 0;
    length = 0;
  }
  if (piece.length > 0) yield piece.join("");
}

function sidecarRow(index: TraceIndex, { starts, order }: SpansByTrace, trace: number): string {
  const { traces, spans, sets, names } = index;
  const { columns } = traces;
  const [from, to] = [starts[trace]!, starts[trace + 1]!];
  let offsets = "";
  let lengths = "";
  for (let i = from; i < to; i++) {
    const span = order[i]!;
    const comma = i > from ? "," : "";
    offsets += comma + spans.offset.data[span]!;
    lengths += comma + spans.length.data[span]!;
  }
  const project = columns.project.data[trace]!;
  const projects = sets.members(columns.projects.data[trace]!).length;
  const list = (column: Int32Array) => JSON.stringify(sets.names(column[trace]!));
  return (
    `{"trace_id":${JSON.stringify(traces.ids.text(trace))}` +
    `,"byte_offsets":[${offsets}],"byte_lengths":[${lengths}]` +
    `,"span_count":${to - from}` +
    `,"start_time":${JSON.stringify(traces.starts.text(trace))}` +
    `,"end_time":${JSON.stringify(traces.ends.text(trace))}` +
    `,"has_errors":${columns.errors.data[trace]! > 0}` +
    `,"service_names":${list(columns.services.data)}` +
    `,"model_names":${list(columns.models.data)}` +
    `,"total_input_tokens":${traces.inputTokens.text(trace)}` +
    `,"total_output_tokens":${traces.outputTokens.text(trace)}` +
    `,"project_id":${project < 0 ? "null" : JSON.stringify(names.text(project))}` +
    `,"agent_names":${list(columns.agents.data)}` +
    `,"agent_ids":${list(columns.agentIds.data)}` +
    `,"missing_parent_count":${columns.missingParents.data[trace]!}` +
    `,"missing_agent_identity_count":${columns.missingIdentity.data[trace]!}` +
    `,"project_id_mismatch_count":${Math.max(0, projects - 1)}` +
    `,"otel_error_span_count":${columns.errors.data[trace]!}` +
    `,"tool_error_span_count":${columns.toolErrors.data[trace]!}}\n`
  );
}

/** The text of the reference's `*.engine-index.meta.json`. */
export function sidecarMeta(options: { traces: number; size: number; mtimeNs: bigint }): string {
  return (
    `{"schema_version":${sidecarVersion},"trace_count":${options.traces}` +
    `,"source_size":${options.size},"source_mtime_ns":${options.mtimeNs}}`
  );
}

/** Whether the reference could make this index too: it takes no negative totals. */
export function referenceAccepts({ traces }: TraceIndex): boolean {
  for (let trace = 0; trace < traces.ids.size; trace++)
    if (traces.inputTokens.isNegative(trace) || traces.outputTokens.isNegative(trace)) return false;
  return true;
}
