import type {
  AggregateResult,
  SpanSearchResult,
  TailResult,
  TraceSearchResult,
  TraceView,
} from "./answers.ts";
import { budgets } from "./budgets.ts";
import { findTrace, spanRows, type FileTraces } from "./embedded-traces.ts";
import { parseSpanLine, type ExactSpan } from "./index/exact-span.ts";
import type { OpenIndex } from "./index/open-index.ts";
import { linesOf, readSpans } from "./index/read-spans.ts";
import { createAggregation } from "./spans/aggregate-spans.ts";
import { searchLines, type SpanLine } from "./spans/search-lines.ts";
import { cutSpan, spansAdvice, traceAdvice, viewOf, type CutSpan } from "./spans/show-spans.ts";
import { takeWithinBudget } from "./spans/take-within-budget.ts";
import {
  unknownSpan,
  unknownTrace,
  type AggregateRequest,
  type SearchRequest,
  type TailRequest,
} from "./trace-store.ts";

/** The whole trace, or a summary of it. */
export async function viewWholeTrace(
  files: readonly OpenIndex[],
  traceId: string,
): Promise<TraceView> {
  const cut: CutSpan[] = [];
  for await (const { bytes } of traceLines(files, traceId))
    for (const span of spanIn(bytes)) cut.push(cutSpan(span, budgets.overviewAttribute));
  return viewOf(traceId, cut, traceAdvice);
}

/** Chosen spans of a trace, in its order. */
export async function viewChosenSpans(
  files: readonly OpenIndex[],
  traceId: string,
  spanIds: readonly string[],
): Promise<TraceView> {
  const wanted = new Set(spanIds);
  const cut: CutSpan[] = [];
  for await (const { bytes } of traceLines(files, traceId))
    for (const span of spanIn(bytes))
      if (wanted.has(span.spanId)) cut.push(cutSpan(span, budgets.surgicalAttribute));
  return viewOf(traceId, cut, spansAdvice);
}

export async function searchOneTrace(
  files: readonly OpenIndex[],
  request: SearchRequest,
): Promise<TraceSearchResult> {
  const lines: SpanLine[] = [];
  for await (const line of traceLines(files, request.traceId)) lines.push(line);
  return searchLines(lines, request);
}

export async function searchOneSpan(
  files: readonly OpenIndex[],
  request: SearchRequest & { spanId: string },
): Promise<SpanSearchResult> {
  for await (const line of traceLines(files, request.traceId))
    for (const span of spanIn(line.bytes))
      if (span.spanId === request.spanId)
        return { ...searchLines([line], request), span_id: request.spanId };
  throw unknownSpan(request.traceId, request.spanId);
}

export async function aggregateSpans(
  selected: readonly FileTraces[],
  request: AggregateRequest,
): Promise<AggregateResult> {
  const aggregation = createAggregation(request);
  for (const { open, traces } of selected)
    for await (const block of readSpans(open, spanRows(open, traces)))
      for (const [, line] of linesOf(open, block))
        for (const span of spanIn(line)) aggregation.add(span);
  return aggregation.result();
}

/** The last spans of the files, or those after a cursor, which holds a place in each file. */
export async function tailSpans(
  files: readonly OpenIndex[],
  { after, limit }: TailRequest,
): Promise<TailResult> {
  const places = after === undefined ? lastPlaces(files, limit) : placesIn(files, after);
  const taken = takeWithinBudget(limit);
  for (const [i, open] of files.entries()) {
    const from = places[i] ?? 0;
    for await (const block of readSpans(open, rowsAfter(open, from, taken.room() + 1)))
      for (const [row, line] of linesOf(open, block))
        for (const span of spanIn(line))
          if (taken.offer(span))
            places[i] = open.index.spans.offset.data[row]! + open.index.spans.length.data[row]!;
  }
  const cursor = files.map(({ source }, i) => `${source.inode}:${places[i] ?? 0}`).join(",");
  return { ...taken.result(), cursor };
}

/** Where a cursor says that each file was read to; a file that another took the place of begins anew. */
function placesIn(files: readonly OpenIndex[], cursor: string): number[] {
  const told = cursor.split(",").map((one) => one.split(":"));
  return files.map(({ source }, i) => {
    const [inode, place = ""] = told[i] ?? [];
    return inode === source.inode && /^\d+$/.test(place) && Number(place) <= source.size
      ? Number(place)
      : 0;
  });
}

/** The spans of a file that begin at or after a place, in order, at most `most`. */
function rowsAfter(open: OpenIndex, place: number, most: number): Int32Array {
  const rows = fileOrder(open);
  const offsets = open.index.spans.offset.data;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[rows[middle]!]! < place) low = middle + 1;
    else high = middle;
  }
  return rows.subarray(low, low + most);
}

function lastPlaces(files: readonly OpenIndex[], limit: number): number[] {
  let left = limit;
  const places = files.map((open) => open.source.size);
  for (let i = files.length - 1; i >= 0 && left > 0; i--) {
    const open = files[i]!;
    const rows = fileOrder(open);
    const taken = Math.min(left, rows.length);
    left -= taken;
    if (taken > 0) places[i] = open.index.spans.offset.data[rows[rows.length - taken]!]!;
  }
  return places;
}

function fileOrder(open: OpenIndex): Int32Array {
  const all = Int32Array.from({ length: open.index.traces.ids.size }, (_, trace) => trace);
  return spanRows(open, all);
}

async function* traceLines(files: readonly OpenIndex[], traceId: string): AsyncGenerator<SpanLine> {
  const found = findTrace(files, traceId);
  if (!found) throw unknownTrace(traceId);
  const { open, trace } = found;
  let index = 0;
  for await (const block of readSpans(open, spanRows(open, Int32Array.of(trace))))
    for (const [, bytes] of linesOf(open, block)) yield { bytes, index: index++ };
}

function* spanIn(line: Uint8Array): Generator<ExactSpan> {
  const parsed = parseSpanLine(line);
  if ("span" in parsed) yield parsed.span;
}
