import type { HarnessConfig, SpanRecord } from "@loopwright/core";
import type { TraceEvidence } from "../context/read-context.ts";
import { isKind } from "./span-kind.ts";
import { textsWithin } from "./texts.ts";
import { isComplaint, pathsIn, reportIn, toolCallsOf, type ToolCall } from "./tool-calls.ts";

/** Something in a run's own spans that is worth citing. `ref` points at the span, or at the trace as a whole. */
export interface TraceFact {
  ref: string;
  kind: string;
  text: string;
  /** How to prove by a count that something never happened. */
  never?: { key: string; contains: string };
  /** Words of a tool's own report, as they stand in the span. */
  quote?: string;
}

/**
 * What the spans of a run show without a model: spans that failed, tools that reported problems, when the
 * runtime tools ran, which files were read, which artifacts were written.
 */
export function factsOf(trace: TraceEvidence, harness: HarnessConfig): TraceFact[] {
  const calls = toolCallsOf(trace.spans);
  return [
    ...failedSpans(trace),
    ...calls.flatMap(problemIn),
    ...harness.tool_policy.runtime_tools.flatMap((tool) => useOf(tool, calls, trace, harness)),
    ...filesRead(calls, trace, harness),
    ...artifactsWritten(trace, harness),
    effort(calls, trace),
  ];
}

function failedSpans(trace: TraceEvidence): TraceFact[] {
  return trace.spans
    .filter((span) => span.status.code === "STATUS_CODE_ERROR")
    .map((span) => ({
      ref: `span:${span.span_id}`,
      kind: isRun(span) ? "run_failed" : "span_failed",
      text: `${span.name}: ${errorOf(span)}`,
    }));
}

/** A failed step may have been made good; a failed agent ended its run. */
function isRun(span: SpanRecord): boolean {
  return span.parent_span_id === "" || isKind(span, "AGENT");
}

function errorOf(span: SpanRecord): string {
  const detail = span.attributes["exception.message"];
  return span.status.message || (typeof detail === "string" ? detail : "no message");
}

function problemIn(call: ToolCall): TraceFact[] {
  const exit = /exited with code ([1-9]\d*)/.exec(call.output)?.[0];
  const report = reportIn(call.output);
  const complaints = Object.entries(report ?? {}).filter(
    ([key, value]) => isComplaint(key) && Array.isArray(value) && value.length > 0,
  );
  if (!exit && report?.["passed"] !== false && complaints.length === 0) return [];
  const said = complaints.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join("; ");
  return [
    {
      ref: `span:${call.spanId}`,
      kind: "tool_reported_problem",
      text: `${firstLine(call.command)} -> ${said || (exit ? call.output : "passed: false")}`,
    },
  ];
}

/** When a runtime tool ran, measured against the last write before the answer. */
function useOf(
  tool: string,
  calls: readonly ToolCall[],
  trace: TraceEvidence,
  harness: HarnessConfig,
): TraceFact[] {
  const uses = calls.flatMap((call, index) =>
    call.command.includes(tool) ? [{ call, index }] : [],
  );
  const last = uses.at(-1);
  if (!last)
    return [
      {
        ref: `trace:${trace.traceId}`,
        kind: "tool_never_called",
        text: `${tool} was never called`,
        never: { key: "input.value", contains: tool },
      },
    ];
  const lastWrite = calls.findLastIndex((call) => isWrite(call, harness));
  const passed = reportIn(last.call.output)?.["passed"];
  return [
    {
      ref: `span:${last.call.spanId}`,
      kind: "tool_use",
      text: [
        `${tool} was called ${uses.length} time(s), last as tool call ${last.index + 1} of ${calls.length}`,
        lastWrite > last.index
          ? `files were still written after it, in tool call ${lastWrite + 1}`
          : "no file was written after it",
        ...(typeof passed === "boolean" ? [`its last result: passed ${passed}`] : []),
      ].join("; "),
      ...(passed === false ? quoteOf(last.call) : {}),
    },
  ];
}

/** The first complaint that is long enough to be found again. */
function quoteOf(call: ToolCall): { quote?: string } {
  const complaints = Object.entries(reportIn(call.output) ?? {}).filter(([key]) =>
    isComplaint(key),
  );
  const quote = textsWithin(complaints.map(([, value]) => value)).find(
    (text) => text.split(/\s+/).length >= 5 && !/^[[{]/.test(text),
  );
  return quote === undefined ? {} : { quote };
}

/** A patch, or a command that redirects, copies or moves into the writable folder. */
export function isWrite(call: ToolCall, harness: HarnessConfig): boolean {
  const root = harness.tool_policy.writable_root.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return (
    call.tool === "apply_patch" ||
    new RegExp(`(?:>|\\btee\\b|\\bcp\\b|\\bmv\\b|\\bwriteFile)[^\\n|;&]*\\b${root}/`).test(
      call.command,
    )
  );
}

function filesRead(
  calls: readonly ToolCall[],
  trace: TraceEvidence,
  harness: HarnessConfig,
): TraceFact[] {
  const root = `${harness.tool_policy.allowed_data_root}/`;
  const read = new Set(
    calls.flatMap((call) => pathsIn(call.command)).filter((path) => path.startsWith(root)),
  );
  return read.size === 0
    ? []
    : [{ ref: `trace:${trace.traceId}`, kind: "files_read", text: [...read].join(", ") }];
}

/** Artifact spans tell what was kept; without any such span nothing is concluded. */
function artifactsWritten(trace: TraceEvidence, harness: HarnessConfig): TraceFact[] {
  const spans = trace.spans.filter((span) => span.name.includes("artifact_write"));
  if (spans.length === 0) return [];
  const texts = spans.map((span) => JSON.stringify(span.attributes));
  const missing = harness.required_artifacts
    .map((artifact) => artifact.path)
    .filter((path) => !texts.some((text) => text.includes(path)));
  return [
    {
      ref: `trace:${trace.traceId}`,
      kind: missing.length > 0 ? "artifacts_missing" : "artifacts_complete",
      text:
        missing.length > 0
          ? `required but not written: ${missing.join(", ")}`
          : `all ${harness.required_artifacts.length} required artifacts were written`,
    },
  ];
}

function effort(calls: readonly ToolCall[], trace: TraceEvidence): TraceFact {
  const modelCalls = trace.spans.filter((span) => isKind(span, "LLM"));
  return {
    ref: `trace:${trace.traceId}`,
    kind: "effort",
    text: `${modelCalls.length} model calls, ${calls.length} tool calls, ${trace.spans.length} spans`,
  };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
