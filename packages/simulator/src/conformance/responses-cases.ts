import assert from "node:assert/strict";
import type OpenAI from "openai";
import { allOf, asks, daysSchema, sentence, weather } from "./target.ts";
import type { ConformanceCase, ConformanceTarget } from "./target.ts";

type Event = OpenAI.Responses.ResponseStreamEvent;
const tools: OpenAI.Responses.Tool[] = [{ type: "function", ...weather }];

/** `POST /responses` */
export function responsesCases({ client, model }: ConformanceTarget): ConformanceCase[] {
  const create = (body: Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, "model">) =>
    client.responses.create({ model, ...body });
  const streamed = async (
    body: Omit<OpenAI.Responses.ResponseCreateParamsStreaming, "model" | "stream">,
  ) => allOf(await client.responses.create({ model, ...body, stream: true }));

  return [
    {
      name: "responses: answers a text and counts its tokens",
      async run() {
        const response = await create({ input: asks.exactly("blue heron") });
        assert.equal(response.object, "response");
        assert.equal(response.status, "completed");
        assert.match(response.output_text, /blue heron/iu);
        const usage = present(response.usage);
        assert.ok(usage.input_tokens > 0 && usage.output_tokens > 0);
        assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
      },
    },
    {
      name: "responses: echoes instructions and tools",
      async run() {
        const response = await create({
          instructions: "You are brief.",
          input: asks.exactly("yes"),
          tools,
        });
        assert.equal(response.instructions, "You are brief.");
        assert.equal(response.tools[0]?.type, "function");
      },
    },
    {
      name: "responses: streams a text as numbered events that add up to it",
      async run() {
        const events = await streamed({ input: asks.exactly(sentence) });
        assertNumbered(events);
        const types = events.map((event) => event.type);
        assert.equal(types[0], "response.created");
        assert.equal(types.at(-1), "response.completed");
        const deltas = events.flatMap((event) =>
          event.type === "response.output_text.delta" ? [event.delta] : [],
        );
        assert.ok(deltas.length > 1, "one piece only");
        const whole = events.find((event) => event.type === "response.output_text.done");
        assert.equal(deltas.join(""), present(whole).text);
        const usage = present(completed(events).usage);
        assert.ok(usage.output_tokens > 0);
      },
    },
    {
      name: "responses: calls a function and reads what it returned",
      async run() {
        const first = await create({ input: asks.weather, tools });
        const call = functionCall(first.output);
        assert.equal(call.name, "get_weather");
        assert.match(call.arguments, /Lisbon/u);
        const second = await create({
          input: [
            { role: "user", content: asks.weather },
            ...first.output.filter((item) => item.type === "reasoning"),
            call,
            { type: "function_call_output", call_id: call.call_id, output: "Sunny, 24 degrees" },
          ],
          tools,
        });
        assert.match(second.output_text, /sunny/iu);
      },
    },
    {
      name: "responses: streams the arguments of a function call",
      async run() {
        const events = await streamed({ input: asks.weather, tools });
        assertNumbered(events);
        const deltas = events.flatMap((event) =>
          event.type === "response.function_call_arguments.delta" ? [event.delta] : [],
        );
        assert.equal(deltas.join(""), functionCall(completed(events).output).arguments);
      },
    },
    {
      name: "responses: answers in the JSON that was asked for",
      async run() {
        const response = await create({
          input: asks.week,
          text: { format: { type: "json_schema", ...daysSchema } },
        });
        assert.deepEqual(JSON.parse(response.output_text), { days: 7 });
      },
    },
    {
      name: "responses: edits files with the built-in patch tool",
      async run() {
        const patchTools: OpenAI.Responses.Tool[] = [{ type: "apply_patch" }];
        const first = await create({ input: asks.file, tools: patchTools });
        const call = present(first.output.find((item) => item.type === "apply_patch_call"));
        assert.ok(call.operation.type === "create_file", call.operation.type);
        assert.match(call.operation.path, /hello\.txt$/u);
        assert.match(call.operation.diff, /^\+hello/mu);
        const second = await create({
          previous_response_id: first.id,
          input: [{ type: "apply_patch_call_output", call_id: call.call_id, status: "completed" }],
          tools: patchTools,
        });
        assert.equal(second.status, "completed");
        assert.ok(second.output.length > 0);
      },
    },
    {
      name: "responses: continues the conversation of an earlier response",
      async run() {
        const first = await create({ input: "Please remember the word heron." });
        const second = await create({
          previous_response_id: first.id,
          input: "Which word was it? Reply with the word alone.",
        });
        assert.match(second.output_text, /heron/iu);
        assert.equal(second.previous_response_id, first.id);
      },
    },
  ];
}

function assertNumbered(events: readonly Event[]): void {
  assert.deepEqual(
    events.map((event) => event.sequence_number),
    events.map((_, index) => index),
  );
}

function completed(events: readonly Event[]): OpenAI.Responses.Response {
  const last = events.at(-1);
  assert.ok(last?.type === "response.completed", `ends with ${last?.type}`);
  return last.response;
}

function functionCall(
  output: readonly OpenAI.Responses.ResponseOutputItem[],
): OpenAI.Responses.ResponseFunctionToolCall {
  return present(output.find((item) => item.type === "function_call"));
}

function present<T>(value: T | null | undefined): T {
  assert.ok(value !== null && value !== undefined, "missing");
  return value;
}
