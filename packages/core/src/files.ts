import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { LoopError, messageOf } from "./loop-error.ts";
import { parseAt } from "./parse.ts";

/**
 * Reads a JSON file and checks its shape.
 *
 * @throws LoopError `not_found` when there is no such file, `bad_input` when it is not JSON or has another shape
 */
export async function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parseAt(schema, parseJsonText(await readText(file), file), file);
}

/**
 * Reads a file of one JSON object a line. Empty lines are skipped; line numbers count from 1.
 *
 * @throws LoopError `not_found`, or `bad_input` with `file:line` of the first bad line
 * @example const runs = await readJsonl("runs.jsonl", AgentRun)
 */
export async function readJsonl<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const lines = (await readText(file)).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const at = `${file}:${index + 1}`;
    return [parseAt(schema, parseJsonText(line, at), at)];
  });
}

/** Writes a file so that a reader sees the old text or the new one, never a half; makes its folders. */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
  } catch (error) {
    throw storageError("write", file, error);
  }
}

/** Writes a value as indented JSON, atomically. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeText(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes one JSON object a line, atomically. An empty list makes an empty file. */
export async function writeJsonl(file: string, values: readonly unknown[]): Promise<void> {
  await writeText(file, values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

/**
 * Reads a UTF-8 text file.
 *
 * @throws LoopError `not_found` when there is no such file, `storage` when it cannot be read
 */
export async function readText(file: string): Promise<string> {
  try {
    return stripByteOrderMark(await readFile(file, "utf8"));
  } catch (error) {
    throw storageError("read", file, error);
  }
}

function stripByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function parseJsonText(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LoopError("bad_input", `${at}: not valid JSON (${messageOf(error)})`, {
      cause: error,
    });
  }
}

const hints: Record<string, string> = {
  ENOSPC: "the disk is full; free some space and resume",
  EACCES: "permission denied; check who owns it",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder, a file was expected",
  ENOTDIR: "a part of the path is a file, not a folder",
};

function storageError(verb: "read" | "write", file: string, error: unknown): LoopError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (verb === "read" && code === "ENOENT")
    return new LoopError("not_found", `${file}: no such file`, { cause: error });
  return new LoopError(
    "storage",
    `${file}: could not ${verb}: ${hints[code] ?? messageOf(error)}`,
    {
      cause: error,
    },
  );
}
