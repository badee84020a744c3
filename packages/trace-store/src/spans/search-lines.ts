import type { SpanMatch, TraceSearchResult } from "../answers.ts";
import { budgets } from "../budgets.ts";
import { decodeLine, parseSpanLine, type ExactSpan } from "../index/exact-span.ts";
import { compilePattern, type Pattern } from "../regex/pattern.ts";
import type { SearchRequest } from "../trace-store.ts";
import { head } from "./show-spans.ts";

/** A span's line and its place in the trace. */
export interface SpanLine {
  readonly bytes: Uint8Array;
  readonly index: number;
}

/** Finds the matches of a pattern in the lines of a trace: counts all, shows as many as asked and as fit. */
export function searchLines(lines: Iterable<SpanLine>, request: SearchRequest): TraceSearchResult {
  const pattern = compilePattern(request.pattern);
  const matches: SpanMatch[] = [];
  let count = 0;
  let room = budgets.response;
  for (const line of lines) {
    if (!pattern.test(line.bytes)) continue;
    for (const match of lineMatches(line, pattern, request)) {
      count++;
      if (room <= 0 || matches.length >= request.maxMatches) continue;
      const shown = fitting(match(), matches.length === 0 ? room : Infinity);
      room -= Buffer.byteLength(JSON.stringify(shown));
      if (room >= 0) matches.push(shown);
    }
  }
  return {
    trace_id: request.traceId,
    match_count: count,
    returned_match_count: matches.length,
    has_more: matches.length < count,
    matches,
  };
}

/** The matches of one line, each made only when it is wanted. */
function* lineMatches(
  line: SpanLine,
  pattern: Pattern,
  request: SearchRequest,
): Generator<() => SpanMatch> {
  const text = decodeLine(line.bytes) ?? "";
  const places = createPlaces(text);
  let span: ExactSpan | undefined;
  for (const [start, end] of pattern.matches(text)) {
    yield () => {
      span ??= spanOf(line.bytes);
      return matchRecord({ line, text, span, start, end, places, request });
    };
  }
}

function spanOf(line: Uint8Array): ExactSpan | undefined {
  const parsed = parseSpanLine(line);
  return "span" in parsed ? parsed.span : undefined;
}

function matchRecord(found: {
  line: SpanLine;
  text: string;
  span: ExactSpan | undefined;
  start: number;
  end: number;
  places: Places;
  request: SearchRequest;
}): SpanMatch {
  const { line, text, span, start, end, places, request } = found;
  const from = places.back(start, request.contextChars);
  const to = places.forward(end, request.contextChars);
  return {
    trace_id: request.traceId,
    span_id: span?.spanId ?? "",
    span_index: line.index,
    span_name: span?.name ?? "",
    kind: span?.kind ?? "",
    status_code: span?.statusCode ?? "",
    parent_span_id: span?.parentSpanId ?? "",
    raw_jsonl_bytes: line.bytes.length,
    match_text: text.slice(start, end),
    matched_context: text.slice(from, to),
    match_start_char: places.characterAt(start),
    match_end_char: places.characterAt(end),
  };
}

/** Cuts the texts of a match that would not fit an answer by itself. */
function fitting(match: SpanMatch, room: number): SpanMatch {
  if (Buffer.byteLength(JSON.stringify(match)) <= room) return match;
  const cut = (text: string) => head(text, budgets.overviewAttribute);
  return {
    ...match,
    match_text: cut(match.match_text),
    matched_context: cut(match.matched_context),
  };
}

/** Turns UTF-16 places into counts of code points, asked for in rising order. */
interface Places {
  characterAt(unit: number): number;
  back(unit: number, characters: number): number;
  forward(unit: number, characters: number): number;
}

function createPlaces(text: string): Places {
  const simple = !/[\uD800-\uDFFF]/.test(text);
  let knownUnit = 0;
  let knownCharacter = 0;
  const isLow = (unit: number) => {
    const code = text.charCodeAt(unit);
    return code >= 0xdc00 && code <= 0xdfff;
  };
  return {
    characterAt(unit) {
      if (simple) return unit;
      if (unit < knownUnit) knownUnit = knownCharacter = 0;
      for (; knownUnit < unit; knownUnit++) if (!isLow(knownUnit)) knownCharacter++;
      return knownCharacter;
    },
    back(unit, characters) {
      if (simple) return Math.max(0, unit - characters);
      let at = unit;
      for (let i = 0; i < characters && at > 0; i++) at -= isLow(at - 1) ? 2 : 1;
      return at;
    },
    forward(unit, characters) {
      if (simple) return Math.min(text.length, unit + characters);
      let at = unit;
      for (let i = 0; i < characters && at < text.length; i++) at += isLow(at + 1) ? 2 : 1;
      return at;
    },
  };
}
