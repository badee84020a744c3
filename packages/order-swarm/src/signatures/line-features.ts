import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { SpanRecord } from "@loopwright/core";
import { addText } from "./run-features.ts";

/** The part of a line that is looked at. */
const Line = SpanRecord.pick({ trace_id: true, attributes: true });

/** Keys whose values differ from run to run by construction. */
const idKey = /(^|[._])(id|hash)$/;

/**
 * Words and phrases of each run's trace lines, by trace id: what desks wrote to each other stands only there.
 * Lines of a run stand together. A file that is not there gives nothing.
 */
export async function* lineFeatures(
  file: string,
): AsyncGenerator<{ traceId: string; features: Set<string> }> {
  let traceId = "";
  let features = new Set<string>();
  for await (const line of linesOf(file)) {
    const span = Line.parse(JSON.parse(line));
    if (span.trace_id !== traceId && traceId !== "") {
      yield { traceId, features };
      features = new Set();
    }
    traceId = span.trace_id;
    for (const [key, value] of Object.entries(span.attributes))
      if (typeof value === "string" && !idKey.test(key)) addText(features, value);
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
