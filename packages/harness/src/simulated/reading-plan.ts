import { outputCap, quote } from "./calls.ts";
import type { ListedFile } from "./listing.ts";

/** A stretch of one file that one command prints. */
export interface Slice {
  path: string;
  /** First byte, counted from 0. */
  from: number;
  bytes: number;
}

export interface ReadingPlanOptions {
  files: readonly ListedFile[];
  dataRoot: string;
  /** Words that make a file worth reading first. */
  interests: readonly string[];
  /** Files that the analyst does not bother to open. */
  skip: ReadonlySet<string>;
}

const filesPerCommand = 3;
/** Three commands a turn; a few turns of reading leave room for the work within thirty turns. */
const commandsAtMost = 24;
/** A very long file is read from its beginning up to this many bytes. */
const bytesPerFile = 4 * outputCap;

/** Commands that print the data files, the ones that matter most for the question first. */
export function planReading(options: ReadingPlanOptions): string[] {
  const slices = options.files
    .filter((file) => isMaterial(file) && !options.skip.has(file.path))
    .map((file) => ({ file, rank: rankOf(file, options.interests) }))
    .sort((a, b) => a.rank - b.rank || compare(a.file.path, b.file.path))
    .flatMap(({ file }) => slicesOf(file));
  return intoBatches(slices)
    .slice(0, commandsAtMost)
    .map((batch) => batch.map((slice) => printCommand(slice, options.dataRoot)).join("; "));
}

/** Runtime tools and the run's own manifest are not evidence. */
function isMaterial(file: ListedFile): boolean {
  return (
    !file.path.startsWith("tools/") &&
    /\.(?:md|txt|csv|tsv|json|jsonl|ya?ml)$/i.test(file.path) &&
    !/runtime[_-]manifest/.test(file.path)
  );
}

function rankOf(file: ListedFile, interests: readonly string[]): number {
  if (file.path.endsWith("manifest.json")) return 0;
  return interests.some((word) => file.path.toLowerCase().includes(word)) ? 1 : 2;
}

function slicesOf(file: ListedFile): Slice[] {
  const length = Math.min(file.bytes, bytesPerFile);
  const slices: Slice[] = [];
  for (let from = 0; from < Math.max(length, 1); from += outputCap)
    slices.push({ path: file.path, from, bytes: Math.min(outputCap, length - from) });
  return slices;
}

function intoBatches(slices: readonly Slice[]): Slice[][] {
  const batches: Slice[][] = [];
  for (const slice of slices) {
    const last = batches.at(-1);
    const used = last?.reduce((sum, each) => sum + each.bytes, 0) ?? 0;
    if (last && last.length < filesPerCommand && used + slice.bytes <= outputCap) last.push(slice);
    else batches.push([slice]);
  }
  return batches;
}

function printCommand(slice: Slice, dataRoot: string): string {
  const path = `${dataRoot}/${slice.path}`;
  const heading = `printf '\\n==> %s <==\\n' ${quote(slice.path)}`;
  return slice.from === 0 && slice.bytes < outputCap
    ? `${heading}; cat ${quote(path)}`
    : `${heading}; tail -c +${slice.from + 1} ${quote(path)} | head -c ${slice.bytes}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
