import assert from "node:assert/strict";
import type OpenAI from "openai";
import { allOf, asks, daysSchema, sentence, weather } from "./target.ts";
import type { ConformanceCase, ConformanceTarget } from "./target.ts";

type Messages = OpenAI.Chat.Completions.ChatCompletionMessageParam[];
const tools: OpenAI.Chat.Completions.ChatCompletionTool[] = [
  { type: "function", function: weather },
];

/** `POST /chat/completions` */
export function chatCases({ client, model }: ConformanceTarget): ConformanceCase[] {
  const create = (
    body: Omit<OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming, "model">,
  ) => client.chat.completions.create({ model, ...body });
  const streamed = async (
    body: Omit<OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming, "model" | "stream">,
  ) => allOf(await client.chat.completions.create({ model, ...body, stream: true }));

  return [
    {
      name: "chat: answers a text and counts its tokens",
      async run() {
        const completion = await create({
          messages: [
            { role: "system", content: "You are brief." },
            { role: "user", content: asks.exactly("blue heron") },
          ],
        });
        const choice = completion.choices[0];
        assert.equal(completion.object, "chat.completion");
        assert.equal(choice?.finish_reason, "stop");
        assert.match(choice.message.content ?? "", /blue heron/iu);
        const { usage } = completion;
        assert.ok(usage && usage.prompt_tokens > 0 && usage.completion_tokens > 0);
        assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
      },
    },
    {
      name: "chat: streams a text in pieces and ends with the usage that was asked for",
      async run() {
        const chunks = await streamed({
          messages: [{ role: "user", content: asks.exactly(sentence) }],
          stream_options: { include_usage: true },
        });
        const pieces = chunks.flatMap((chunk) => chunk.choices[0]?.delta.content ?? []);
        assert.ok(pieces.filter((piece) => piece !== "").length > 1, "one piece only");
        assert.match(pieces.join(""), /blue heron.*pass by/iu);
        const finished = chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? []);
        assert.deepEqual(finished, ["stop"]);
        const last = chunks.at(-1);
        assert.deepEqual(last?.choices, []);
        assert.ok((last.usage?.completion_tokens ?? 0) > 0);
      },
    },
    {
      name: "chat: calls a function and reads what it returned",
      async run() {
        const messages: Messages = [{ role: "user", content: asks.weather }];
        const first = await create({ messages, tools });
        const choice = first.choices[0];
        assert.equal(choice?.finish_reason, "tool_calls");
        const call = choice.message.tool_calls?.[0];
        assert.ok(call?.type === "function");
        assert.equal(call.function.name, "get_weather");
        assert.match(call.function.arguments, /Lisbon/u);
        const second = await create({
          messages: [
            ...messages,
            choice.message,
            { role: "tool", tool_call_id: call.id, content: "Sunny, 24 degrees" },
          ],
          tools,
        });
        assert.match(second.choices[0]?.message.content ?? "", /sunny/iu);
      },
    },
    {
      name: "chat: streams the arguments of a function call",
      async run() {
        const chunks = await streamed({
          messages: [{ role: "user", content: asks.weather }],
          tools,
        });
        const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
        assert.equal(deltas[0]?.function?.name, "get_weather");
        const text = deltas.map((delta) => delta.function?.arguments ?? "").join("");
        assert.deepEqual(JSON.parse(text), { city: "Lisbon" });
      },
    },
    {
      name: "chat: answers in the JSON that was asked for",
      async run() {
        const completion = await create({
          messages: [{ role: "user", content: asks.week }],
          response_format: { type: "json_schema", json_schema: daysSchema },
        });
        const content = completion.choices[0]?.message.content ?? "";
        assert.deepEqual(JSON.parse(content), { days: 7 });
      },
    },
  ];
}
