import { LoopError, type SpanRecord } from "@loopwright/core";
import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { toReadableSpans } from "./readable-spans.ts";

/** What to send, and through what. */
export interface ExportRecordsOptions {
  records: readonly SpanRecord[];
  /** Any OpenTelemetry exporter: OTLP over HTTP or gRPC, console, in memory. It is not shut down. */
  exporter: SpanExporter;
  /** Spans in one call of the exporter, at least 1. Default 512. */
  batchSize?: number;
}

/**
 * Sends records through an OpenTelemetry exporter, batch after batch, and waits for the answer.
 *
 * @throws LoopError `bad_input` for a batch of none, `engine` with the exporter's reason and how many spans had been taken before
 * @example
 * const exporter = new OTLPTraceExporter({ url: "http://127.0.0.1:4318/v1/traces" });
 * await exportRecords({ records, exporter });
 */
export async function exportRecords({
  records,
  exporter,
  batchSize = 512,
}: ExportRecordsOptions): Promise<void> {
  if (!(batchSize >= 1))
    throw new LoopError("bad_input", `batchSize: ${batchSize} is too small; send at least 1 span`);
  const spans = toReadableSpans(records);
  for (let sent = 0; sent < spans.length; sent += batchSize) {
    const result = await exportBatch(exporter, spans.slice(sent, sent + batchSize));
    if (result.code !== ExportResultCode.SUCCESS)
      throw new LoopError(
        "engine",
        `the trace exporter took ${sent} of ${spans.length} spans, then failed: ${result.error?.message || "it gave no reason"}`,
        { cause: result.error },
      );
  }
}

function exportBatch(exporter: SpanExporter, spans: ReadableSpan[]): Promise<ExportResult> {
  return new Promise((resolve) => {
    try {
      exporter.export(spans, resolve);
    } catch (error) {
      resolve({
        code: ExportResultCode.FAILED,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  });
}
