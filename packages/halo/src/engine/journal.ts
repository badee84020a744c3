import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Usage } from "@loopwright/core";
import { z } from "zod";

/** One finished model call. */
export const JournalEntry = z.object({
  /** Hash of everything that the model was sent. */
  key: z.string(),
  output: z.array(z.unknown()),
  response_id: z.string().optional(),
  usage: Usage,
  /** Milliseconds that it took. */
  milliseconds: z.number(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Finished model calls, kept so that a killed diagnosis goes on where it was. */
export interface EngineJournal {
  entries(): readonly JournalEntry[];
  append(entry: JournalEntry): Promise<void>;
}

const Header = z.object({ journal: z.literal(1), identity: z.string() });

/**
 * A journal in a file of JSON lines. A last line that was cut off by a kill is dropped; a journal of another
 * diagnosis (other spans, harness, model or settings) is begun anew.
 *
 * @param identity what the calls depend on, as a hash
 * @throws LoopError `storage` never; errors of the file system pass through
 * @example const journal = await openJournal({ file: "diagnosis-journal.jsonl", identity })
 */
export async function openJournal(options: {
  file: string;
  identity: string;
}): Promise<EngineJournal> {
  const { file, identity } = options;
  const entries = existsSync(file) ? await readEntries(file, identity) : undefined;
  if (entries === undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ journal: 1, identity })}\n`);
  }
  const kept = [...(entries ?? [])];
  let writing = Promise.resolve();
  return {
    entries: () => kept,
    append(entry) {
      kept.push(entry);
      writing = writing.then(() => appendFile(file, `${JSON.stringify(entry)}\n`));
      return writing;
    },
  };
}

/** A journal that lasts as long as the process. */
export function memoryJournal(): EngineJournal {
  const kept: JournalEntry[] = [];
  return {
    entries: () => kept,
    append: async (entry) => void kept.push(entry),
  };
}

/** Undefined when the file is none of this diagnosis. What follows the last whole line is cut off. */
async function readEntries(file: string, identity: string): Promise<JournalEntry[] | undefined> {
  const bytes = await readFile(file);
  const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
  if (whole.length < bytes.length) await truncate(file, whole.length);
  const [first = "", ...lines] = whole.toString("utf8").split("\n");
  const header = Header.safeParse(parseLine(first));
  if (!header.success || header.data.identity !== identity) return undefined;
  return lines.flatMap((line) => {
    const parsed = JournalEntry.safeParse(parseLine(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
