import { seededRandom } from "@loopwright/core/statistics";
import type { OracleCase, Question } from "./questions.ts";

const words = [
  "refund",
  "quote",
  "timeout",
  "EV-7",
  "naïve",
  "日本語",
  'a"b',
  "back\\slash",
  "tab\there",
  "line\nbreak",
  "😀 smile",
  "\u2028",
  "\u0085",
  "'single'",
  "42",
  "3.14",
  "null",
  "error",
  "Error: quota",
  "order_id",
] as const;
const names = ["plan", "search", "function.stock", "agent.Desk", "response.gpt", "wörk", "turn"];
const messages = [
  "",
  "boom",
  "timed out after 30 s",
  "quota",
  `long ${"x".repeat(260)}`,
  "é".repeat(205),
];
const models = ["gpt-a", "gpt-b", "o-mini", "モデル"];
const agents = ["Desk", "Pricing", "Ætna", "\u{1F600}bot", "\uE000private"];

/** A dataset drawn from a seed, and questions about it. */
export function generatedCase(seed: string, traceCount = 14): OracleCase {
  const random = seededRandom(seed);
  const integer = (below: number) => random.integer(0, below - 1);
  const pick = <T>(from: readonly T[]): T => random.pick(from);
  const chance = (p: number) => random.next() < p;
  const text = (count: number) => Array.from({ length: count }, () => pick(words)).join(" ");

  const traceIds = Array.from(
    { length: traceCount },
    (_, i) =>
      `${i.toString(16).padStart(4, "0")}${integer(2 ** 31)
        .toString(16)
        .padStart(28, "a")}`,
  );
  const spans = traceIds.flatMap((traceId) => {
    const count = 1 + integer(8);
    return Array.from({ length: count }, (_, i) => span(traceId, i));
  });
  // Traces overlap in the file, as those of parallel runs do.
  for (let i = spans.length - 1; i > 0; i--)
    if (chance(0.3)) {
      const j = Math.max(0, i - integer(6));
      [spans[i], spans[j]] = [spans[j] ?? fail(), spans[i] ?? fail()];
    }
  const separators = ["\n", "\n", "\n", "\r\n", "\n\n"];
  const lines = spans.map(({ line }) => line + pick(separators)).join("");
  const content = chance(0.5) ? lines.trimEnd() : lines;
  return {
    name: `generated from ${seed}`,
    files: { "spans.jsonl": content },
    questions: questions(),
  };

  function span(traceId: string, i: number): { line: string; traceId: string; spanId: string } {
    const spanId = chance(0.05)
      ? "same"
      : integer(2 ** 31)
          .toString(16)
          .padStart(16, "b");
    const failed = chance(0.25);
    const second = () =>
      `2026-03-${String(1 + integer(28)).padStart(2, "0")}T10:00:${String(integer(60)).padStart(2, "0")}`;
    const record: Record<string, unknown> = {
      trace_id: traceId,
      span_id: spanId,
      ...(chance(0.9) ? { parent_span_id: i === 0 ? "" : chance(0.2) ? "unknown" : "same" } : {}),
      ...(chance(0.9) ? { trace_state: "" } : {}),
      name: pick(names),
      kind: pick(["SPAN_KIND_INTERNAL", "SPAN_KIND_CLIENT"]),
      start_time: `${second()}.${chance(0.5) ? "000000000Z" : "5Z"}`,
      end_time: `${second()}.000000000Z`,
      status: {
        code: failed ? "STATUS_CODE_ERROR" : "STATUS_CODE_OK",
        ...(chance(0.8) ? { message: failed ? pick(messages) : "" } : {}),
      },
      resource: { attributes: chance(0.8) ? { "service.name": pick(["shop", "desk", ""]) } : {} },
      scope: { name: "sdk", ...(chance(0.8) ? { version: "1" } : {}) },
      attributes: attributes(),
      ...(chance(0.2) ? { events: [{ name: text(2) }], _x: null } : {}),
    };
    const entries = Object.entries(record);
    if (chance(0.2)) entries.reverse();
    const raw = chance(0.1)
      ? spaced(Object.fromEntries(entries))
      : JSON.stringify(Object.fromEntries(entries), bigIntegers);
    const json = raw.replace(/"@@(\d+)@@"/g, "$1");
    return { line: chance(0.2) ? escapeAll(json) : json, traceId, spanId };
  }

  function attributes(): Record<string, unknown> {
    const all: Record<string, unknown> = {
      "inference.llm.model_name": pick<unknown>([...models, "", null, 7]),
      "llm.model_name": pick(models),
      "inference.agent_name": pick<unknown>([...agents, "", null]),
      "inference.agent_id": pick<unknown>(["a1", "", null, 5, [], [1]]),
      "agent.id": pick<unknown>(["b1", "b2", ""]),
      "inference.llm.input_tokens": pick<unknown>([
        integer(5000),
        12.5,
        "7",
        true,
        null,
        9007199254740993n,
      ]),
      "inference.llm.output_tokens": integer(900),
      "inference.project_id": pick<unknown>(["orders", "orders", "returns", "", null]),
      "openinference.span.kind": pick(["TOOL", "LLM", "AGENT"]),
      "input.value": text(integer(30)),
      "output.value": chance(0.1) ? text(900) : text(integer(30)),
      "llm.input_messages": JSON.stringify([{ role: "user", content: text(3) }]),
      "llm.input_messages.0.message.content": text(2),
      "mcp.tools.12.name": "x",
      nested: chance(0.15)
        ? Array.from({ length: 700 }, (_, i) => [i, pick(words), i / 7])
        : { a: [1, 2.5, null], b: text(2) },
      __proto__key: 1,
    };
    return Object.fromEntries(Object.entries(all).filter(() => chance(0.6)));
  }

  function questions(): Question[] {
    const filters = [
      {},
      { has_errors: true },
      { has_errors: false },
      { model_names: [pick(models), pick(models)] },
      { service_names: ["shop"] },
      { agent_names: [pick(agents)] },
      { project_id: "orders" },
      { start_time_gte: "2026-03-05" },
      { end_time_lte: "2026-03-25T10" },
      { regex_pattern: "timeout" },
      { regex_pattern: "quota|boom" },
      { regex_pattern: "(?i)ERROR: q\\w+", has_errors: true },
    ];
    const patterns = [
      "timeout",
      "\\w+ smile",
      "[^\\W\\d_]{3,}",
      '(?P<key>"[a-z.]+"):',
      "é+",
      "\\\\n",
      "\\d+\\.\\d*",
      "(?i)desk|bot",
      "日本.",
      "$",
      "[\\u2028\\x85]",
    ];
    return [
      ...filters.flatMap((one): Question[] => [
        { ask: "overview", filters: one },
        { ask: "query", filters: one, limit: 4, offset: integer(3) },
        { ask: "count", filters: one },
      ]),
      ...traceIds.slice(0, 6).map((trace_id): Question => ({ ask: "view_trace", trace_id })),
      ...traceIds.slice(0, 4).map((trace_id): Question => ({
        ask: "view_spans",
        trace_id,
        span_ids: [
          "same",
          ...spans
            .filter((one) => one.traceId === trace_id)
            .map(({ spanId }) => spanId)
            .slice(0, 2),
        ],
      })),
      ...patterns.map((regex_pattern): Question => ({
        ask: "search_trace",
        trace_id: pick(traceIds),
        regex_pattern,
        max_matches: 1 + integer(6),
        context_buffer_chars: integer(40),
      })),
      ...spans.slice(0, 4).map(({ traceId, spanId }): Question => ({
        ask: "search_span",
        trace_id: traceId,
        span_id: spanId,
        regex_pattern: pick(patterns),
        max_matches: 3,
        context_buffer_chars: 9,
      })),
      { ask: "view_trace", trace_id: "no such trace" },
      {
        ask: "search_span",
        trace_id: traceIds[0] ?? "",
        span_id: "no such span",
        regex_pattern: "a",
      },
      { ask: "count", filters: { regex_pattern: "(" } },
    ];
  }
}

/** With white space wherever JSON allows it. */
function spaced(value: unknown): string {
  return JSON.stringify(value, bigIntegers, 1).replace(/\n */g, " ");
}

/** Every character beyond ASCII as an escape, as many exporters write it. */
function escapeAll(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Integers beyond 2^53 as marked text; the marks are taken away after. */
function bigIntegers(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `@@${value}@@` : value;
}

function fail(): never {
  throw new Error("drew from an empty list");
}
