import { open, stat, type FileHandle } from "node:fs/promises";
import { LoopError, messageOf } from "@loopwright/core";
import { crc32 } from "node:zlib";
import {
  readColumnsFile,
  writeColumnsFile,
  type SavedIndex,
  type SourceState,
} from "./columns-file.ts";
import { countMissingParents } from "./count-missing-parents.ts";
import { indexPaths, writePieces, type IndexPaths } from "./index-files.ts";
import { indexLines, type BadLine } from "./index-lines.ts";
import { readSidecar } from "./read-sidecar.ts";
import { referenceAccepts, sidecarMeta, sidecarRows } from "./sidecar-text.ts";
import {
  canGrow,
  emptyIndex,
  groupSpans,
  type SpansByTrace,
  type TraceIndex,
} from "./trace-index.ts";

/** Where an index is kept: beside its trace file, in a folder, or only in memory. */
export type IndexPlace = "beside" | "memory" | { readonly dir: string };

/** An open trace file with its index. */
export interface OpenIndex {
  readonly path: string;
  readonly file: FileHandle;
  readonly index: TraceIndex;
  readonly grouped: SpansByTrace;
  readonly source: SourceState;
  readonly progress: SavedIndex["progress"];
  readonly badLines: readonly BadLine[];
  /** How the index came about, and how many bytes of spans were read for it. */
  readonly built: "loaded" | "updated" | "built";
  readonly bytesRead: number;
  /** False when the index could not be written; it then lives in memory alone. */
  readonly saved: boolean;
}

const edgeBytes = 4096;

/**
 * Opens a trace file with an index that fits it: a stored one, a stored one brought up to date by reading only the
 * bytes that were appended, or a new one.
 *
 * @throws LoopError `not_found`, or `storage` when the file cannot be read
 */
