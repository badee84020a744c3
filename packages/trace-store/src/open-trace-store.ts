import { assertDistinct, selectTraces, summaryOf } from "./embedded-traces.ts";
import { overviewOf } from "./embedded-overview.ts";
import {
  aggregateSpans,
  searchOneSpan,
  searchOneTrace,
  tailSpans,
  viewChosenSpans,
  viewWholeTrace,
} from "./embedded-spans.ts";
import { openIndex, refreshIndex, type IndexPlace, type OpenIndex } from "./index/open-index.ts";
import { withCheckedOptions, type TraceBackend, type TraceStore } from "./trace-store.ts";

/** What is known of one indexed file. */
export interface IndexedFile {
  file: string;
  traces: number;
  spans: number;
  bytes: number;
  /** Whether the index was stored and fitted, was brought up to date, or was built anew. */
  index: "loaded" | "updated" | "built";
  /** How many bytes of spans were read to get it. */
  bytes_read: number;
  /** False when it lives in memory only. */
  saved: boolean;
  bad_lines: number;
}

/** A line that holds no span and is left out of every answer. */
export interface QuarantinedLine {
  file: string;
  /** From 1. */
  line: number;
  reason: string;
}

/** A store over span files. */
export interface FileTraceStore extends TraceStore {
  files(): IndexedFile[];
  quarantined(): QuarantinedLine[];
  /** Takes in what was appended since, reading only that; a file changed otherwise is indexed anew. */
  refresh(): Promise<IndexedFile[]>;
}

/**
 * Opens span JSONL files for questions. Each gets an index beside it (`*.engine-index.*`), which is brought up to
 * date when the file has grown; with `index: "memory"` nothing is written. No server is needed.
 *
 * Lines that hold no span are left out and listed by `quarantined`.
 *
 * @throws LoopError `not_found`, `storage`, or `bad_input` when one trace is in two of the files
 * @example
 * const store = await openTraceStore({ files: ["halo_traces/traces.jsonl"] });
 * const { error_taxonomy } = await store.overview();
 */
export async function openTraceStore(options: {
  files: readonly string[];
  index?: IndexPlace;
  signal?: AbortSignal;
}): Promise<FileTraceStore> {
  const { files: paths, index: place = "beside", signal } = options;
  let open = await openAll(paths, place, signal);

  async function refresh(): Promise<IndexedFile[]> {
    const refreshed: OpenIndex[] = [];
    for (const file of open) refreshed.push(await refreshIndex(file, { place, signal }));
    open = refreshed;
    assertDistinct(open);
    return open.map(describe);
  }

  const backend: TraceBackend = {
    overview: async (filters) => overviewOf(await selectTraces(open, filters)),
    async query({ filters, limit, offset }) {
      const rows = (await selectTraces(open, filters)).flatMap(({ open, traces }) =>
        [...traces].map((trace) => ({ open, trace })),
      );
      const page = rows.slice(offset, offset + limit);
      return { traces: page.map(({ open, trace }) => summaryOf(open, trace)), total: rows.length };
    },
    async count(filters) {
      const selected = await selectTraces(open, filters);
      return { total: selected.reduce((sum, { traces }) => sum + traces.length, 0) };
    },
    viewTrace: (traceId) => viewWholeTrace(open, traceId),
    viewSpans: (traceId, spanIds) => viewChosenSpans(open, traceId, spanIds),
    searchTrace: (request) => searchOneTrace(open, request),
    searchSpan: (request) => searchOneSpan(open, request),
    aggregate: async (request) =>
      aggregateSpans(await selectTraces(open, request.filters), request),
    async tail(request) {
      await refresh();
      return tailSpans(open, request);
    },
    async close() {
      await Promise.all(open.map(({ file }) => file.close()));
    },
  };

  return {
    ...withCheckedOptions(backend),
    files: () => open.map(describe),
    quarantined: () =>
      open.flatMap(({ path, badLines }) =>
        badLines.map(({ line, reason }) => ({ file: path, line, reason })),
      ),
    refresh,
  };
}

async function openAll(
  paths: readonly string[],
  place: IndexPlace,
  signal: AbortSignal | undefined,
): Promise<OpenIndex[]> {
  const open: OpenIndex[] = [];
  try {
    for (const path of paths) open.push(await openIndex({ path, place, signal }));
    assertDistinct(open);
    return open;
  } catch (error) {
    await Promise.all(open.map(({ file }) => file.close()));
    throw error;
  }
}

function describe({
  path,
  index,
  source,
  built,
  bytesRead,
  saved,
  badLines,
}: OpenIndex): IndexedFile {
  return {
    file: path,
    traces: index.traces.ids.size,
    spans: index.spans.trace.length,
    bytes: source.size,
    index: built,
    bytes_read: bytesRead,
    saved,
    bad_lines: badLines.length,
  };
}
