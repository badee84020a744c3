import { LoopError, messageOf } from "@loopwright/core";
import { open } from "node:fs/promises";
import { parseSpanLine } from "../index/exact-span.ts";
import { readLineBlocks } from "../index/read-lines.ts";
import type { QuarantinedLine } from "../open-trace-store.ts";
import { spanRow, type SpanRow } from "./span-row.ts";

const newline = 0x0a;

/** Reads span files into batches of rows, by default 2,000; lines that hold no span go to `quarantined`. */
export async function* readSpanRows(options: {
  files: readonly string[];
  firstOrdinal: number;
  quarantined: QuarantinedLine[];
  signal?: AbortSignal | undefined;
  batchRows?: number;
}): AsyncGenerator<SpanRow[]> {
  const { batchRows = 2000 } = options;
  let ordinal = options.firstOrdinal;
  const owners = new Map<string, string>();
  for (const path of options.files) {
    let batch: SpanRow[] = [];
    for await (const { bytes, line } of linesOf(path)) {
      options.signal?.throwIfAborted();
      const parsed = parseSpanLine(bytes);
      if ("reason" in parsed) {
        options.quarantined.push({ file: path, line, reason: parsed.reason });
        continue;
      }
      assertOneFile(owners, parsed.span.traceId, path);
      batch.push(spanRow(parsed.span, bytes, ordinal++));
      if (batch.length < batchRows) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}

function assertOneFile(owners: Map<string, string>, traceId: string, path: string): void {
  const owner = owners.get(traceId);
  if (owner === undefined) owners.set(traceId, path);
  else if (owner !== path)
    throw new LoopError(
      "bad_input",
      `trace ${JSON.stringify(traceId)} is in ${owner} and in ${path}; a trace has to be in one file`,
    );
}

async function* linesOf(path: string): AsyncGenerator<{ bytes: Uint8Array; line: number }> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    let line = 0;
    for await (const block of readLineBlocks(file, { from: 0, to: size }))
      for (let start = 0, end = 0; start <= block.end; start = end + 1) {
        end = block.bytes.indexOf(newline, start);
        line++;
        if (end > start) yield { bytes: block.bytes.subarray(start, end), line };
      }
  } finally {
    await file.close();
  }
}

async function openFile(path: string) {
  try {
    return await open(path, "r");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new LoopError(
      missing ? "not_found" : "storage",
      missing ? `${path}: no such file` : `${path}: could not be opened: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
