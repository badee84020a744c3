import { Agent, handoff, tool, withCustomSpan } from "@openai/agents";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { call, lastIsResult, price, runnerOf, say } from "./fixtures/offline-runner.ts";
import { named, outside, router, traced, watchOutside } from "./fixtures/traced-runs.ts";

beforeAll(watchOutside);

describe("a run with tools", () => {
  const run = () =>
    runnerOf((body) =>
      lastIsResult(body) ? say("It is 42.") : [call("price", { sku: "EV1" })],
    ).run(
      new Agent({ name: "Desk", instructions: "Quote prices.", model: "sim-1", tools: [price] }),
      "How much is EV1?",
    );

  test("keeps ids and parents in OpenTelemetry form, with the SDK's own beside", async () => {
    const { trace, records } = await traced("trace-01", run);
    expect(records).toHaveLength(trace.spans.length);
    expect(new Set(records.map((record) => record.trace_id))).toEqual(
      new Set(["43d9b03619a9d2ed4d2f3e3fd17c8bf4"]),
    );
    const tree = (name: string): string => {
      const parent = records.find((r) => r.span_id === named(records, name).parent_span_id);
      return parent ? `${tree(parent.name)} > ${name}` : name;
    };
    expect(tree("function.price")).toBe("task.Agent workflow > agent.Desk > turn > function.price");
    for (const [index, span] of trace.spans.entries()) {
      expect(records[index]?.attributes["sdk.span_id"]).toBe(span.id);
      expect(span.id).toContain(records[index]?.span_id);
    }
  });

  test("keeps the model's messages, settings and tokens on its response spans", async () => {
    const { records } = await traced("messages", run);
    const [first, second] = records.filter((record) => record.name === "response.sim-1");
    expect(first?.kind).toBe("SPAN_KIND_CLIENT");
    expect(first?.attributes).toMatchObject({
      "openinference.span.kind": "LLM",
      "llm.input_messages.0.message.role": "system",
      "llm.input_messages.0.message.content": "Quote prices.",
      "llm.input_messages.1.message.role": "user",
      "llm.input_messages.1.message.content": "How much is EV1?",
      "llm.output_messages.0.message.tool_calls.0.tool_call.id": "call_1",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "price",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": '{"sku":"EV1"}',
      "llm.invocation_parameters": '{"temperature":0.5}',
      "llm.response.id": "resp_1",
      "llm.token_count.total": 120,
      "inference.llm.input_tokens": 100,
      "inference.llm.output_tokens": 20,
      "inference.llm.cached_input_tokens": 40,
      "inference.llm.reasoning_output_tokens": 7,
      "gen_ai.operation.name": "chat",
      "gen_ai.response.finish_reasons": '["completed"]',
    });
    expect(second?.attributes).toMatchObject({
      "llm.input_messages.3.message.role": "tool",
      "llm.input_messages.3.message.tool_call_id": "call_1",
      "llm.input_messages.3.message.content": '{"sku":"EV1","total":42}',
      "llm.output_messages.0.message.content": "It is 42.",
    });
  });

  test("counts tokens on model calls alone, so that a sum over the trace is right", async () => {
    const { records } = await traced("sums", run);
    const sum = records.reduce(
      (total, record) =>
        total + z.number().catch(0).parse(record.attributes["inference.llm.input_tokens"]),
      0,
    );
    expect(sum).toBe(200);
  });

  test("names agent, model, workflow, group and metadata on every span", async () => {
    const { records } = await traced("common", async () => {
      await withCustomSpan(async () => undefined, {
        data: { name: "sandbox_workspace", data: {} },
      });
      await run();
    });
    expect(records.length).toBeGreaterThan(6);
    for (const record of records)
      expect(record.attributes).toMatchObject({
        "inference.agent_name": "Desk",
        "inference.llm.model_name": "sim-1",
        "inference.session_id": "batch-7",
        "agent.workflow.name": "order desk",
        "agent.workflow.group_id": "batch-7",
        "agent.trace_metadata.case": "common",
        "agent.trace_metadata.attempt": 1,
        "inference.project_id": "orders",
      });
  });

  test("shows tool input and output, and the agent's tools", async () => {
    const { records } = await traced("tools", run);
    expect(named(records, "function.price").attributes).toMatchObject({
      "openinference.span.kind": "TOOL",
      "tool.name": "price",
      "input.value": '{"sku":"EV1"}',
      "output.value": '{"sku":"EV1","total":42}',
    });
    expect(named(records, "agent.Desk").attributes["agent.tools"]).toBe('["price"]');
    expect(named(records, "turn").attributes).toMatchObject({
      "inference.observation_kind": "SPAN",
      "sdk.span.name": "turn",
      "sdk.data.turn": 1,
    });
  });
});

