import { open, readFile } from "node:fs/promises";
import { LoopError, parseAt, writeText } from "@loopwright/core";
import { z } from "zod";

/** Finished work, so that a run that was killed goes on where it was. */
export interface Journal<Row> {
  /** What was finished before. */
  done: readonly Row[];
  add(row: Row): Promise<void>;
  close(): Promise<void>;
}

interface JournalOptions<Schema extends z.ZodType> {
  file: string;
  /** What the work depends on. A journal of other work is refused. */
  subject: Readonly<Record<string, string | number | boolean>>;
  row: Schema;
}

const Header = z.object({ subject: z.record(z.string(), z.unknown()) });

/**
 * Opens a journal or begins one: a line with its subject, then one line for each finished piece. A last line that
 * was cut short by a kill is dropped.
 *
 * @throws LoopError `bad_input` when the journal is of another subject or a line before the last cannot be read
 */
export async function openJournal<Schema extends z.ZodType>({
  file,
  subject,
  row,
}: JournalOptions<Schema>): Promise<Journal<z.output<Schema>>> {
  const text = (await wholeLines(file)) ?? `${JSON.stringify({ subject })}\n`;
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  refuseOther(file, parseAt(Header, jsonOf(header, `${file}:1`), `${file}:1`).subject, subject);
  const done = lines.map((line, index) => {
    const at = `${file}:${index + 2}`;
    return parseAt(row, jsonOf(line, at), at);
  });
  // Written anew, so that what follows does not join a line that was cut short.
  await writeText(file, text);
  const handle = await open(file, "a");
  return {
    done,
    add: (added) => handle.appendFile(`${JSON.stringify(added)}\n`),
    close: () => handle.close(),
  };
}

/** The text up to its last line end; nothing when there is no such file or no whole line. */
async function wholeLines(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, "utf8");
    const end = text.lastIndexOf("\n");
    return end < 0 ? undefined : text.slice(0, end + 1);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function jsonOf(line: string, at: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new LoopError("bad_input", `${at}: not valid JSON; remove the file to begin anew`, {
      cause: error,
    });
  }
}

function refuseOther(
  file: string,
  found: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): void {
  const other = Object.keys({ ...found, ...wanted }).find((key) => found[key] !== wanted[key]);
  if (other === undefined) return;
  throw new LoopError(
    "bad_input",
    `${file}: ${other} was ${String(found[other])} and is now ${String(wanted[other])}; ` +
      "take the same arguments to go on, or another folder",
  );
}
