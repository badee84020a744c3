import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Where the index of a trace file lies: the reference's two sidecars and our own. */
export interface IndexPaths {
  /** `*.engine-index.jsonl` */
  readonly rows: string;
  /** `*.engine-index.meta.json` */
  readonly meta: string;
  /** `*.engine-index.columns`: the index in columns, with what an update needs. */
  readonly columns: string;
}

/** Beside the trace file, or in `dir` under a name that tells files of the same name apart. */
export function indexPaths(traceFile: string, dir?: string): IndexPaths {
  const path = resolve(traceFile);
  const key = createHash("sha256").update(path).digest("hex").slice(0, 16);
  const stem = dir ? join(dir, `${basename(path)}.${key}.engine-index`) : `${path}.engine-index`;
  return { rows: `${stem}.jsonl`, meta: `${stem}.meta.json`, columns: `${stem}.columns` };
}

/** Writes a file in pieces so that a reader sees the old bytes or the new ones, never a half. */
export async function writePieces(
  path: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(temporary, "wx");
    try {
      for (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