export async function openIndex(options: {
  path: string;
  place: IndexPlace;
  signal?: AbortSignal | undefined;
}): Promise<OpenIndex> {
  const { path, place, signal } = options;
  const file = await openFile(path);
  try {
    const paths = pathsFor(path, place);
    const now = await fingerprint(file);
    const stored = paths ? await readColumnsFile(paths.columns) : undefined;
    const fits = stored !== undefined && isSame(stored.source, now);
    if (fits && (await isUnchanged(file, stored.source, now)))
      return opened(path, file, stored, "loaded");
    const sidecar = paths && !fits ? await readSidecar(paths, now) : undefined;
    if (sidecar) return opened(path, file, await adopt(file, sidecar, now), "loaded");
    const base = stored && (await hasGrown(file, stored, now)) ? stored : undefined;
    return await build({ path, file, paths, base, now, signal });
  } catch (error) {
    await file.close();
    if (error instanceof LoopError || signal?.aborted) throw error;
    throw new LoopError("storage", `${path}: could not be indexed: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Brings an open index up to date with its file: reads what was appended, or everything when the file was changed
 * otherwise or another one stands in its place. Returns the same index when nothing happened.
 */
export async function refreshIndex(
  current: OpenIndex,
  options: { place: IndexPlace; signal?: AbortSignal | undefined },
): Promise<OpenIndex> {
  const { path, file, index, source, progress } = current;
  if (await isReplaced(path, source)) return reopened(current, options);
  const now = await fingerprint(file);
  if (isSame(source, now)) return current;
  const stored = { index, source, progress, badLines: [...current.badLines] };
  const grown = await hasGrown(file, stored, now);
  if (!grown) return reopened(current, options);
  const paths = pathsFor(path, options.place);
  return build({ path, file, paths, base: stored, now, signal: options.signal });
}

/** Logs are rotated by giving the name to a new file; the open one would stay as it was for good. */
async function isReplaced(path: string, { inode }: SourceState): Promise<boolean> {
  try {
    return String((await stat(path, { bigint: true })).ino) !== inode;
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

/** The old file is closed last, so that it still answers when there is no new one to open. */
async function reopened(
  { path, file }: OpenIndex,
  options: { place: IndexPlace; signal?: AbortSignal | undefined },
): Promise<OpenIndex> {
  const fresh = await openIndex({ path, ...options });
  await file.close();
  return fresh;
}

function pathsFor(path: string, place: IndexPlace): IndexPaths | undefined {
  if (place === "memory") return undefined;
  return indexPaths(path, place === "beside" ? undefined : place.dir);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "r");
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new LoopError("bad_input", `${path}: is no file; name the span file itself`);
  } catch (error) {
    throw error instanceof LoopError ? error : cannotOpen(path, error);
  }
}

function cannotOpen(path: string, error: unknown): LoopError {
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return new LoopError(
    missing ? "not_found" : "storage",
    missing ? `${path}: no such file` : `${path}: could not be opened: ${messageOf(error)}`,
    { cause: error },
  );
}

interface Fingerprint {
  size: number;
  mtimeNs: bigint;
  inode: string;
}

/** What tells that a file is still the one that was indexed, without reading it. */
export async function fingerprint(file: FileHandle): Promise<Fingerprint> {
  const { size, mtimeNs, ino } = await file.stat({ bigint: true });
  return { size: Number(size), mtimeNs, inode: String(ino) };
}

function isSame(source: SourceState, now: Fingerprint): boolean {
  return source.size === now.size && source.mtime_ns === String(now.mtimeNs);
}

/** A file that was copied here with its time keeps its size and time; so may another that took its place. */
async function isUnchanged(
  file: FileHandle,
  source: SourceState,
  now: Fingerprint,
): Promise<boolean> {
  if (source.inode === now.inode) return true;
  const edges = await checksums(file, source.size);
  return edges.head === source.head && edges.tail === source.tail;
}

/** Whether the file only got longer: same file, same first and last bytes of what was indexed. */
async function hasGrown(file: FileHandle, stored: SavedIndex, now: Fingerprint): Promise<boolean> {
  const { source, progress, index } = stored;
  if (now.size <= source.size || now.inode !== source.inode) return false;
  if (!canGrow(index)) return false;
  const edges = await checksums(file, source.size);
  if (edges.head !== source.head || edges.tail !== source.tail) return false;
  if (!progress.openLine) return true;
  const next = Buffer.alloc(1);
  await file.read(next, 0, 1, progress.offset);
  return next[0] === 0x0a;
}

async function checksums(file: FileHandle, size: number): Promise<{ head: number; tail: number }> {
  const length = Math.min(edgeBytes, size);
  const head = Buffer.alloc(length);
  const tail = Buffer.alloc(length);
  await file.read(head, 0, length, 0);
  await file.read(tail, 0, length, size - length);
  return { head: crc32(head), tail: crc32(tail) };
}

async function adopt(file: FileHandle, index: TraceIndex, now: Fingerprint): Promise<SavedIndex> {
  const progress = { offset: now.size, lines: 0, openLine: false };
  return { index, source: await sourceState(file, now), progress, badLines: [] };
}

async function sourceState(file: FileHandle, now: Fingerprint): Promise<SourceState> {
  const edges = await checksums(file, now.size);
  return { size: now.size, mtime_ns: String(now.mtimeNs), inode: now.inode, ...edges };
}

async function build(options: {
  path: string;
  file: FileHandle;
  paths: IndexPaths | undefined;
  base: SavedIndex | undefined;
  now: Fingerprint;
  signal: AbortSignal | undefined;
}): Promise<OpenIndex> {
  const { path, file, paths, base, now, signal } = options;
  const index = base?.index ?? emptyIndex();
  const from = base?.progress ?? { offset: 0, lines: 0, openLine: false };
  const firstSpan = index.spans.trace.length;
  const found = await indexLines({ file, size: now.size, progress: from, index, signal });
  const grouped = groupSpans(index);
  countMissingParents(index, grouped, firstSpan);
  const result: SavedIndex = {
    index,
    source: await sourceState(file, now),
    progress: found.progress,
    badLines: [
      ...(base?.badLines ?? []).filter(({ offset }) => offset < from.offset),
      ...found.badLines,
    ],
  };
  const saved = paths ? await save(paths, result, grouped, now) : false;
  const how = base ? "updated" : "built";
  return { ...opened(path, file, result, how, grouped), bytesRead: now.size - from.offset, saved };
}

/**
 * Writes the index. A file that the reference would refuse (bad lines, a negative total) gets none of its sidecars:
 * they would let it answer from a part of the file as if it were the whole.
 */
async function save(
  paths: IndexPaths,
  result: SavedIndex,
  grouped: SpansByTrace,
  now: Fingerprint,
): Promise<boolean> {
  try {
    await writeColumnsFile(paths.columns, result);
    if (result.badLines.length === 0 && referenceAccepts(result.index)) {
      await writePieces(paths.rows, sidecarRows(result.index, grouped));
      const traces = result.index.traces.ids.size;
      await writePieces(paths.meta, [
        sidecarMeta({ traces, size: now.size, mtimeNs: now.mtimeNs }),
      ]);
    }
    return true;
  } catch {
    return false;
  }
}

function opened(
  path: string,
  file: FileHandle,
  saved: SavedIndex,
  built: OpenIndex["built"],
  grouped = groupSpans(saved.index),
): OpenIndex {
  return { path, file, ...saved, grouped, built, bytesRead: 0, saved: true };
}
