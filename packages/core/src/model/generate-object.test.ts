import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { LoopError } from "../index.ts";
import { generateObject, type ModelApi } from "./index.ts";

const Verdict = z.object({ pass: z.boolean(), notes: z.array(z.object({ text: z.string() })) });
const good = JSON.stringify({ pass: true, notes: [{ text: "fine" }] });

interface Refusal {
  refusal: string;
}

/** An endpoint of the given wire format that answers with texts, refusals or HTTP errors, one after the other. */
function endpointAnswering(api: ModelApi, replies: (string | number | Refusal)[]) {
  const bodies: Record<string, unknown>[] = [];
  const client = new OpenAI({
    apiKey: "test",
    baseURL: "http://model.invalid/v1",
    maxRetries: 0,
    fetch: async (_url, init) => {
      bodies.push(z.record(z.string(), z.unknown()).parse(JSON.parse(String(init?.body))));
      const reply = replies.shift() ?? 500;
      if (typeof reply === "number")
        return Response.json({ error: { message: "no" } }, { status: reply });
      return Response.json(api === "responses" ? responseWith(reply) : completionWith(reply));
    },
  });
  return { bodies, endpoint: { client, api, simulated: true } };
}

const responseWith = (reply: string | Refusal) => ({
  id: "r",
  object: "response",
  output: [
    {
      type: "message",
      role: "assistant",
      content: [
        typeof reply === "string"
          ? { type: "output_text", text: reply, annotations: [] }
          : { type: "refusal", ...reply },
      ],
    },
  ],
  usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
});
const completionWith = (reply: string | Refusal) => ({
  id: "c",
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        ...(typeof reply === "string" ? { content: reply } : { content: null, ...reply }),
      },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
const ask = {
  model: "m",
  schema: Verdict,
  name: "verdict",
  instructions: "Judge.",
  input: "answer",
};

describe.each<ModelApi>(["responses", "chat_completions"])("generateObject over %s", (api) => {
  it("returns the parsed object and what it cost", async () => {
    const { endpoint } = endpointAnswering(api, [good]);
    const { object, usage } = await generateObject({ ...ask, endpoint });
    expect(object.notes[0]?.text).toBe("fine");
    expect(usage).toEqual({ requests: 1, input_tokens: 10, output_tokens: 5 });
  });

  it("sends a strict schema in which every object is closed", async () => {
    const { endpoint, bodies } = endpointAnswering(api, [good]);
    await generateObject({ ...ask, endpoint });
    const sent = JSON.stringify(bodies[0]);
    expect(sent.match(/"additionalProperties":false/g)).toHaveLength(2);
    expect(sent).toContain('"strict":true');
  });

  it("sends a bad reply back once with the reason and takes the mended one", async () => {
    const { endpoint, bodies } = endpointAnswering(api, ['{"pass":"yes","notes":[]}', good]);
    const { object, usage } = await generateObject({ ...ask, endpoint });
    expect(object.pass).toBe(true);
    expect(usage.requests).toBe(2);
    expect(JSON.stringify(bodies[1])).toContain("pass: ");
  });

  it("says in the model's words why it would not answer", async () => {
    const { endpoint, bodies } = endpointAnswering(api, [
      { refusal: "No." },
      { refusal: "Never." },
    ]);
    await expect(generateObject({ ...ask, endpoint })).rejects.toMatchObject({
      code: "model_nonsense",
      message: expect.stringContaining("the model refused: Never."),
    });
    expect(JSON.stringify(bodies[1])).toContain("the model refused: No.");
  });

  it("sends no empty message when it asks again after an empty reply", async () => {
    const { endpoint, bodies } = endpointAnswering(api, ["", good]);
    expect((await generateObject({ ...ask, endpoint })).object.pass).toBe(true);
    expect(JSON.stringify(bodies[1])).not.toContain('"content":""');
  });

  it("takes JSON out of a Markdown fence", async () => {
    const { endpoint } = endpointAnswering(api, [`\`\`\`json\n${good}\n\`\`\``]);
    expect((await generateObject({ ...ask, endpoint })).object.pass).toBe(true);
  });

  it.each([
    [["nonsense", "still nonsense"], "model_nonsense", "not valid JSON"],
    [["", ""], "model_nonsense", "empty"],
    [[401], "model_refused", "OPENAI_API_KEY"],
    [[404], "model_refused", "model name"],
    [[400], "model_refused", "HTTP 400"],
    [[503], "model_unreachable", "HTTP 503"],
    [[429], "model_unreachable", "HTTP 429"],
  ] as const)("turns %j into %s", async (replies, code, words) => {
    const { endpoint } = endpointAnswering(api, [...replies]);
    const error = await generateObject({ ...ask, endpoint }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LoopError);
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain(words);
  });
});

describe("an endpoint that cannot be reached", () => {
  it("is named together with the setting to check", async () => {
    const client = new OpenAI({ apiKey: "k", baseURL: "http://127.0.0.1:9/v1", maxRetries: 0 });
    const error = await generateObject({
      ...ask,
      endpoint: { client, api: "responses", simulated: false },
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "model_unreachable" });
    expect(String(error)).toContain("OPENAI_BASE_URL");
  });

  it("lets a refusal of our own fetch through as it is", async () => {
    const refusal = new LoopError("aborted", "the cost limit is reached");
    const client = new OpenAI({
      apiKey: "k",
      baseURL: "http://model.invalid/v1",
      maxRetries: 0,
      fetch: () => Promise.reject(refusal),
    });
    const error = await generateObject({
      ...ask,
      endpoint: { client, api: "responses", simulated: false },
    }).catch((reason: unknown) => reason);
    expect(error).toBe(refusal);
  });
});
