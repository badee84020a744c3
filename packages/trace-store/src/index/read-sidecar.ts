import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { IndexPaths } from "./index-files.ts";
import { sidecarVersion } from "./sidecar-text.ts";
import { emptyIndex, type TraceIndex } from "./trace-index.ts";

const Count = z.number().int().min(0);
const Names = z.array(z.string());
const Row = z.object({
  trace_id: z.string(),
  byte_offsets: z.array(Count),
  byte_lengths: z.array(Count),
  span_count: Count,
  start_time: z.string(),
  end_time: z.string(),
  has_errors: z.boolean(),
  service_names: Names,
  model_names: Names,
  total_input_tokens: Count,
  total_output_tokens: Count,
  project_id: z.string().nullable(),
  agent_names: Names,
  agent_ids: Names.default([]),
  missing_parent_count: Count.default(0),
  missing_agent_identity_count: Count.default(0),
  project_id_mismatch_count: Count.default(0),
  otel_error_span_count: Count.default(0),
  tool_error_span_count: Count.default(0),
});
const Meta = z.object({
  schema_version: z.literal(sidecarVersion),
  trace_count: Count,
  source_size: Count,
});

/**
 * Reads the sidecar that the reference wrote for a file of this size and time. Such an index answers every question
 * but cannot grow. Undefined when there is none, it is stale, or it is damaged.
 */
export async function readSidecar(
  paths: IndexPaths,
  source: { size: number; mtimeNs: bigint },
): Promise<TraceIndex | undefined> {
  try {
    const metaText = await readFile(paths.meta, "utf8");
    const meta = Meta.parse(JSON.parse(metaText));
    // The time exceeds 2^53, so its digits are compared.
    const time = /"source_mtime_ns"\s*:\s*(\d+)/.exec(metaText)?.[1];
    if (meta.source_size !== source.size || time !== String(source.mtimeNs)) return undefined;
    const index = emptyIndex();
    const lines = (await readFile(paths.rows, "utf8")).split("\n").filter((line) => line !== "");
    for (const line of lines) addRow(index, Row.parse(JSON.parse(line)), line);
    return index.traces.ids.size === meta.trace_count && fits(index, source.size)
      ? index
      : undefined;
  } catch {
    return undefined;
  }
}

function addRow(index: TraceIndex, row: z.infer<typeof Row>, line: string): void {
  const { traces, spans } = index;
  const id = Buffer.from(row.trace_id);
  const trace = traces.ids.intern(id, 0, id.length);
  if (trace !== traces.starts.length) throw new Error("a trace has two rows");
  if (row.byte_offsets.length !== row.span_count || row.byte_lengths.length !== row.span_count)
    throw new Error("offsets and lengths do not fit the count of spans");
  const start = Buffer.from(row.start_time);
  const end = Buffer.from(row.end_time);
  traces.starts.push(start, 0, start.length);
  traces.ends.push(end, 0, end.length);
  addTotals(index, trace, row, line);
  const project = row.project_id === null ? -1 : nameOf(index, row.project_id);
  const { columns } = traces;
  columns.spanCount.push(row.span_count);
  columns.services.push(setOf(index, row.service_names));
  columns.models.push(setOf(index, row.model_names));
  columns.agents.push(setOf(index, row.agent_names));
  columns.agentIds.push(setOf(index, row.agent_ids));
  columns.project.push(project);
  columns.projects.push(projectSet(index, project, row.project_id_mismatch_count));
  columns.missingParents.push(row.missing_parent_count);
  columns.missingIdentity.push(row.missing_agent_identity_count);
  columns.errors.push(row.otel_error_span_count);
  columns.toolErrors.push(row.tool_error_span_count);
  for (const [i, offset] of row.byte_offsets.entries()) {
    spans.trace.push(trace);
    // The sidecar does not tell which spans failed, only whether any did.
    spans.flags.push(row.has_errors ? 1 : 0);
    spans.offset.push(offset);
    spans.length.push(row.byte_lengths[i] ?? 0);
  }
}

function addTotals(
  { traces }: TraceIndex,
  trace: number,
  row: z.infer<typeof Row>,
  line: string,
): void {
  for (const [totals, key, value] of [
    [traces.inputTokens, "total_input_tokens", row.total_input_tokens],
    [traces.outputTokens, "total_output_tokens", row.total_output_tokens],
  ] as const) {
    totals.addRow();
    if (Number.isSafeInteger(value)) totals.addSmall(trace, value);
    else totals.add(trace, new RegExp(`"${key}":(\\d+)`).exec(line)?.[1] ?? "0");
  }
}

function nameOf({ names }: TraceIndex, name: string): number {
  const bytes = Buffer.from(name);
  return names.intern(bytes, 0, bytes.length);
}

function setOf(index: TraceIndex, names: readonly string[]): number {
  return names.reduce((set, name) => index.sets.add(set, nameOf(index, name)), 0);
}

/** The sidecar counts the other projects without naming them; stand-ins keep the count. */
function projectSet(index: TraceIndex, project: number, others: number): number {
  if (project < 0) return 0;
  let set = index.sets.add(0, project);
  for (let i = 0; i < others; i++) set = index.sets.add(set, nameOf(index, `\u0000project ${i}`));
  return set;
}

function fits({ spans }: TraceIndex, size: number): boolean {
  const { data: offsets } = spans.offset;
  const { data: lengths } = spans.length;
  for (let span = 0; span < spans.offset.length; span++)
    if (offsets[span]! + lengths[span]! > size) return false;
  return true;
}
