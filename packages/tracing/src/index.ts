export type { CapturedSpan, CapturedTrace } from "./captured-trace.ts";
export { checkSpanRecords, spanRecordSchema, type SpanProblem } from "./check-span-records.ts";
export { exportRecords, type ExportRecordsOptions } from "./export-records.ts";
export type { TokenPrice, TokenPrices } from "./model-attributes.ts";
export { toReadableSpans } from "./readable-spans.ts";
export { registerTraceRouter } from "./register.ts";
export { toSpanRecords, type SpanRecordsOptions, type TraceResource } from "./span-records.ts";
export { createTraceRouter, type TraceRouter, type TraceSink } from "./trace-router.ts";
export { writeSpanRecords } from "./write-span-records.ts";
