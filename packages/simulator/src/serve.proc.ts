import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator, replyText, serveSimulator, type SimulatorOptions } from "./index.ts";

const text = "The blue heron stands still in the shallow water. ".repeat(20);

async function served(options: Partial<SimulatorOptions> = {}) {
  const simulator = createSimulator({ models: { m: () => replyText(text) }, ...options });
  const server = await serveSimulator(simulator);
  const client = new OpenAI({ apiKey: "offline", baseURL: server.baseURL, maxRetries: 0 });
  return { simulator, server, client };
}

describe("a served simulator", () => {
  it("listens on loopback under the address it gives", async () => {
    const { server, client } = await served();
    expect(server.baseURL).toBe(`http://127.0.0.1:${server.port}/v1`);
    const response = await client.responses.create({ model: "m", input: "hi" });
    expect(response.output_text).toBe(text);
    await server.close();
    await expect(client.models.list()).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
  });

  it("runs beside others without mixing with them", async () => {
    const all = await Promise.all(
      ["one", "two"].map((name) => served({ models: { m: () => replyText(name) } })),
    );
    const answers = await Promise.all(
      all.flatMap(({ client }) =>
        Array.from({ length: 10 }, (_, call) =>
          client.responses.create({ model: "m", input: `${call}` }),
        ),
      ),
    );
    expect(answers.map((answer) => answer.output_text)).toEqual([
      ...Array.from({ length: 10 }, () => "one"),
      ...Array.from({ length: 10 }, () => "two"),
    ]);
    expect(all.map(({ simulator }) => simulator.requests.length)).toEqual([10, 10]);
    await Promise.all(all.map(({ server }) => server.close()));
  });

  it("tells who asks for a port that is taken", async () => {
    const { simulator, server } = await served();
    const second = serveSimulator(simulator, { port: server.port });
    await expect(second).rejects.toMatchObject({ code: "bad_input" });
    await expect(second).rejects.toThrow(
      `127.0.0.1:${server.port}: the port is in use; choose another, or 0 for a free one`,
    );
    await server.close();
  });

  it("closes at once, twice without harm, though a call hangs", async () => {
    let arrived = false;
    const { server, client } = await served({
      faults: () => {
        arrived = true;
        return { kind: "stall" };
      },
    });
    const call = client.responses.create({ model: "m", input: "hi" }).catch((e: unknown) => e);
    await expect.poll(() => arrived).toBe(true);
    const started = performance.now();
    await server.close();
    await server.close();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await call).toBeInstanceOf(OpenAI.APIConnectionError);
  });

  it("notices that its caller has gone", async () => {
    const caller = new AbortController();
    const { simulator, server, client } = await served({
      faults: () => {
        caller.abort();
        return { kind: "stall" };
      },
    });
    const { signal } = caller;
    const call = client.responses.create({ model: "m", input: "hi" }, { signal });
    await expect(call).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await expect.poll(() => simulator.requests[0]).toMatchObject({ status: null });
    await server.close();
  });

  it("breaks the connection where the answer is cut", async () => {
    const { server, client } = await served({ faults: [{ fault: { kind: "cut" } }] });
    await expect(client.responses.create({ model: "m", input: "hi" })).rejects.toThrow(
      "terminated",
    );
    let heard = "";
    const listen = async () => {
      for await (const event of await client.responses.create({
        model: "m",
        input: "hi",
        stream: true,
      }))
        if (event.type === "response.output_text.delta") heard += event.delta;
    };
    await expect(listen()).rejects.toThrow("terminated");
    expect(heard.length).toBeGreaterThan(0);
    await server.close();
  });

  it("hands retry-after to the client, which heeds it", async () => {
    const { simulator, server, client } = await served({
      faults: [{ fault: { kind: "rate_limit", retryAfterMs: 10 }, times: 2 }],
    });
    const response = await client
      .withOptions({ maxRetries: 2 })
      .responses.create({ model: "m", input: "hi" });
    expect(response.status).toBe("completed");
    expect(simulator.requests.map(({ status }) => status)).toEqual([429, 429, 200]);
    await server.close();
  });
});
