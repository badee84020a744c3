import type { SpanRecord } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import { inQuotes } from "../../evidence/delimit.ts";
import { citing, quotable } from "../../evidence/quotable.ts";
import { isKind } from "../../evidence/span-kind.ts";
import type { ToolCall } from "../../evidence/tool-calls.ts";
import { errorLinesOf, normalizeMessage } from "./messages.ts";
import type { Observation } from "./observation.ts";

/** Spans with an error status, and tool outputs that tell of an error under a good one. */
export function errorsIn(trace: TraceEvidence, calls: readonly ToolCall[]): Observation[] {
  return [...failedSpans(trace), ...calls.flatMap((call) => errorInOutput(trace, call))];
}

function failedSpans(trace: TraceEvidence): Observation[] {
  return trace.spans
    .filter((span) => span.status.code === "STATUS_CODE_ERROR")
    .map((span) => {
      const message = messageOf(span);
      return {
        kind: isRun(span) ? "run_failed" : saysNothing(message) ? "error_unexplained" : "error",
        key: `${span.name}: ${normalizeMessage(message)}`,
        traceId: trace.traceId,
        claim: {
          text: `The span ${inQuotes(span.name)} ended with an error.`,
          about: trace.traceId,
          evidence: [citing(`span:${span.span_id}`, quotable(message))],
        },
      };
    });
}

function errorInOutput(trace: TraceEvidence, call: ToolCall): Observation[] {
  const [line] = errorLinesOf(call);
  if (line === undefined) return [];
  return [
    {
      kind: "error",
      key: `${call.tool}: ${normalizeMessage(line)}`,
      traceId: trace.traceId,
      claim: {
        text: `The output of ${inQuotes(call.tool)} tells of an error.`,
        about: trace.traceId,
        evidence: [citing(`span:${call.spanId}`, line.length <= 240 ? line : quotable(line))],
      },
    },
  ];
}

/** Texts that a framework puts in the place of an error tell nobody what to mend. */
function saysNothing(message: string): boolean {
  return /^(?:no message|error|failed|unknown error|internal error|error running tool(?: \(non-fatal\))?)\.?$/i.test(
    message.trim(),
  );
}

/** A failed step may have been made good; a failed agent ended its run. */
function isRun(span: SpanRecord): boolean {
  return span.parent_span_id === "" || isKind(span, "AGENT");
}

/** The SDK puts a general text where a tool's own error is; the detail, where there is one, says more. */
function messageOf(span: SpanRecord): string {
  const detail = span.attributes["exception.message"];
  return typeof detail === "string" && detail !== "" ? detail : span.status.message || "no message";
}
