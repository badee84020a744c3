import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { SpanRecord } from "@loopwright/core";
import { addText, addValue } from "./run-features.ts";

/** The parts of a line that are looked at. */
const Line = SpanRecord.pick({ trace_id: true, name: true, status: true, attributes: true });

/** Keys whose values are made for each run or span alone. */
const ownKey =
  /(^|[._])(hash|(trace|span|response|tool_call|call)[._]?id|tool_call\.id|response\.id)$/;

/**
 * Everything single in each run's trace lines, by trace id: what desks wrote to each other stands only there.
 * Lines of a run stand together. A file that is not there gives nothing.
 */
export async function* lineFeatures(
  file: string,
): AsyncGenerator<{ traceId: string; features: Set<string> }> {
  let traceId = "";
  let features = new Set<string>();
  for await (const line of linesOf(file)) {
    const { trace_id, name, status, attributes } = Line.parse(JSON.parse(line));
    if (trace_id !== traceId && traceId !== "") {
      yield { traceId, features };
      features = new Set();
    }
    traceId = trace_id;
    addText(features, name);
    addValue(features, { span: name, status });
    for (const [key, value] of Object.entries(attributes))
      if (!ownKey.test(key)) addValue(features, value, key);
  }
  if (traceId !== "") yield { traceId, features };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file);
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity }))
      if (line !== "") yield line;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
}
