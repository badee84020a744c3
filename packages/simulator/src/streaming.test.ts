import type { ReplyItem } from "@loopwright/core/model";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createSimulator } from "./index.ts";

const reply: readonly ReplyItem[] = [
  { type: "text", text: "Let me look." },
  { type: "function_call", name: "run", arguments: { cmd: "ls" } },
  {
    type: "apply_patch",
    operation: { type: "create_file", path: "a.md", diff: "+hello\n" },
  },
];
const { fetch } = createSimulator({ models: { m: () => reply } });
const base = "http://simulator.invalid/v1";
const client = new OpenAI({ apiKey: "offline", baseURL: base, fetch });
const tools: OpenAI.Responses.Tool[] = [
  { type: "function", name: "run", parameters: {}, strict: false },
  { type: "apply_patch" },
];
const ask = { model: "m", input: "go", tools };

async function rawLines(path: string, body: object): Promise<string[]> {
  const response = await fetch(`${base}${path}`, {
    method: "POST",
    headers: { authorization: "Bearer offline" },
    body: JSON.stringify({ ...body, stream: true }),
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  return (await response.text()).split("\n");
}

describe("a streamed response", () => {
  it("has the events of the API, in its order, named and numbered", async () => {
    const lines = await rawLines("/responses", ask);
    const names = lines.flatMap((line) => /^event: (.+)$/u.exec(line)?.[1] ?? []);
    expect(names).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.output_item.done",
      "response.completed",
    ]);
    const Event = z.object({ type: z.string(), sequence_number: z.int() });
    const data = lines.flatMap((line) => /^data: (.+)$/u.exec(line)?.[1] ?? []);
    expect(data.map((text) => Event.parse(JSON.parse(text)))).toEqual(
      names.map((type, sequence_number) => ({ type, sequence_number })),
    );
  });

  it("ends with the response that is given without streaming", async () => {
    const plain = await client.responses.create(ask);
    const streamed = await client.responses.stream(ask).finalResponse();
    expect(streamed.output.map(({ type }) => type)).toEqual(plain.output.map(({ type }) => type));
    expect(streamed.usage).toEqual(plain.usage);
    expect(streamed.output_text).toBe("Let me look.");
  });
});

describe("a streamed chat completion", () => {
  it("gives the role first, calls by position, the reason last, then [DONE]", async () => {
    const lines = await rawLines("/chat/completions", {
      model: "m",
      messages: [{ role: "user", content: "go" }],
      tools: [
        { type: "function", function: { name: "run" } },
        { type: "function", function: { name: "apply_patch" } },
      ],
      stream_options: { include_usage: true },
    });
    const data = lines.flatMap((line) => /^data: (.+)$/u.exec(line)?.[1] ?? []);
    expect(data.at(-1)).toBe("[DONE]");
    const Chunk = z.object({
      choices: z.array(z.object({ delta: z.unknown(), finish_reason: z.string().nullable() })),
      usage: z.object({ total_tokens: z.int() }).nullable(),
    });
    const chunks = data.slice(0, -1).map((text) => Chunk.parse(JSON.parse(text)));
    const id = expect.stringMatching(/^call_/u);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta)).toEqual([
      { role: "assistant", content: "", refusal: null },
      { content: "Let me look." },
      {
        tool_calls: [{ index: 0, id, type: "function", function: { name: "run", arguments: "" } }],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"cmd":"ls"}' } }] },
      {
        tool_calls: [
          { index: 1, id, type: "function", function: { name: "apply_patch", arguments: "" } },
        ],
      },
      { tool_calls: [{ index: 1, function: { arguments: expect.stringContaining("a.md") } }] },
      {},
      undefined,
    ]);
    const reasons = chunks.map((chunk) => chunk.choices[0]?.finish_reason ?? null);
    expect(reasons).toEqual([null, null, null, null, null, null, "tool_calls", null]);
    expect(chunks.map((chunk) => chunk.usage !== null)).toEqual(chunks.map((_, i) => i === 7));
  });
});
