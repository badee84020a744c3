import type { DatasetOverview } from "./answers.ts";
import { budgets } from "./budgets.ts";
import { spanRows, type FileTraces } from "./embedded-traces.ts";
import { linesOf, readSpans } from "./index/read-spans.ts";
import { parseSpanLine } from "./index/exact-span.ts";
import { createTokenTotals, type TokenTotals } from "./index/token-totals.ts";
import { createErrorTaxonomy } from "./spans/error-taxonomy.ts";
import { byCodePoint } from "./spans/by-code-point.ts";

/** Sums the index up; only the error spans of the taxonomy are read from the files. */
export async function overviewOf(selected: readonly FileTraces[]): Promise<DatasetOverview> {
  const overview = emptyOverview();
  const found = {
    services: new Set<string>(),
    models: new Set<string>(),
    agents: new Set<string>(),
    ids: new Set<string>(),
    tokens: createTokenTotals({ small: new Float64Array(2), large: [] }),
  };
  for (const { open, traces } of selected) addFile(overview, found, open, traces);
  overview.total_input_tokens = found.tokens.number(0);
  overview.total_output_tokens = found.tokens.number(1);
  overview.service_names = [...found.services].sort(byCodePoint);
  overview.model_names = [...found.models].sort(byCodePoint);
  overview.agent_names = [...found.agents].sort(byCodePoint);
  overview.agent_ids = [...found.ids].sort(byCodePoint);
  overview.error_taxonomy = await taxonomyOf(selected);
  return overview;
}

interface Found {
  services: Set<string>;
  models: Set<string>;
  agents: Set<string>;
  ids: Set<string>;
  /** Two rows: what went in, what came out. */
  tokens: TokenTotals;
}

function addFile(
  overview: DatasetOverview,
  found: Found,
  { index, grouped }: FileTraces["open"],
  selected: Int32Array,
): void {
  const { traces, sets, spans } = index;
  const { columns } = traces;
  const { tokens } = found;
  const seen = {
    services: new Set<number>(),
    models: new Set<number>(),
    agents: new Set<number>(),
    ids: new Set<number>(),
  };
  const lengths = spans.length.data;
  const { starts, order } = grouped;
  let [earliest, latest] = [-1, -1];
  for (const trace of selected) {
    overview.total_traces++;
    overview.total_spans += columns.spanCount.data[trace]!;
    if (columns.errors.data[trace]! > 0) overview.error_trace_count++;
    overview.missing_parent_count += columns.missingParents.data[trace]!;
    overview.missing_agent_identity_count += columns.missingIdentity.data[trace]!;
    overview.project_id_mismatch_count += Math.max(
      0,
      sets.members(columns.projects.data[trace]!).length - 1,
    );
    overview.otel_error_span_count += columns.errors.data[trace]!;
    overview.tool_error_span_count += columns.toolErrors.data[trace]!;
    tokens.addFrom(0, traces.inputTokens, trace);
    tokens.addFrom(1, traces.outputTokens, trace);
    for (let i = starts[trace]!; i < starts[trace + 1]!; i++)
      overview.raw_jsonl_bytes += lengths[order[i]!]!;
    if (overview.sample_trace_ids.length < budgets.sampleTraceIds)
      overview.sample_trace_ids.push(traces.ids.text(trace));
    seen.services.add(columns.services.data[trace]!);
    seen.models.add(columns.models.data[trace]!);
    seen.agents.add(columns.agents.data[trace]!);
    seen.ids.add(columns.agentIds.data[trace]!);
    if (earliest < 0 || traces.starts.compareRows(trace, earliest) < 0) earliest = trace;
    if (latest < 0 || traces.ends.compareRows(trace, latest) > 0) latest = trace;
  }
  if (earliest >= 0) {
    const first = traces.starts.text(earliest);
    const last = traces.ends.text(latest);
    const isFirst = overview.total_traces === selected.length;
    if (isFirst || byCodePoint(first, overview.earliest_start_time) < 0)
      overview.earliest_start_time = first;
    if (isFirst || byCodePoint(last, overview.latest_end_time) > 0) overview.latest_end_time = last;
  }
  for (const key of ["services", "models", "agents", "ids"] as const)
    for (const set of seen[key]) for (const name of sets.names(set)) found[key].add(name);
}

async function taxonomyOf(
  selected: readonly FileTraces[],
): Promise<DatasetOverview["error_taxonomy"]> {
  const taxonomy = createErrorTaxonomy();
  let room: number = budgets.taxonomyTraces;
  for (const { open, traces } of selected) {
    const errors = open.index.traces.columns.errors.data;
    const failed = traces.filter((trace) => errors[trace]! > 0).slice(0, room);
    room -= failed.length;
    const traceOf = open.index.spans.trace.data;
    const flags = open.index.spans.flags.data;
    // Groups of the same size are in order of first sight, trace by trace, which is not the order of the file.
    const byTrace = new Map<number, [name: string, message: string][]>();
    const rows = spanRows(open, failed).filter((row) => flags[row] === 1);
    for await (const block of readSpans(open, rows))
      for (const [row, line] of linesOf(open, block)) {
        const parsed = parseSpanLine(line);
        if (!("span" in parsed) || parsed.span.statusCode !== "STATUS_CODE_ERROR") continue;
        const trace = traceOf[row]!;
        const list = byTrace.get(trace) ?? [];
        list.push([parsed.span.name, parsed.span.statusMessage]);
        byTrace.set(trace, list);
      }
    for (const trace of failed)
      for (const [name, message] of byTrace.get(trace) ?? [])
        taxonomy.add(open.index.traces.ids.text(trace), name, message);
  }
  return taxonomy.groups();
}

function emptyOverview(): DatasetOverview {
  return {
    total_traces: 0,
    total_spans: 0,
    earliest_start_time: "",
    latest_end_time: "",
    service_names: [],
    model_names: [],
    agent_names: [],
    agent_ids: [],
    error_trace_count: 0,
    missing_parent_count: 0,
    missing_agent_identity_count: 0,
    project_id_mismatch_count: 0,
    otel_error_span_count: 0,
    tool_error_span_count: 0,
    error_taxonomy: [],
    total_input_tokens: 0,
    total_output_tokens: 0,
    raw_jsonl_bytes: 0,
    sample_trace_ids: [],
  };
}
