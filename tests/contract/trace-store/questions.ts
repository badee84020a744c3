import type { TraceStore } from "@loopwright/trace-store";
import { LoopError } from "@loopwright/core";
import { z } from "zod";

/** One question in the words of the oracle script. */
export const Question = z.looseObject({
  ask: z.enum([
    "overview",
    "query",
    "count",
    "view_trace",
    "view_spans",
    "search_trace",
    "search_span",
  ]),
  filters: z.record(z.string(), z.json()).optional(),
  limit: z.number().optional(),
  offset: z.number().optional(),
  trace_id: z.string().optional(),
  span_id: z.string().optional(),
  span_ids: z.array(z.string()).optional(),
  regex_pattern: z.string().optional(),
  context_buffer_chars: z.number().optional(),
  max_matches: z.number().optional(),
});
export type Question = z.infer<typeof Question>;

/** Files and what is asked of them. */
export interface OracleCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly questions: readonly Question[];
}

/** The store's answer in the oracle's form; `error` where it refuses the question. */
export async function answerOf(
  store: TraceStore,
  question: Question,
): Promise<{ ok?: unknown; error?: string }> {
  try {
    // Through text, as an answer travels: JSON has no negative zero.
    return { ok: comparable(JSON.parse(JSON.stringify(await ask(store, question)))) };
  } catch (error) {
    if (error instanceof LoopError) return { error: error.code };
    throw error;
  }
}

async function ask(store: TraceStore, question: Question): Promise<unknown> {
  const { filters = {}, trace_id: traceId = "", regex_pattern: pattern = "" } = question;
  const search = {
    traceId,
    pattern,
    ...(question.context_buffer_chars === undefined
      ? {}
      : { contextChars: question.context_buffer_chars }),
    ...(question.max_matches === undefined ? {} : { maxMatches: question.max_matches }),
  };
  switch (question.ask) {
    default:
    case "overview":
      return store.overview({ filters });
    case "count":
      return store.count({ filters });
    case "query":
      return store.query({
        filters,
        ...(question.limit === undefined ? {} : { limit: question.limit }),
        ...(question.offset === undefined ? {} : { offset: question.offset }),
      });
    case "view_trace":
      return store.viewTrace({ traceId });
    case "view_spans":
      return store.viewSpans({ traceId, spanIds: question.span_ids ?? [] });
    case "search_trace":
      return store.searchTrace(search);
    case "search_span":
      return store.searchSpan({ ...search, spanId: question.span_id ?? "" });
  }
}

/**
 * An answer without its advice to the reader, which is worded by each tool in its own way: what to do about an
 * oversized trace, and the notes beside cut attributes (of which the figures are kept).
 */
export function comparable(answer: unknown): unknown {
  if (typeof answer === "string")
    return answer
      .replace(/( chars); [^\]]*\]$/, "$1]")
      .replace(/^(\d+) .*llm\.input_messages.*llm\.output_messages.*mcp\.tools.*$/s, "$1 dropped");
  if (Array.isArray(answer)) return answer.map(comparable);
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([key]) => key !== "recommendation")
      .map(([key, value]) => [key, comparable(value)]),
  );
}
