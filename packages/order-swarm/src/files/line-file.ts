import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";

/** A file that grows line by line. One write at a time. */
export interface LineFile {
  /** Appends rows as JSON lines; gives the bytes that the file has then. */
  write(rows: readonly unknown[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens a file of lines and keeps its first bytes: what a killed run wrote behind them is cut off.
 *
 * @throws LoopError `bad_input` when the file is shorter than that, `storage`
 */
export async function openLineFile(file: string, kept: number): Promise<LineFile> {
  const handle = await openAt(file, kept);
  let bytes = kept;
  return {
    async write(rows) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      await handle.appendFile(text);
      bytes += Buffer.byteLength(text);
      return bytes;
    },
    close: () => handle.close(),
  };
}

async function openAt(file: string, kept: number) {
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, "a");
    const { size } = await handle.stat();
    if (size >= kept) {
      await handle.truncate(kept);
      return handle;
    }
    await handle.close();
  } catch (error) {
    throw new LoopError("storage", `${file}: could not write: ${messageOf(error)}`, {
      cause: error,
    });
  }
  throw new LoopError(
    "bad_input",
    `${file}: is shorter than the journal says; remove the folder of the population and run it again`,
  );
}
