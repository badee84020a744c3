import type { JsonValue } from "@loopwright/core";
import { describe, expect, test } from "vitest";
import type { CapturedSpan, CapturedTrace } from "./captured-trace.ts";
import { checkSpanRecords } from "./check-span-records.ts";
import { toSpanRecords } from "./span-records.ts";

const options = {
  projectId: "orders",
  resource: { serviceName: "shop", serviceVersion: "1.2.3", environment: "test" },
};

function span(type: string, data: Record<string, JsonValue>, more: Partial<CapturedSpan> = {}) {
  return {
    id: "span_0123456789abcdef01234567",
    parentId: null,
    startedAt: "2026-01-31T09:30:00.123Z",
    endedAt: "2026-01-31T09:30:01.5Z",
    error: null,
    type,
    data: { type, ...data },
    ...more,
  };
}

function traceOf(spans: CapturedSpan[], more: Partial<CapturedTrace> = {}): CapturedTrace {
  return {
    traceId: "trace_43d9b03619a9d2ed4d2f3e3fd17c8bf4",
    workflowName: "orders",
    groupId: null,
    metadata: {},
    spans,
    complete: true,
    ...more,
  };
}

function recordOf(captured: CapturedSpan, more: Partial<CapturedTrace> = {}, extra = {}) {
  const records = toSpanRecords(traceOf([captured], more), { ...options, ...extra });
  expect(checkSpanRecords(records)).toEqual([]);
  const [record] = records;
  if (!record) throw new Error("no record");
  return record;
}

describe("ids and times", () => {
  test("cut the SDK's 24 digits to OpenTelemetry's 16 and keep the rest as attributes", () => {
    const record = recordOf(
      span("function", { name: "f" }, { parentId: "span_fedcba9876543210fedcba98" }),
    );
    expect(record).toMatchObject({
      trace_id: "43d9b03619a9d2ed4d2f3e3fd17c8bf4",
      span_id: "0123456789abcdef",
      parent_span_id: "fedcba9876543210",
      start_time: "2026-01-31T09:30:00.123000000Z",
      end_time: "2026-01-31T09:30:01.500000000Z",
      attributes: {
        "sdk.trace_id": "trace_43d9b03619a9d2ed4d2f3e3fd17c8bf4",
        "sdk.span_id": "span_0123456789abcdef01234567",
        "sdk.parent_span_id": "span_fedcba9876543210fedcba98",
      },
    });
  });

  test("hash ids that are no hex digits, always to the same digits", () => {
    const odd = span("custom", { name: "x", data: {} }, { id: "my span", parentId: "span_" });
    const first = recordOf(odd, { traceId: "order 7" });
    expect(first.span_id).toMatch(/^[0-9a-f]{16}$/);
    expect(recordOf(odd, { traceId: "order 7" })).toEqual(first);
    expect(recordOf(odd, { traceId: "order 8" }).trace_id).not.toBe(first.trace_id);
    expect(recordOf(span("custom", {}, { id: `span_${"0".repeat(24)}` })).span_id).not.toMatch(
      /^0+$/,
    );
  });

  test("never let a span end before it starts", () => {
    const back = span("function", { name: "f" }, { endedAt: "2026-01-31T09:29:00.000Z" });
    expect(recordOf(back).end_time).toBe("2026-01-31T09:30:00.123000000Z");
  });
});

describe("what Python readers stumble over", () => {
  test("is kept out of names: line separators, control characters, half surrogate pairs", () => {
    const record = recordOf(
      span("agent", { name: "A\u2028B\u0085C\u2029D\nE\uD800" }),
      { workflowName: "w\u2028x", groupId: "g\u2029h" },
      { projectId: "p\u0085q", userId: "u\u2028v" },
    );
    expect(record.name).toBe("agent.A B C D E\uFFFD");
    expect(record.attributes).toMatchObject({
      "agent.name": "A B C D E\uFFFD",
      "inference.agent_name": "A B C D E\uFFFD",
      "agent.workflow.name": "w x",
      "inference.session_id": "g h",
      "inference.project_id": "p q",
      "inference.user_id": "u v",
    });
  });

  test("is kept out of values: nulls and structures", () => {
    const record = recordOf(
      span("custom", {
        name: "step",
        data: { none: null, list: [1, null], deep: { a: { b: 1 } }, n: 3, yes: true },
      }),
    );
    expect(record.attributes).not.toHaveProperty("sdk.data.none");
    expect(record.attributes).toMatchObject({
      "sdk.data.list": "[1,null]",
      "sdk.data.deep": '{"a":{"b":1}}',
      "sdk.data.n": 3,
      "sdk.data.yes": true,
    });
  });

  test("is kept out of token counts: fractions, negatives and text", () => {
    const usage = { input_tokens: 1.5, output_tokens: -1, total_tokens: "9" };
    const record = recordOf(span("response", { _response: { model: "m", usage } }));
    expect(Object.keys(record.attributes).filter((key) => key.includes("token"))).toEqual([]);
  });
});

