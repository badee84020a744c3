import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator, replyCall, replyText, type SimulatorOptions } from "./index.ts";

const base = "http://simulator.invalid/v1";
const models: SimulatorOptions["models"] = {
  echo: ({ items }) => {
    const last = items.at(-1);
    return replyText(last?.type === "message" ? last.text : "nothing");
  },
  dice: (_, { seed }) => replyText(`seed ${seed}`),
  caller: () => replyCall("run", { cmd: "ls" }),
};

function simulated(options: Partial<SimulatorOptions> = {}) {
  const simulator = createSimulator({ models, ...options });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: base,
    fetch: simulator.fetch,
    maxRetries: 0,
  });
  return { simulator, client };
}

async function post(path: string, body: string, headers = { authorization: "Bearer offline" }) {
  const { simulator } = simulated();
  const response = await simulator.fetch(`${base}${path}`, { method: "POST", body, headers });
  return { status: response.status, text: await response.text() };
}

describe("a reply", () => {
  it("is the same, ids included, for the same seed and request", async () => {
    const ask = async (seed: string, input: string) => {
      const { client } = simulated({ seed, now: () => 1_700_000_000_000 });
      const { _request_id, ...response } = await client.responses.create({ model: "dice", input });
      return { _request_id, response };
    };
    const first = await ask("7", "hi");
    expect(await ask("7", "hi")).toEqual(first);
    expect(first.response.created_at).toBe(1_700_000_000);
    const others = [await ask("8", "hi"), await ask("7", "hello")];
    expect(new Set([first, ...others].map(({ response }) => response.id)).size).toBe(3);
    expect(others[0]?.response.output_text).toBe("seed 8");
  });

  it("gives every call its own id", async () => {
    const call = { type: "function_call" as const, name: "run", arguments: {} };
    const { client } = simulated({ models: { twice: () => [call, call] } });
    const { output } = await client.responses.create({
      model: "twice",
      input: "go",
      tools: [{ type: "function", name: "run", parameters: {}, strict: false }],
    });
    const ids = output.flatMap((item) =>
      item.type === "function_call" ? [item.call_id, item.id] : [],
    );
    expect(new Set(ids).size).toBe(4);
  });

  it("repeats the caller's settings", async () => {
    const { client } = simulated();
    const tools: OpenAI.Responses.Tool[] = [
      { type: "function", name: "run", parameters: { type: "object" }, strict: true },
    ];
    const settings = {
      instructions: "Be brief.",
      temperature: 0.2,
      metadata: { case: "7" },
      tools,
    };
    expect(
      await client.responses.create({ model: "echo", input: "hi", ...settings }),
    ).toMatchObject(settings);
  });
});

describe("usage", () => {
  const long = "The quick brown fox, 12,345 times. ".repeat(200);

  it("is what the tokenizer counts, also when a long text comes back", async () => {
    const { client } = simulated();
    for (let turn = 0; turn < 2; turn++) {
      const { usage } = await client.responses.create({
        model: "echo",
        instructions: "Be brief.",
        input: long,
      });
      expect(usage).toMatchObject({
        input_tokens: countTokens("Be brief.") + countTokens(long),
        output_tokens: countTokens(long),
      });
    }
  });

  it("counts tools and calls, alike in both formats", async () => {
    const { client } = simulated();
    const tools = [{ type: "function" as const, name: "run", parameters: {}, strict: true }];
    const response = await client.responses.create({ model: "caller", input: "go", tools });
    expect(response.usage?.input_tokens).toBe(
      countTokens("go") + countTokens(JSON.stringify(tools)),
    );
    const completion = await client.chat.completions.create({
      model: "caller",
      messages: [{ role: "user", content: "go" }],
      tools: [{ type: "function", function: { name: "run" } }],
    });
    const output = countTokens("run") + countTokens('{"cmd":"ls"}');
    expect(response.usage?.output_tokens).toBe(output);
    expect(completion.usage?.completion_tokens).toBe(output);
  });

  it("takes tokenizer markers in a text for text", async () => {
    const { client } = simulated();
    const { usage } = await client.responses.create({ model: "echo", input: "<|endoftext|>" });
    expect(usage?.input_tokens).toBeGreaterThan(1);
  });
});

