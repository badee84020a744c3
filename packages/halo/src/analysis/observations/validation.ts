import type { HarnessConfig } from "@loopwright/core";
import type { TraceEvidence } from "../../context/read-context.ts";
import { citing, quotable } from "../../evidence/quotable.ts";
import { isWrite } from "../../evidence/span-facts.ts";
import { complaintsIn, reportIn, type ToolCall } from "../../evidence/tool-calls.ts";
import { errorLinesOf } from "./messages.ts";
import type { Observation } from "./observation.ts";

/** How the runtime tools were used: not at all, too early, or without heeding what they reported. */
export function validationIn(
  trace: TraceEvidence,
  calls: readonly ToolCall[],
  harness: HarnessConfig,
): Observation[] {
  return harness.tool_policy.runtime_tools.flatMap((tool) => {
    const uses = calls.flatMap((call, index) =>
      call.command.includes(tool) ? [{ call, index }] : [],
    );
    const last = uses.at(-1);
    if (!last) return toolsAreRecorded(trace) ? [skipped(trace, tool)] : [];
    const crash = crashIn(uses.map(({ call }) => call));
    if (crash) return [broken(trace, tool, crash)];
    const lastWrite = calls.findLastIndex((call) => isWrite(call, harness));
    return [
      ...(lastWrite > last.index
        ? [late(trace, tool, last.call, calls[lastWrite] ?? last.call)]
        : []),
      ...unheeded(trace, tool, last.call),
    ];
  });
}

/** Without any tool span nothing can be said about what was called. */
function toolsAreRecorded(trace: TraceEvidence): boolean {
  return trace.spans.some((span) => "tool.name" in span.attributes);
}

/** A tool that never reported, and printed an error each time, is broken; one that reported once was called wrongly. */
function crashIn(calls: readonly ToolCall[]): ToolCall | undefined {
  const crashes = calls.filter(
    (call) => errorLinesOf(call).length > 0 && reportIn(call.output)?.["passed"] === undefined,
  );
  return crashes.length === calls.length ? crashes.at(-1) : undefined;
}

function broken(trace: TraceEvidence, tool: string, call: ToolCall): Observation {
  const [line = ""] = errorLinesOf(call);
  return {
    kind: "tool_broken",
    key: tool,
    traceId: trace.traceId,
    claim: {
      text: `${tool} printed an error in place of a report.`,
      about: trace.traceId,
      evidence: [citing(`span:${call.spanId}`, line.length <= 240 ? line : quotable(line))],
    },
  };
}

function skipped(trace: TraceEvidence, tool: string): Observation {
  const filter = [{ key: "input.value", match: "contains" as const, value: tool }];
  return {
    kind: "validation_skipped",
    key: tool,
    traceId: trace.traceId,
    claim: {
      text: `${tool} was never called in this run.`,
      about: trace.traceId,
      evidence: [{ ref: `trace:${trace.traceId}`, quote: null, count: 0, filter }],
    },
  };
}

function late(trace: TraceEvidence, tool: string, check: ToolCall, write: ToolCall): Observation {
  const passed = reportIn(check.output)?.["passed"] === true;
  return {
    kind: passed ? "repaired_after_passed" : "validation_late",
    key: tool,
    traceId: trace.traceId,
    claim: {
      text: passed
        ? `Files were still written after ${tool} had passed.`
        : `Files were still written after the last use of ${tool}.`,
      about: trace.traceId,
      evidence: [citing(`span:${check.spanId}`, null), citing(`span:${write.spanId}`, null)],
    },
  };
}

/** What the last report complains of was not mended before the answer. */
function unheeded(trace: TraceEvidence, tool: string, call: ToolCall): Observation[] {
  const complaints = complaintsIn(call.output);
  if (reportIn(call.output)?.["passed"] !== false && complaints.length === 0) return [];
  if (reportIn(call.output)?.["passed"] === true) return [];
  // A report stands in the span as JSON: words that it escapes are not found there as they were meant.
  const words = complaints.find(
    (text) => text.split(/\s+/).length >= 5 && JSON.stringify(text) === `"${text}"`,
  );
  return [
    {
      kind: "ignored_warning",
      key: tool,
      traceId: trace.traceId,
      claim: {
        text: `The last report of ${tool} still complains, and the run answered all the same.`,
        about: trace.traceId,
        evidence: [citing(`span:${call.spanId}`, words === undefined ? null : quotable(words))],
      },
    },
  ];
}