describe("a chat completion in a generation span", () => {
  const generation = span("generation", {
    model: "gpt-x",
    model_config: { temperature: 0, top_p: null },
    input: [
      { role: "system", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "Hi" }, { type: "image_url" }] },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "c1", type: "function", function: { name: "look", arguments: "{}" } },
          { id: "c2", type: "function", function: { name: "see", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "dark" },
    ],
    output: [
      {
        id: "chatcmpl-1",
        model: "gpt-x-2026",
        choices: [{ finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
        usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 },
      },
    ],
  });

  test("gives the same attributes as a response", () => {
    expect(recordOf(generation)).toMatchObject({
      name: "generation.gpt-x",
      kind: "SPAN_KIND_CLIENT",
      attributes: {
        "llm.input_messages.1.message.content": "Hi\n[image_url]",
        "llm.input_messages.2.message.tool_calls.1.tool_call.function.name": "see",
        "llm.input_messages.3.message.tool_call_id": "c1",
        "llm.output_messages.0.message.content": "Hello",
        "llm.invocation_parameters": '{"temperature":0}',
        "llm.response.id": "chatcmpl-1",
        "inference.llm.input_tokens": 11,
        "inference.llm.output_tokens": 3,
        "gen_ai.response.finish_reasons": '["stop"]',
      },
    });
  });

  test("costs what the given price says, and nothing is guessed", () => {
    const prices = { "gpt-x": { input: 2, output: 10 } };
    expect(recordOf(generation, {}, { prices }).attributes["inference.llm.cost.total"]).toBe(
      (11 * 2 + 3 * 10) / 1e6,
    );
    expect(recordOf(generation).attributes).not.toHaveProperty("inference.llm.cost.total");
  });
});

describe("Responses items of either spelling", () => {
  test("become one conversation", () => {
    const record = recordOf(
      span("response", {
        _input: [
          { type: "message", role: "user", content: "Fix it" },
          { type: "reasoning", content: [], summary: [] },
          { type: "function_call", callId: "a", name: "ls", arguments: '{"p":"."}' },
          { type: "apply_patch_call", call_id: "b", operation: { type: "delete_file", path: "x" } },
          { type: "function_call_result", callId: "a", output: { type: "text", text: "x\ny" } },
          { type: "apply_patch_call_output", call_id: "b", status: "completed", output: "done" },
        ],
        _response: {
          model: "m",
          output: [
            { type: "reasoning", summary: [{ type: "summary_text", text: "Think." }] },
            { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
          ],
        },
      }),
    );
    const messages: unknown = JSON.parse(String(record.attributes["llm.input_messages"]));
    expect(messages).toEqual([
      { role: "user", content: "Fix it" },
      {
        role: "assistant",
        content: "",
        tool_calls: [
          { id: "a", type: "function", function: { name: "ls", arguments: '{"p":"."}' } },
          {
            id: "b",
            type: "function",
            function: {
              name: "apply_patch",
              arguments: '{"type":"delete_file","path":"x"}',
            },
          },
        ],
      },
      { role: "tool", content: "x\ny", tool_call_id: "a" },
      { role: "tool", content: "done", tool_call_id: "b" },
    ]);
    expect(record.attributes).toMatchObject({
      "llm.output_messages.0.message.name": "reasoning",
      "llm.output_messages.0.message.content": "Think.",
      "llm.output_messages.1.message.content": "No.",
    });
  });

  test("that hold something unreadable do not lose the span", () => {
    const record = recordOf(span("response", { _input: [7, null, { type: 3 }], _response: "??" }));
    expect(record.attributes["inference.observation_kind"]).toBe("LLM");
  });
});

describe("other span types", () => {
  test("are steps of a chain with their data", () => {
    expect(recordOf(span("speech", { input: "hi", model: "tts" }))).toMatchObject({
      name: "speech",
      kind: "SPAN_KIND_INTERNAL",
      attributes: {
        "openinference.span.kind": "CHAIN",
        "inference.observation_kind": "SPAN",
        "sdk.span.type": "speech",
        "sdk.data.input": "hi",
      },
    });
  });

  test("of an MCP server list its tools", () => {
    expect(
      recordOf(span("mcp_tools", { server: "files", result: ["a", "b"] })).attributes,
    ).toMatchObject({
      "openinference.span.kind": "TOOL",
      "mcp.server": "files",
      "mcp.tools.listed": '["a","b"]',
    });
  });

  test("whose parents form a ring are still turned into records", () => {
    const ring = [
      span("turn", {}, { id: "span_a", parentId: "span_b" }),
      span("turn", {}, { id: "span_b", parentId: "span_a" }),
    ];
    expect(toSpanRecords(traceOf(ring), options)).toHaveLength(2);
  });
});
