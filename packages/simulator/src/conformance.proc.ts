import OpenAI from "openai";
import { afterAll, describe, expect, it } from "vitest";
import { conformanceCases, conformanceModel } from "./conformance.ts";
import { createSimulator, serveSimulator } from "./index.ts";

const model = "sim-conformance";
const simulator = createSimulator({ models: { [model]: conformanceModel } });
const server = await serveSimulator(simulator);
afterAll(() => server.close());

const endpoints = {
  "in process": { baseURL: "http://simulator.invalid/v1", fetch: simulator.fetch },
  "on loopback": { baseURL: server.baseURL },
};

describe.each(Object.entries(endpoints))("the simulator %s", (_, options) => {
  const client = new OpenAI({ apiKey: "offline", ...options });
  it.each(conformanceCases({ client, model }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
