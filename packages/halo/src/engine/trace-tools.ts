import { TraceFilters, type TraceStore } from "@loopwright/trace-store";
import { z } from "zod";
import { engineTool } from "./toolbox.ts";

/** Filters as structured outputs want them: every key present, what does not matter null. */
const Filters = z.object({
  has_errors: z.boolean().nullable(),
  model_names: z.array(z.string()).nullable(),
  service_names: z.array(z.string()).nullable(),
  agent_names: z.array(z.string()).nullable(),
  project_id: z.string().nullable(),
  start_time_gte: z.string().nullable(),
  end_time_lte: z.string().nullable(),
  regex_pattern: z.string().nullable(),
});

const pattern = z.string().describe("In Python's syntax, matched against the span's JSON line");
const contextChars = z.number().int().min(0).max(2000).nullable();
const maxMatches = z.number().int().min(1).max(500).nullable();

/** The tools that read spans, by the reference engine's names. */
export function traceTools(store: TraceStore) {
  return [
    engineTool({
      name: "get_dataset_overview",
      description:
        "Counts, times, names, groups of errors and the size of all traces, or of those that pass the filters.",
      parameters: z.object({ filters: Filters.nullable() }),
      run: ({ filters }) => store.overview({ filters: toFilters(filters) }),
    }),
    engineTool({
      name: "query_traces",
      description: "Lists traces with their sizes, tokens and errors, in file order.",
      parameters: z.object({
        filters: Filters.nullable(),
        limit: z.number().int().min(1).max(500).nullable(),
        offset: z.number().int().min(0).nullable(),
      }),
      run: ({ filters, limit, offset }) =>
        store.query({ filters: toFilters(filters), limit: limit ?? 50, offset: offset ?? 0 }),
    }),
    engineTool({
      name: "count_traces",
      description: "How many traces pass the filters.",
      parameters: z.object({ filters: Filters.nullable() }),
      run: ({ filters }) => store.count({ filters: toFilters(filters) }),
    }),
    engineTool({
      name: "view_trace",
      description:
        "All spans of one trace, long attributes cut; a summary of sizes when it is too large.",
      parameters: z.object({ trace_id: z.string() }),
      run: ({ trace_id }) => store.viewTrace({ traceId: trace_id }),
    }),
    engineTool({
      name: "view_spans",
      description: "Chosen spans of one trace, with longer attributes than view_trace shows.",
      parameters: z.object({
        trace_id: z.string(),
        span_ids: z.array(z.string()).min(1).max(200),
      }),
      run: ({ trace_id, span_ids }) => store.viewSpans({ traceId: trace_id, spanIds: span_ids }),
    }),
    engineTool({
      name: "search_trace",
      description: "Where a pattern matches in the spans of one trace, with what stands around it.",
      parameters: z.object({
        trace_id: z.string(),
        regex_pattern: pattern,
        context_buffer_chars: contextChars,
        max_matches: maxMatches,
      }),
      run: (input) => store.searchTrace(toSearch(input)),
    }),
    engineTool({
      name: "search_span",
      description: "Where a pattern matches in one span.",
      parameters: z.object({
        trace_id: z.string(),
        span_id: z.string(),
        regex_pattern: pattern,
        context_buffer_chars: contextChars,
        max_matches: maxMatches,
      }),
      run: (input) => store.searchSpan({ ...toSearch(input), spanId: input.span_id }),
    }),
    engineTool({
      name: "aggregate_spans",
      description:
        "Counts spans by one to four fields (name, kind, status.code, attributes.KEY, …) and sums up a numeric one.",
      parameters: z.object({
        group_by: z.array(z.string()).min(1).max(4),
        measure: z.string().nullable(),
        filters: Filters.nullable(),
        limit: z.number().int().min(1).max(500).nullable(),
      }),
      run: ({ group_by, measure, filters, limit }) =>
        store.aggregate({
          groupBy: group_by,
          ...(measure === null ? {} : { measure }),
          filters: toFilters(filters),
          limit: limit ?? 50,
        }),
    }),
  ];
}

function toFilters(filters: z.output<typeof Filters> | null): TraceFilters {
  return TraceFilters.parse(
    Object.fromEntries(Object.entries(filters ?? {}).filter(([, value]) => value !== null)),
  );
}

function toSearch(input: {
  trace_id: string;
  regex_pattern: string;
  context_buffer_chars: number | null;
  max_matches: number | null;
}) {
  return {
    traceId: input.trace_id,
    pattern: input.regex_pattern,
    contextChars: input.context_buffer_chars ?? 100,
    maxMatches: input.max_matches ?? 50,
  };
}