describe("tools that fail", () => {
  const failing = (name: string, errorFunction?: (context: unknown, error: unknown) => string) =>
    tool({
      name,
      description: "Fails",
      parameters: z.object({}),
      execute: async () => {
        throw new RangeError("stock file is locked");
      },
      ...(errorFunction ? { errorFunction } : {}),
    });
  const runWith = (broken: ReturnType<typeof failing>) =>
    runnerOf((body) => (lastIsResult(body) ? say("Sorry.") : [call(broken.name)])).run(
      new Agent({ name: "Desk", model: "sim-1", tools: [broken] }),
      "Stock?",
    );

  test("keep their reason when the tool reports it", async () => {
    const broken = failing("stock", (_context, error) => `stock failed: ${String(error)}`);
    const { records } = await traced("told", () => runWith(broken));
    const span = named(records, "function.stock");
    expect(span.status).toEqual({
      code: "STATUS_CODE_ERROR",
      message: "Error running tool (non-fatal)",
    });
    expect(span.attributes["exception.message"]).toContain("stock file is locked");
    expect(span.attributes["exception.type"]).toBe("RangeError");
  });

  test("keep what the model was told when the SDK hides the reason", async () => {
    const { trace, records } = await traced("hidden", () => runWith(failing("stock")));
    const span = named(records, "function.stock");
    expect(JSON.stringify(trace.spans)).toContain("redacted");
    expect(span.attributes["exception.message"]).toBe(span.attributes["output.value"]);
    expect(span.attributes["exception.message"]).toMatch(/error/i);
  });
});

describe("handoffs and guardrails", () => {
  const pricing = new Agent({ name: "Pricing", model: "sim-2", tools: [price] });
  const triage = Agent.create({
    name: "Triage",
    model: "sim-1",
    handoffs: [handoff(pricing)],
    inputGuardrails: [
      {
        name: "polite",
        execute: async ({ input }) => ({
          outputInfo: {},
          tripwireTriggered: JSON.stringify(input).includes("rude"),
        }),
      },
    ],
  });
  const runner = () =>
    runnerOf((body) =>
      body.model === "sim-1" ? [call("transfer_to_Pricing")] : say("42, from pricing."),
    );

  test("leave each span with the agent whose work it was", async () => {
    const { records } = await traced("handoff", () => runner().run(triage, "Price?"));
    expect(named(records, "handoff").attributes).toMatchObject({
      "agent.handoff.from": "Triage",
      "agent.handoff.to": "Pricing",
      "inference.agent_name": "Triage",
      "openinference.span.kind": "CHAIN",
    });
    expect(named(records, "response.sim-2").attributes["inference.agent_name"]).toBe("Pricing");
    expect(named(records, "agent.Pricing").attributes["inference.llm.model_name"]).toBe("sim-2");
    expect(named(records, "task.Agent workflow").attributes["inference.agent_name"]).toBe("Triage");
  });

  test("report a guardrail that stops the run, and the whole trace of that run", async () => {
    const { records, error } = await traced("guardrail", () => runner().run(triage, "rude!"));
    expect(String(error)).toContain("Tripwire");
    expect(named(records, "guardrail.polite").attributes).toMatchObject({
      "openinference.span.kind": "GUARDRAIL",
      "guardrail.name": "polite",
      "guardrail.triggered": true,
    });
    expect(named(records, "task.Agent workflow").status.code).toBe("STATUS_CODE_ERROR");
  });
});

test("none of these runs called anything but its model, or left a trace behind", () => {
  expect(outside).toEqual([]);
  expect(router.size).toBe(0);
});