describe("a request that cannot be answered", () => {
  it.each([
    ["/responses", "{not json", 400, "could not parse the JSON body"],
    ["/responses", "[]", 400, "must be a JSON object"],
    ["/responses", '{"input":"hi"}', 400, "Missing required parameter: 'model'"],
    ["/responses", '{"model":"echo","input":[{"role":"user"}]}', 400, "'input[0].content'"],
    [
      "/responses",
      '{"model":"echo","input":[{"role":"king","content":"x"}]}',
      400,
      "input[0].role",
    ],
    ["/chat/completions", '{"model":"echo"}', 400, "Missing required parameter: 'messages'"],
    ["/chat/completions", '{"model":"echo","messages":[]}', 400, "'messages'"],
    ["/embeddings", '{"model":"sim-embedding","input":""}', 400, "must not be empty"],
    ["/embeddings", '{"model":"nobody","input":"x"}', 404, "The model 'nobody' does not exist"],
    [
      "/embeddings",
      '{"model":"nobody","input":"x","dimensions":64}',
      404,
      "'nobody' does not exist",
    ],
    ["/responses", '{"model":"nobody","input":"x"}', 404, "The model 'nobody' does not exist"],
    ["/audio/speech", "{}", 404, "Invalid URL (POST /v1/audio/speech)"],
  ])("%s %s gets %i: %s", async (path, body, status, words) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({
      error: { message: expect.stringContaining(words), type: "invalid_request_error" },
    });
  });

  it.each([
    ["no header", {}],
    ["another scheme", { authorization: "Basic abc" }],
    ["an empty key", { authorization: "Bearer " }],
  ])("with %s gets 401", async (_, headers) => {
    const { simulator } = simulated();
    const response = await simulator.fetch(`${base}/models`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_api_key" } });
  });

  it("with a key that the simulator was told to refuse gets 401", async () => {
    const { client } = simulated({ acceptKey: (key) => key === "right" });
    await expect(client.models.list()).rejects.toMatchObject({ status: 401 });
    await expect(client.withOptions({ apiKey: "right" }).models.list()).resolves.toBeDefined();
  });
});

describe("the request log", () => {
  it("holds what was asked, what it cost and how it ended", async () => {
    const { client, simulator } = simulated();
    await client.responses.create({ model: "echo", input: "hi" });
    await client.responses.create({ model: "nobody", input: "hi" }).catch(() => {});
    expect(simulator.requests).toMatchObject([
      {
        index: 0,
        method: "POST",
        path: "/v1/responses",
        model: "echo",
        body: { model: "echo", input: "hi" },
        status: 200,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
      { index: 1, model: "nobody", status: 404 },
    ]);
    expect(simulator.requests[0]?.ms).toBeGreaterThan(0);
  });

  it("keeps the latest requests, or none", async () => {
    for (const [logLimit, kept] of [
      [2, [2, 3]],
      [0, []],
    ] as const) {
      const { client, simulator } = simulated({ logLimit });
      for (let call = 0; call < 4; call++)
        await client.responses.create({ model: "echo", input: `${call}` });
      expect(simulator.requests.map((request) => request.index)).toEqual(kept);
    }
  });
});

describe("latency", () => {
  it("passes side by side for calls made at once", async () => {
    const { client, simulator } = simulated({ latencyMs: 150 });
    const started = performance.now();
    await Promise.all(
      ["a", "b", "c", "d", "e", "f", "g", "h"].map((input) =>
        client.responses.create({ model: "echo", input }),
      ),
    );
    expect(performance.now() - started).toBeLessThan(8 * 150);
    expect(Math.min(...simulator.requests.map(({ ms }) => ms))).toBeGreaterThanOrEqual(145);
  });

  it("ends at once when the caller gives up", async () => {
    const { client, simulator } = simulated({ latencyMs: 60_000 });
    const call = client.responses.create(
      { model: "echo", input: "hi" },
      { signal: AbortSignal.timeout(30) },
    );
    await expect(call).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await expect.poll(() => simulator.requests[0]?.status).toBeNull();
  });

  it("tells a scripted model that its caller gave up", async () => {
    let gaveUp = "";
    const caller = new AbortController();
    const { client } = simulated({
      models: {
        slow: (_, { signal }) =>
          new Promise(() => {
            signal?.addEventListener("abort", () => (gaveUp = "yes"));
            caller.abort();
          }),
      },
    });
    const call = client.responses.create({ model: "slow", input: "hi" }, { signal: caller.signal });
    await expect(call).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await expect.poll(() => gaveUp).toBe("yes");
  });
});
