import type { JsonValue } from "@loopwright/core";
import { z } from "zod";
import type { RunSpan, RunTrace } from "../swarm/captured-run.ts";

const Items = z.array(z.json()).catch([]);
const Response = z.record(z.string(), z.json()).catch({});
const keptOfResponse = ["id", "model", "status", "output", "usage"];

/**
 * A trace whose model calls hold only what no earlier call of the run held: the conversation is still all there,
 * once. Standing text (instructions, tool lists) is left out, as it would be by far the largest part.
 */
export function withNewMessages(trace: RunTrace): RunTrace {
  const seen = new Set<string>();
  const isNew = (item: JsonValue) => {
    const text = JSON.stringify(item);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  };
  return {
    ...trace,
    spans: trace.spans.map((span) => (span.type === "response" ? slim(span, isNew) : span)),
  };
}

function slim(span: RunSpan, isNew: (item: JsonValue) => boolean): RunSpan {
  const response = Response.parse(span.data["_response"]);
  const kept = keptOfResponse.flatMap((key) => {
    const value = response[key];
    return value === undefined ? [] : [[key, value]];
  });
  return {
    ...span,
    data: {
      ...span.data,
      _input: Items.parse(span.data["_input"]).filter(isNew),
      _response: Object.fromEntries(kept),
    },
  };
}
