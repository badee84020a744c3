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
import { filesReport, overviewReport, queryReport, searchReport } from "./show-traces.ts";

export const traceQuestions = ["overview", "query", "view", "search", "index"] as const;

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
  json?: boolean;
}

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
    index: options.memory ? "memory" : "beside",
    signal,
  });
  try {
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
