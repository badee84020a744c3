import { createReadStream } from "node:fs";
import { LoopError, messageOf } from "@loopwright/core";
import type { DataProblem } from "./data-problem.ts";

const newline = 10;

/**
 * Reads a JSONL file line by line without holding it whole. Lines that are no JSON or longer than the limit are
 * reported and passed over.
 *
 * @param longest bytes of the longest line to read. Default 64 MB
 * @throws LoopError `not_found` or `storage` when the file cannot be read
 */
export async function* readJsonLines(
  file: string,
  report: (problem: DataProblem) => void,
  longest = 64 * 2 ** 20,
): AsyncGenerator<{ line: number; value: unknown }> {
  let line = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): { line: number; value: unknown } | undefined => {
    const text =
      length > longest
        ? undefined
        : Buffer.concat(parts)
            .toString("utf8")
            .replace(/^\uFEFF/, "")
            .trim();
    const at = line++;
    [parts, length] = [[], 0];
    if (text === undefined)
      report({
        kind: "too_long",
        file,
        line: at,
        message: `longer than ${Math.round(longest / 2 ** 20)} MB`,
      });
    else if (text !== "")
      try {
        return { line: at, value: JSON.parse(text) };
      } catch (error) {
        report({
          kind: "unreadable",
          file,
          line: at,
          message: `not valid JSON (${messageOf(error)})`,
        });
      }
    return undefined;
  };
  for await (const chunk of chunksOf(file)) {
    let from = 0;
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      parts.push(chunk.subarray(from, to));
      length += to - from;
      from = to + 1;
      const row = take();
      if (row) yield row;
    }
    length += chunk.length - from;
    if (length <= longest) parts.push(chunk.subarray(from));
    else parts = [];
  }
  if (length > 0) {
    const row = take();
    if (row) yield row;
  }
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 }))
      yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new LoopError(
      missing ? "not_found" : "storage",
      `${file}: ${missing ? "no such file" : messageOf(error)}`,
      { cause: error },
    );
  }
}
