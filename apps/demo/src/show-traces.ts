import type {
  DatasetOverview,
  IndexedFile,
  ShownSpan,
  TraceQueryResult,
  TraceSearchResult,
} from "@loopwright/trace-store";

/** What `traces index` did to each file, one a line. */
export function filesReport(files: readonly IndexedFile[]): string {
  return `${files.map(fileLine).join("\n")}\n`;
}

function fileLine(file: IndexedFile): string {
  const kept = file.saved ? "" : ", index kept in memory only";
  return (
    `${file.file}: ${file.traces} traces, ${file.spans} spans, ${file.bytes} bytes; index ${file.index}, ` +
    `${file.bytes_read} bytes read, ${file.bad_lines} bad lines${kept}`
  );
}

/** The overview as lines. */
export function overviewReport(overview: DatasetOverview): string {
  const list = (names: readonly string[]) => names.map(visible).join(", ") || "none";
  const errors = overview.error_taxonomy.map(
    (group) =>
      `  ${String(group.error_span_count).padStart(6)} spans in ${group.trace_count} traces: ` +
      `${visible(group.span_name)}: ${visible(group.status_message) || "(no message)"}`,
  );
  return [
    `${overview.total_traces} traces, ${overview.total_spans} spans, ${overview.raw_jsonl_bytes} bytes`,
    `from ${visible(overview.earliest_start_time)} to ${visible(overview.latest_end_time)}`,
    `services: ${list(overview.service_names)}`,
    `models: ${list(overview.model_names)}`,
    `agents: ${list(overview.agent_names)}`,
    `tokens: ${overview.total_input_tokens} in, ${overview.total_output_tokens} out`,
    `${overview.error_trace_count} traces with errors, ${overview.otel_error_span_count} error spans, ${overview.tool_error_span_count} of tools`,
    ...errors,
    "",
  ].join("\n");
}

/** A page of traces, one a line. */
export function queryReport({ traces, total }: TraceQueryResult): string {
  const rows = traces.map(
    (trace) =>
      `${visible(trace.trace_id)}  ${trace.has_errors ? "error" : "ok   "}  ${trace.span_count} spans  ` +
      `${trace.raw_jsonl_bytes} bytes  ${visible(trace.start_time)}`,
  );
  return `${[...rows, `${traces.length} of ${total} traces`].join("\n")}\n`;
}

/** Matches with their context, one a line. */
export function searchReport({ matches, match_count }: TraceSearchResult): string {
  const rows = matches.map(
    (match) =>
      `${visible(match.span_id)} ${visible(match.span_name)}: ${visible(match.matched_context)}`,
  );
  return `${[...rows, `${matches.length} of ${match_count} matches`].join("\n")}\n`;
}

/** Spans, one a line. */
export function spansReport(spans: readonly ShownSpan[]): string {
  return spans
    .map(
      ({ start_time, trace_id, span_id, name, status }) =>
        [start_time, trace_id, span_id, name].map(visible).join("  ") +
        `${status.code === "STATUS_CODE_ERROR" ? `  error: ${visible(status.message)}` : ""}\n`,
    )
    .join("");
}

/** Text from traces is not to steer a terminal. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
