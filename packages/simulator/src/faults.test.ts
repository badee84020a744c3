import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator, replyText, type Fault, type FaultPlan } from "./index.ts";

const text = "The blue heron stands still in the shallow water. ".repeat(20);

function faulty(faults: FaultPlan, maxRetries = 2) {
  const simulator = createSimulator({ models: { m: () => replyText(text) }, faults });
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://simulator.invalid/v1",
    fetch: simulator.fetch,
    maxRetries,
  });
  const outcomes = () => simulator.requests.map(({ status, fault }) => [status, fault]);
  return { client, simulator, outcomes };
}
const ask = { model: "m", input: "hi" };
const quick = { kind: "rate_limit", retryAfterMs: 5 } as const;

describe("a rate limit", () => {
  it("is waited out by the client, for as long as the server says", async () => {
    const { client, outcomes } = faulty([{ fault: quick, times: 2 }]);
    const started = performance.now();
    const response = await client.responses.create(ask);
    expect(response.output_text).toBe(text);
    expect(outcomes()).toEqual([
      [429, "rate_limit"],
      [429, "rate_limit"],
      [200, undefined],
    ]);
    // Without the header the client would wait at least a second in all.
    expect(performance.now() - started).toBeLessThan(700);
  });

  it("that goes on is an error after the client's retries", async () => {
    const { client, outcomes } = faulty([{ fault: quick }]);
    await expect(client.responses.create(ask)).rejects.toMatchObject({
      status: 429,
      code: "rate_limit_exceeded",
    });
    expect(outcomes()).toHaveLength(3);
  });

  it("says in both headers when to come back", async () => {
    const { simulator } = faulty([{ fault: { kind: "rate_limit", retryAfterMs: 1500 } }]);
    const { headers } = await simulator.fetch("http://simulator.invalid/v1/responses", {
      method: "POST",
      headers: { authorization: "Bearer offline" },
      body: JSON.stringify(ask),
    });
    expect(headers.get("retry-after-ms")).toBe("1500");
    expect(headers.get("retry-after")).toBe("2");
  });
});

describe("a server error", () => {
  it("is retried by the client", async () => {
    const { client, outcomes } = faulty([
      { fault: { kind: "server_error", status: 503 }, times: 1 },
    ]);
    expect((await client.responses.create(ask)).output_text).toBe(text);
    expect(outcomes()).toEqual([
      [503, "server_error"],
      [200, undefined],
    ]);
  });
});

describe("a stall", () => {
  it("ends with the client's time limit, each try", async () => {
    const { client, outcomes } = faulty([{ fault: { kind: "stall" } }], 1);
    const call = client.responses.create(ask, { timeout: 40 });
    await expect(call).rejects.toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
    expect(outcomes()).toEqual([
      [null, "stall"],
      [null, "stall"],
    ]);
  });

  it("ends with the caller's signal, without another try", async () => {
    const { client, outcomes } = faulty([{ fault: { kind: "stall" } }]);
    const call = client.responses.create(ask, { signal: AbortSignal.timeout(40) });
    await expect(call).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    expect(outcomes()).toHaveLength(1);
  });
});

describe("a cut answer", () => {
  const plan = [{ fault: { kind: "cut" } }] as const;

  it("breaks off a JSON body, which the client does not retry", async () => {
    const { client, outcomes } = faulty(plan);
    await expect(client.responses.create(ask)).rejects.toThrow("terminated");
    expect(outcomes()).toEqual([[200, "cut"]]);
  });

  it("breaks off a stream after some of the text", async () => {
    const { client } = faulty([{ fault: { kind: "cut", fraction: 0.4 } }]);
    let heard = "";
    const listen = async () => {
      const stream = await client.responses.create({ ...ask, stream: true });
      for await (const event of stream)
        if (event.type === "response.output_text.delta") heard += event.delta;
    };
    await expect(listen()).rejects.toThrow("terminated");
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(text.length);
    expect(text.startsWith(heard)).toBe(true);
  });

  it("breaks off a chat stream", async () => {
    const { client } = faulty(plan);
    const stream = client.chat.completions.stream({
      model: "m",
      messages: [{ role: "user", content: "hi" }],
    });
    await expect(stream.finalContent()).rejects.toThrow("terminated");
  });
});

describe("malformed JSON", () => {
  const plan = [{ fault: { kind: "malformed_json" } }] as const;

  it("is an error of the client, without another try", async () => {
    const { client, outcomes } = faulty(plan);
    await expect(client.responses.create(ask)).rejects.toThrow(SyntaxError);
    expect(outcomes()).toEqual([[200, "malformed_json"]]);
  });

  it("in a stream is an error while it is read", async () => {
    const { client } = faulty(plan);
    const stream = await client.responses.create({ ...ask, stream: true });
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow(SyntaxError);
  });
});

describe("a slow answer", () => {
  it("comes late and complete", async () => {
    const { client, simulator } = faulty([{ fault: { kind: "slow", delayMs: 60 } }]);
    expect((await client.responses.create(ask)).output_text).toBe(text);
    expect(simulator.requests[0]?.ms).toBeGreaterThanOrEqual(55);
  });
});

describe("a fault plan", () => {
  const down: Fault = { kind: "server_error" };
  const statuses = async (faults: FaultPlan) => {
    const { client, simulator } = faulty(faults, 0);
    const messages = [{ role: "user" as const, content: "hi" }];
    await client.responses.create(ask).catch(() => {});
    await client.chat.completions.create({ model: "m", messages }).catch(() => {});
    await client.embeddings.create({ model: "sim-embedding", input: "hi" }).catch(() => {});
    await client.models.list().catch(() => {});
    return simulator.requests.map(({ status }) => status);
  };

  it.each<[string, FaultPlan, number[]]>([
    ["the position of a request", [{ fault: down, index: 1 }], [200, 500, 200, 200]],
    ["several positions", [{ fault: down, index: [0, 2] }], [500, 200, 500, 200]],
    ["a path", [{ fault: down, path: "/v1/embeddings" }], [200, 200, 500, 200]],
    ["a path without a body", [{ fault: down, path: "/v1/models" }], [200, 200, 200, 500]],
    ["a model", [{ fault: down, model: "m" }], [500, 500, 200, 200]],
    ["a model, so many times", [{ fault: down, model: "m", times: 1 }], [500, 200, 200, 200]],
    [
      "the first rule that fits",
      [
        { fault: { kind: "server_error", status: 502 }, index: 0 },
        { fault: down, times: 1 },
      ],
      [502, 500, 200, 200],
    ],
    [
      "a function of the call",
      ({ index, path }) => (index === 2 && path.endsWith("embeddings") ? down : undefined),
      [200, 200, 500, 200],
    ],
  ])("chooses by %s", async (_, plan, expected) => {
    expect(await statuses(plan)).toEqual(expected);
  });
});
