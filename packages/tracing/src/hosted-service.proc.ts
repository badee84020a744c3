import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";

/** Runs one traced piece of work in a process of its own and tells which addresses it called. */
async function addressesCalled(register: string): Promise<string[]> {
  const script = `
    const called = [];
    globalThis.fetch = async (input) => {
      called.push(input instanceof Request ? input.url : String(input));
      return new Response("{}");
    };
    const agents = await import("@openai/agents");
    const tracing = await import("@loopwright/tracing");
    ${register}
    await agents.withTrace("work", () => agents.withCustomSpan(async () => {}, { data: { name: "step", data: {} } }));
    await agents.getGlobalTraceProvider().forceFlush();
    console.log(JSON.stringify(called));
    process.exit(0);
  `;
  const child = spawn(
    process.execPath,
    ["--conditions=@loopwright/source", "--input-type=module", "-e", script],
    {
      cwd: import.meta.dirname,
      env: { PATH: process.env["PATH"], OPENAI_API_KEY: "sk-not-a-real-key" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return JSON.parse(await text(child.stdout));
}

describe("the hosted trace service", () => {
  test("gets nothing once a router is registered, though a key is set", async () => {
    const called = await addressesCalled(
      "await tracing.registerTraceRouter(tracing.createTraceRouter());",
    );
    expect(called).toEqual([]);
  });

  test("would get every trace without it", async () => {
    const called = await addressesCalled("");
    expect(called.length).toBeGreaterThan(0);
    expect(called[0]).toContain("/traces/");
  });
});
