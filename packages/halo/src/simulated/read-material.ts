import type { ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";

const words = z.union([z.string(), z.array(z.string()), z.number()]);

/** One line of the evidence: what to cite, what it is about, and its texts by field. */
const Entry = z
  .object({ ref: z.string(), about: z.string(), kind: z.string(), run: z.string().optional() })
  .catchall(words);
export type Entry = z.infer<typeof Entry>;

/** A harness file as the request shows it; `lines[0]` is line 1. */
export interface ShownFile {
  path: string;
  lines: readonly string[];
}

export interface Material {
  files: readonly ShownFile[];
  entries: readonly Entry[];
}

/** Reads the quoted material out of a request: numbered harness files, and the evidence a JSON object a line. */
export function readMaterial(request: ScriptedRequest): Material {
  const text = request.items
    .flatMap((item) => (item.type === "message" && item.role === "user" ? [item.text] : []))
    .join("\n\n");
  const blocks = [...text.matchAll(/^<data (\S+) ([^\n]*)>\n([\s\S]*?)\n<\/data \1>$/gm)].map(
    ([, , title = "", body = ""]) => ({ title, body }),
  );
  return {
    files: blocks.flatMap(({ title, body }) => {
      const path = /^harness file (.+)$/.exec(title)?.[1];
      return path === undefined ? [] : [{ path, lines: body.split("\n").map(withoutNumber) }];
    }),
    entries: blocks
      .filter(({ title }) => title === "evidence")
      .flatMap(({ body }) => body.split("\n").flatMap(readEntry)),
  };
}

/** The text of one field, lists joined; empty when the entry has no such field. */
export function textOf(entry: Entry, field: string): string {
  const value = entry[field];
  if (Array.isArray(value)) return value.join("\n");
  return value === undefined ? "" : String(value);
}

/** The items of one field. */
export function listOf(entry: Entry, field: string): string[] {
  const value = entry[field];
  return Array.isArray(value) ? value : [];
}

function withoutNumber(line: string): string {
  return line.replace(/^\d+\|/, "");
}

function readEntry(line: string): Entry[] {
  try {
    const parsed = Entry.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
