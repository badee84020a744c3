import type { TraceEvidence } from "../../context/read-context.ts";
import { inQuotes } from "../../evidence/delimit.ts";
import { citing } from "../../evidence/quotable.ts";
import type { ToolCall } from "../../evidence/tool-calls.ts";
import { errorLinesOf } from "./messages.ts";
import type { Observation } from "./observation.ts";

/** Outputs above this many characters crowd out what the model still has to remember. */
const oversized = 40_000;
/** As often as this before a repetition counts. */
const often = 3;

/** Calls that cost turns and taught nothing: the same again, the same after an error, far too much at once. */
export function wastefulCallsIn(trace: TraceEvidence, calls: readonly ToolCall[]): Observation[] {
  return [
    ...retryLoops(trace, calls),
    ...repeatedCalls(trace, calls),
    ...calls.filter(({ output }) => output.length > oversized).map((call) => tooMuch(trace, call)),
  ];
}

/** The same tool failing several times in a row. */
function retryLoops(trace: TraceEvidence, calls: readonly ToolCall[]): Observation[] {
  const loops: ToolCall[][] = [];
  let streak: ToolCall[] = [];
  for (const call of [...calls, undefined]) {
    const goesOn = call && hasFailed(call) && (streak[0]?.tool ?? call.tool) === call.tool;
    if (goesOn) {
      streak.push(call);
      continue;
    }
    if (streak.length >= often) loops.push(streak);
    streak = call && hasFailed(call) ? [call] : [];
  }
  return loops.map((loop) => ({
    kind: "retry_loop",
    key: loop[0]?.tool ?? "",
    traceId: trace.traceId,
    claim: {
      text: `${inQuotes(loop[0]?.tool ?? "")} failed ${loop.length} times in a row.`,
      about: trace.traceId,
      evidence: loop.slice(0, often).map((call) => citing(`span:${call.spanId}`, null)),
    },
  }));
}

function repeatedCalls(trace: TraceEvidence, calls: readonly ToolCall[]): Observation[] {
  const alike = groupBy(calls, ({ tool, input }) => `${tool}\n${input}`)
    .filter((group) => group.length >= often)
    // The same output is part of it: a check that is run again after a repair is no waste.
    .flatMap((group) => groupBy(group, ({ output }) => output.replace(clock, "")))
    .filter((group) => group.length >= often);
  return alike.map((group) => ({
    kind: "repeated_call",
    key: group[0]?.tool ?? "",
    traceId: trace.traceId,
    claim: {
      text: `The same call of ${inQuotes(group[0]?.tool ?? "")} was made ${group.length} times, with the same output.`,
      about: trace.traceId,
      evidence: group.slice(0, often).map((call) => citing(`span:${call.spanId}`, null)),
    },
  }));
}

/** What shells print about the call and not about its outcome. */
const clock = /^(?:Chunk ID|Wall time)[^\n]*$/gm;

function groupBy(
  calls: readonly ToolCall[],
  keyOf: (call: ToolCall) => string,
): (readonly ToolCall[])[] {
  const groups = new Map<string, ToolCall[]>();
  for (const call of calls) {
    const group = groups.get(keyOf(call));
    if (group) group.push(call);
    else groups.set(keyOf(call), [call]);
  }
  return [...groups.values()];
}

function tooMuch(trace: TraceEvidence, call: ToolCall): Observation {
  return {
    kind: "oversized_call",
    key: call.tool,
    traceId: trace.traceId,
    claim: {
      text: `One call of ${inQuotes(call.tool)} printed ${call.output.length} characters.`,
      about: trace.traceId,
      evidence: [citing(`span:${call.spanId}`, null)],
    },
  };
}

function hasFailed(call: ToolCall): boolean {
  return /exited with code [1-9]/.test(call.output) || errorLinesOf(call).length > 0;
}
