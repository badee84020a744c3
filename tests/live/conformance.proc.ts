import { conformanceCases } from "@loopwright/simulator/conformance";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";

// The cases that the simulator passes offline, asked of the real thing. Costs a few cents.
const { OPENAI_API_KEY: apiKey, OPENAI_AGENT_MODEL: model = "gpt-5.5" } = process.env;

describe.skipIf(!apiKey)("the live API", () => {
  const client = new OpenAI({ apiKey: apiKey ?? "none" });
  it.each(conformanceCases({ client, model }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
