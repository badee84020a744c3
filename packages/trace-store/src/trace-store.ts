import { LoopError, parseAt } from "@loopwright/core";
import { z } from "zod";
import type {
  AggregateResult,
  DatasetOverview,
  SpanSearchResult,
  TailResult,
  TraceQueryResult,
  TraceSearchResult,
  TraceView,
} from "./answers.ts";
import { TraceFilters } from "./trace-filters.ts";

/**
 * Answers questions about a set of spans, each within a byte budget. Every backend gives the same answers.
 *
 * All methods throw LoopError: `not_found` for an unknown trace or span, `bad_input` for options out of range or a
 * pattern that cannot be matched, `storage` when the data cannot be read or changed under the store.
 */
export interface TraceStore {
  /** Counts, bounds, names, health and the largest groups of errors. */
  overview(options?: { filters?: TraceFilters }): Promise<DatasetOverview>;
  /** Traces in file order. `limit` is 1 to 500, by default 50. */
  query(options?: {
    filters?: TraceFilters;
    limit?: number;
    offset?: number;
  }): Promise<TraceQueryResult>;
  count(options?: { filters?: TraceFilters }): Promise<{ total: number }>;
  /** All spans of a trace, attributes cut at 4,096 characters; a summary when they exceed 150,000 bytes. */
  viewTrace(options: { traceId: string }): Promise<TraceView>;
  /** Chosen spans, 1 to 200, attributes cut at 16,384 characters. Ids the trace does not have are passed over. */
  viewSpans(options: { traceId: string; spanIds: readonly string[] }): Promise<TraceView>;
  /**
   * Matches of a pattern in the lines of a trace. `contextChars` is 0 to 2,000, by default 100; `maxMatches` 1 to
   * 500, by default 50. The matches of one answer stay within 150,000 bytes.
   */
  searchTrace(options: SearchOptions): Promise<TraceSearchResult>;
  /** As `searchTrace`, in one span: the first of that id. */
  searchSpan(options: SearchOptions & { spanId: string }): Promise<SpanSearchResult>;
  /** Counts spans by one to four fields, largest groups first, and sums up one numeric field. */
  aggregate(options: AggregateOptions): Promise<AggregateResult>;
  /** The last spans, or with `after` those that have come since. `limit` is 1 to 500, by default 20. */
  tail(options?: { after?: string; limit?: number }): Promise<TailResult>;
  close(): Promise<void>;
}

export interface SearchOptions {
  traceId: string;
  /** In the syntax of Python's `re`, matched against the line as it stands in the file. */
  pattern: string;
  contextChars?: number;
  maxMatches?: number;
}

/**
 * A field of a span: `trace_id`, `name`, `kind`, `status.code`, `status.message`, `scope.name`, or
 * `attributes.KEY` and `resource.KEY` with the key as it is written, dots and all.
 */
export type SpanField = string;

export interface AggregateOptions {
  groupBy: readonly SpanField[];
  /** The field to sum up; `duration_ms` is the span's length from its times. */
  measure?: SpanField;
  filters?: TraceFilters;
  /** 1 to 500, by default 50. */
  limit?: number;
}

const Page = z.object({
  filters: TraceFilters.default({}),
  limit: z.number().int().min(1).max(500).default(50),
  offset: z.number().int().min(0).default(0),
});
const Filtered = z.object({ filters: TraceFilters.default({}) });
const Search = z.object({
  traceId: z.string(),
  pattern: z.string(),
  contextChars: z.number().int().min(0).max(2000).default(100),
  maxMatches: z.number().int().min(1).max(500).default(50),
});
const SpanIds = z.object({ traceId: z.string(), spanIds: z.array(z.string()).min(1).max(200) });
const fieldForm =
  /^(trace_id|name|kind|status\.code|status\.message|scope\.name|(attributes|resource)\.[^]+)$/;
const Field = z
  .string()
  .regex(
    fieldForm,
    "expected trace_id, name, kind, status.code, status.message, scope.name, attributes.KEY or resource.KEY",
  );
const Aggregate = z.object({
  groupBy: z.array(Field).min(1).max(4),
  measure: z.union([z.literal("duration_ms"), Field]).optional(),
  filters: TraceFilters.default({}),
  limit: z.number().int().min(1).max(500).default(50),
});
const Tail = z.object({
  after: z.string().optional(),
  limit: z.number().int().min(1).max(500).default(20),
});

/** Options as a backend sees them: checked, defaults filled in. */
export type PageRequest = z.infer<typeof Page>;
export type SearchRequest = z.infer<typeof Search>;
export type AggregateRequest = z.infer<typeof Aggregate>;
export type TailRequest = z.infer<typeof Tail>;

/** What a backend has to answer; `withCheckedOptions` makes a `TraceStore` of it. */
export interface TraceBackend {
  overview(filters: TraceFilters): Promise<DatasetOverview>;
  query(request: PageRequest): Promise<TraceQueryResult>;
  count(filters: TraceFilters): Promise<{ total: number }>;
  viewTrace(traceId: string): Promise<TraceView>;
  viewSpans(traceId: string, spanIds: readonly string[]): Promise<TraceView>;
  searchTrace(request: SearchRequest): Promise<TraceSearchResult>;
  searchSpan(request: SearchRequest & { spanId: string }): Promise<SpanSearchResult>;
  aggregate(request: AggregateRequest): Promise<AggregateResult>;
  tail(request: TailRequest): Promise<TailResult>;
  close(): Promise<void>;
}

/** Puts the checks of the options, which are the same for every backend, before a backend. */
export function withCheckedOptions(backend: TraceBackend): TraceStore {
  return {
    overview: async (options = {}) =>
      backend.overview(parseAt(Filtered, options, "overview").filters),
    query: async (options = {}) => backend.query(parseAt(Page, options, "query")),
    count: async (options = {}) => backend.count(parseAt(Filtered, options, "count").filters),
    viewTrace: async ({ traceId }) => backend.viewTrace(traceId),
    viewSpans: async (options) => {
      const { traceId, spanIds } = parseAt(SpanIds, options, "viewSpans");
      return backend.viewSpans(traceId, spanIds);
    },
    searchTrace: async (options) => backend.searchTrace(parseAt(Search, options, "searchTrace")),
    searchSpan: async (options) => {
      const spanId = parseAt(z.string(), options.spanId, "searchSpan: spanId");
      return backend.searchSpan({ ...parseAt(Search, options, "searchSpan"), spanId });
    },
    aggregate: async (options) => backend.aggregate(parseAt(Aggregate, options, "aggregate")),
    tail: async (options = {}) => backend.tail(parseAt(Tail, options, "tail")),
    close: async () => backend.close(),
  };
}

/** The error for a trace id that no file has. */
export function unknownTrace(traceId: string): LoopError {
  return new LoopError(
    "not_found",
    `no trace ${JSON.stringify(traceId)}; query lists the ids there are`,
  );
}

/** The error for a span id that the trace does not have. */
export function unknownSpan(traceId: string, spanId: string): LoopError {
  return new LoopError(
    "not_found",
    `trace ${JSON.stringify(traceId)} has no span ${JSON.stringify(spanId)}`,
  );
}
