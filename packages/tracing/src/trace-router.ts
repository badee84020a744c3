import type { TracingProcessor } from "@openai/agents";
import { captureSpan, recordOf, type LiveSpan } from "./capture-span.ts";
import type { CapturedSpan, CapturedTrace } from "./captured-trace.ts";
import { stripPrefix } from "./span-ids.ts";

/** Is told of each span of one trace as it ends; what it throws is dropped. */
export type TraceSink = (span: CapturedSpan) => void;

/** One trace processor for all runs of a process, which hands out each trace on its own. */
export interface TraceRouter {
  /** Register it once, as the only processor: see `registerTraceRouter`. */
  processor: TracingProcessor;
  /**
   * Waits until every span of the trace has ended, at most `timeoutMs` (default 1000), hands the trace over
   * and forgets it. Call it after the run has settled, also when it threw. A span that is still open is
   * handed over without an end. A trace that nobody reported comes back empty, with `complete: false`.
   */
  collect(traceId: string, options?: { timeoutMs?: number }): Promise<CapturedTrace>;
  /** Watches a trace while it runs; returns the function that ends the watch. */
  attach(traceId: string, sink: TraceSink): () => void;
  /** How many traces are held that nobody has collected. */
  readonly size: number;
}

interface OpenTrace {
  trace: CapturedTrace;
  open: Map<string, LiveSpan>;
  /** Resolves a `collect` that waits for the last span. */
  settled: (() => void)[];
}

interface LiveTrace {
  traceId: string;
  name: string;
  groupId: string | null;
  metadata?: Record<string, unknown>;
}

/**
 * Makes a router: spans are counted per trace id as they start and end, because the SDK does not report the
 * end of a trace whose run threw. Its processor works synchronously and never throws.
 *
 * @param options.keepTraces how many uncollected traces are held; beyond, the oldest idle one is dropped. Default 1000
 * @example
 * const router = createTraceRouter();
 * await registerTraceRouter(router);
 * await withTrace("review", () => runner.run(agent, question), { traceId }).catch(() => undefined);
 * const trace = await router.collect(traceId);
 */
export function createTraceRouter({ keepTraces = 1000 } = {}): TraceRouter {
  const traces = new Map<string, OpenTrace>();
  const sinks = new Map<string, Set<TraceSink>>();

  const entryOf = (traceId: string): OpenTrace => {
    const key = stripPrefix(traceId);
    const known = traces.get(key);
    if (known) return known;
    const entry = { trace: emptyTrace(traceId), open: new Map<string, LiveSpan>(), settled: [] };
    traces.set(key, entry);
    if (traces.size > keepTraces) dropOldestIdle(traces, entry);
    return entry;
  };

  const startTrace = (trace: LiveTrace) => {
    const entry = entryOf(trace.traceId);
    entry.trace.workflowName = trace.name;
    entry.trace.groupId = trace.groupId;
    entry.trace.metadata = recordOf(trace.metadata);
  };

  const startSpan = (span: LiveSpan) => {
    entryOf(span.traceId).open.set(span.spanId, span);
  };

  const endSpan = (span: LiveSpan) => {
    const entry = traces.get(stripPrefix(span.traceId));
    // A span that outlived the collection of its trace has nowhere to go.
    if (!entry) return;
    const captured = captureSpan(span);
    entry.trace.spans.push(captured);
    entry.open.delete(span.spanId);
    for (const sink of sinks.get(stripPrefix(span.traceId)) ?? []) quietly(() => sink(captured));
    if (entry.open.size === 0) for (const settle of entry.settled.splice(0)) settle();
  };

  return {
    processor: processorOf({ startTrace, startSpan, endSpan }),
    async collect(traceId, { timeoutMs = 1000 } = {}) {
      const key = stripPrefix(traceId);
      const entry = traces.get(key);
      if (!entry) return emptyTrace(traceId);
      await lastSpanOf(entry, timeoutMs);
      traces.delete(key);
      return handOver(entry);
    },
    attach(traceId, sink) {
      const key = stripPrefix(traceId);
      const watching = sinks.get(key) ?? new Set();
      sinks.set(key, watching.add(sink));
      return () => {
        watching.delete(sink);
        if (watching.size === 0 && sinks.get(key) === watching) sinks.delete(key);
      };
    },
    get size() {
      return traces.size;
    },
  };
}

interface Handlers {
  startTrace(trace: LiveTrace): void;
  startSpan(span: LiveSpan): void;
  endSpan(span: LiveSpan): void;
}

/** A processor that throws in `onTraceStart` would fail the run, so nothing that goes wrong here may get out. */
function processorOf({ startTrace, startSpan, endSpan }: Handlers): TracingProcessor {
  return {
    onTraceStart: async (trace) => quietly(() => startTrace(trace)),
    onTraceEnd: async () => {},
    onSpanStart: async (span) => quietly(() => startSpan(span)),
    onSpanEnd: async (span) => quietly(() => endSpan(span)),
    shutdown: async () => {},
    forceFlush: async () => {},
  };
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Watching a run must not change it.
  }
}

/** Waits for the open spans; reports of a span may come a turn of the event loop after it. */
async function lastSpanOf(entry: OpenTrace, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  await nextTurn();
  while (entry.open.size > 0) {
    const left = deadline - performance.now();
    if (left <= 0) return;
    await settledWithin(entry, left);
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function settledWithin(entry: OpenTrace, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    entry.settled.push(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function handOver({ trace, open }: OpenTrace): CapturedTrace {
  const unfinished = [...open.values()].map(captureSpan);
  return {
    ...trace,
    spans: [...trace.spans, ...unfinished],
    complete: unfinished.length === 0 && trace.spans.length > 0,
  };
}

function emptyTrace(traceId: string): CapturedTrace {
  return {
    traceId,
    workflowName: null,
    groupId: null,
    metadata: {},
    spans: [],
    complete: false,
  };
}

/** A trace with open spans is at work; only one that rests may go. */
function dropOldestIdle(traces: Map<string, OpenTrace>, newest: OpenTrace): void {
  for (const [key, entry] of traces) {
    if (entry === newest || entry.open.size > 0 || entry.settled.length > 0) continue;
    traces.delete(key);
    return;
  }
}
