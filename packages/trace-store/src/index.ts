export {
  openTraceStore,
  type FileTraceStore,
  type IndexedFile,
  type QuarantinedLine,
} from "./open-trace-store.ts";
export { TraceFilters } from "./trace-filters.ts";
export type { AggregateOptions, SearchOptions, SpanField, TraceStore } from "./trace-store.ts";
export type {
  AggregateResult,
  AggregateRow,
  DatasetOverview,
  ErrorGroup,
  OversizedSummary,
  ShownSpan,
  SpanMatch,
  SpanSearchResult,
  TailResult,
  TraceQueryResult,
  TraceSearchResult,
  TraceSummary,
  TraceView,
} from "./answers.ts";
export type { IndexPlace } from "./index/open-index.ts";
export { compilePattern, type Pattern } from "./regex/pattern.ts";
export { budgets } from "./budgets.ts";
