import { setTimeout as sleep } from "node:timers/promises";
import { LoopError } from "@loopwright/core";
import {
  openTraceStore,
  type FileTraceStore,
  type TraceFilters,
  type TraceSearchResult,
  type TraceView,
} from "@loopwright/trace-store";
import { exitCodes } from "./exit-code.ts";
import { fromUser, type Settings } from "./settings.ts";
import {
  filesReport,
  overviewReport,
  queryReport,
  searchReport,
  spansReport,
} from "./show-traces.ts";

export const traceQuestions = ["overview", "query", "view", "search", "tail", "index"] as const;

export interface TracesOptions {
  trace?: string;
  span?: string[];
  pattern?: string;
  errors?: boolean;
  model?: string[];
  service?: string[];
  agent?: string[];
  project?: string;
  from?: string;
  to?: string;
  limit?: string;
  offset?: string;
  context?: string;
  memory?: boolean;
  follow?: boolean;
  json?: boolean;
}

/** Milliseconds between two looks at a file that is followed. */
const pause = 500;

/** `loopwright traces <question> FILE...`: asks anybody's span files. */
export async function tracesCommand(
  question: string,
  files: readonly string[],
  options: TracesOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const store = await openTraceStore({
    files: files.map((file) => fromUser(settings, file)),
    // A file that grows all the time would have its index written all the time.
    index: options.memory || options.follow ? "memory" : "beside",
    signal,
  });
  try {
    if (options.follow && question !== "tail")
      throw new LoopError("bad_input", `traces ${question}: only tail can --follow`);
    if (question === "tail") return await tail(store, options, signal);
    const { answer, text } = await ask(store, question, options);
    for (const { file, line, reason } of store.quarantined())
      process.stderr.write(`loopwright: ${file}:${line}: left out: ${reason}\n`);
    process.stdout.write(options.json ? asJson(answer) : text);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}

interface Reply {
  answer: unknown;
  /** The answer for a person. */
  text: string;
}

async function ask(
  store: FileTraceStore,
  question: string,
  options: TracesOptions,
): Promise<Reply> {
  const filters = filtersOf(options);
  switch (question) {
    case "overview": {
      const answer = await store.overview({ filters });
      return { answer, text: overviewReport(answer) };
    }
    case "query": {
      const answer = await store.query({ filters, ...page(options) });
      return { answer, text: queryReport(answer) };
    }
    case "view": {
      const answer = await view(store, options);
      return { answer, text: asJson(answer) };
    }
    case "search": {
      const answer = await search(store, options);
      return { answer, text: searchReport(answer) };
    }
    case "index":
      return { answer: store.files(), text: filesReport(store.files()) };
    default:
      throw new LoopError(
        "bad_input",
        `traces ${question}: no such question; there are ${traceQuestions.join(", ")}`,
      );
  }
}

/**
 * The last spans, one a line; with `--follow` also those that come, until it is interrupted. A file that another
 * takes the place of is followed on.
 */
async function tail(
  store: FileTraceStore,
  options: TracesOptions,
  signal: AbortSignal,
): Promise<number> {
  const { limit } = page(options);
  let after: string | undefined;
  do {
    const found = await store.tail({
      ...(limit === undefined ? {} : { limit }),
      ...(after === undefined ? {} : { after }),
    });
    after = found.cursor;
    process.stdout.write(options.json ? spansAsJson(found.spans) : spansReport(found.spans));
    if (options.follow && !found.has_more) await untilNextLook(signal);
  } while (options.follow && !signal.aborted);
  return exitCodes.ok;
}

async function untilNextLook(signal: AbortSignal): Promise<void> {
  await sleep(pause, undefined, { signal }).catch(() => {});
}

function spansAsJson(spans: readonly unknown[]): string {
  return spans.map((span) => `${JSON.stringify(span)}\n`).join("");
}

function asJson(answer: unknown): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function filtersOf(options: TracesOptions): TraceFilters {
  return {
    ...(options.errors === undefined ? {} : { has_errors: options.errors }),
    ...(options.model ? { model_names: options.model } : {}),
    ...(options.service ? { service_names: options.service } : {}),
    ...(options.agent ? { agent_names: options.agent } : {}),
    ...(options.project === undefined ? {} : { project_id: options.project }),
    ...(options.from === undefined ? {} : { start_time_gte: options.from }),
    ...(options.to === undefined ? {} : { end_time_lte: options.to }),
    ...(options.pattern === undefined ? {} : { regex_pattern: options.pattern }),
  };
}

async function view(store: FileTraceStore, options: TracesOptions): Promise<TraceView> {
  const traceId = options.trace ?? missing("view", "--trace ID");
  return options.span
    ? store.viewSpans({ traceId, spanIds: options.span })
    : store.viewTrace({ traceId });
}

async function search(store: FileTraceStore, options: TracesOptions): Promise<TraceSearchResult> {
  const traceId = options.trace ?? missing("search", "--trace ID");
  const pattern = options.pattern ?? missing("search", "--pattern REGEX");
  const bounds = {
    ...(options.limit === undefined ? {} : { maxMatches: whole("--limit", options.limit) }),
    ...(options.context === undefined ? {} : { contextChars: whole("--context", options.context) }),
  };
  const [spanId] = options.span ?? [];
  return spanId === undefined
    ? store.searchTrace({ traceId, pattern, ...bounds })
    : store.searchSpan({ traceId, spanId, pattern, ...bounds });
}

function page(options: TracesOptions): { limit?: number; offset?: number } {
  return {
    ...(options.limit === undefined ? {} : { limit: whole("--limit", options.limit) }),
    ...(options.offset === undefined ? {} : { offset: whole("--offset", options.offset) }),
  };
}

function whole(flag: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new LoopError("bad_input", `${flag} ${value}: expected a whole number`);
}

function missing(question: string, flag: string): never {
  throw new LoopError("bad_input", `traces ${question}: ${flag} is missing`);
}
