import { createByteWriter, type ByteWriter } from "../bytes/byte-writer.ts";
import type { SpansByTrace, TraceIndex } from "./trace-index.ts";

/** The reference's schema version; its engine builds anew whatever says another. */
export const sidecarVersion = 2;

/**
 * The lines of the reference's `*.engine-index.jsonl`, byte for byte as its engine writes them, in pieces of about
 * a megabyte.
 */
export function* sidecarRows(index: TraceIndex, grouped: SpansByTrace): Generator<Uint8Array> {
  const writer = createByteWriter();
  for (let trace = 0; trace < index.traces.ids.size; trace++) {
    writeRow(writer, index, grouped, trace);
    if (writer.length > 1 << 20) yield writer.take();
  }
  yield writer.take();
}

function writeRow(
  writer: ByteWriter,
  { traces, spans, sets, names }: TraceIndex,
  { starts, order }: SpansByTrace,
  trace: number,
): void {
  const { columns } = traces;
  const from = starts[trace]!;
  const to = starts[trace + 1]!;
  const errors = columns.errors.data[trace]!;
  const project = columns.project.data[trace]!;
  const projects = sets.members(columns.projects.data[trace]!).length;
  writer.ascii('{"trace_id":');
  traces.ids.writeTo(writer, trace);
  writer.ascii(',"byte_offsets":[');
  writePlaces(writer, spans.offset.data, order, from, to);
  writer.ascii('],"byte_lengths":[');
  writePlaces(writer, spans.length.data, order, from, to);
  count('],"span_count":', to - from);
  writer.ascii(',"start_time":');
  traces.starts.writeTo(writer, trace);
  writer.ascii(',"end_time":');
  traces.ends.writeTo(writer, trace);
  writer.ascii(errors > 0 ? ',"has_errors":true' : ',"has_errors":false');
  list(',"service_names":', columns.services.data[trace]!);
  list(',"model_names":', columns.models.data[trace]!);
  writer.ascii(`,"total_input_tokens":${traces.inputTokens.text(trace)}`);
  writer.ascii(`,"total_output_tokens":${traces.outputTokens.text(trace)}`);
  writer.ascii(',"project_id":');
  if (project < 0) writer.ascii("null");
  else names.writeTo(writer, project);
  list(',"agent_names":', columns.agents.data[trace]!);
  list(',"agent_ids":', columns.agentIds.data[trace]!);
  count(',"missing_parent_count":', columns.missingParents.data[trace]!);
  count(',"missing_agent_identity_count":', columns.missingIdentity.data[trace]!);
  count(',"project_id_mismatch_count":', Math.max(0, projects - 1));
  count(',"otel_error_span_count":', errors);
  count(',"tool_error_span_count":', columns.toolErrors.data[trace]!);
  writer.ascii("}\n");

  function count(label: string, value: number): void {
    writer.ascii(label);
    writer.integer(value);
  }

  function list(label: string, set: number): void {
    writer.ascii(label);
    writer.text(sets.json(set));
  }
}

function writePlaces(
  writer: ByteWriter,
  places: Float64Array | Uint32Array,
  order: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    if (i > from) writer.ascii(",");
    writer.integer(places[order[i]!]!);
  }
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
