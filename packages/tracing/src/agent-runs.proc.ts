import { LoopError, sdkTraceIdOf, traceIdOf, type SpanRecord } from "@loopwright/core";
import {
  Agent,
  handoff,
  OpenAIProvider,
  Runner,
  tool,
  withCustomSpan,
  withTrace,
} from "@openai/agents";
import OpenAI from "openai";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  checkSpanRecords,
  createTraceRouter,
  registerTraceRouter,
  toSpanRecords,
  type CapturedTrace,
} from "./index.ts";

const router = createTraceRouter();
const resource = { serviceName: "shop", serviceVersion: "1.2.3", environment: "test" };
const options = { projectId: "orders", resource };

const outside: string[] = [];
const realFetch = globalThis.fetch;

beforeAll(async () => {
  process.env["OPENAI_API_KEY"] = "sk-not-a-real-key";
  globalThis.fetch = async (input) => {
    outside.push(input instanceof Request ? input.url : String(input));
    return new Response("{}");
  };
  await registerTraceRouter(router);
  return () => {
    globalThis.fetch = realFetch;
  };
});

const Body = z.looseObject({
  model: z.string(),
  instructions: z.string().optional(),
  input: z.union([z.string(), z.array(z.looseObject({ type: z.string().optional() }))]),
});
type Body = z.infer<typeof Body>;
type Item = Record<string, unknown>;

/** A model behind the real client: the official provider, with a transport that answers on the spot. */
function runnerOf(reply: (body: Body, call: number) => Item[] | Response): Runner {
  let calls = 0;
  const client = new OpenAI({
    apiKey: "offline",
    baseURL: "http://models.invalid/v1",
    maxRetries: 0,
    fetch: async (_url, init) => {
      const body = Body.parse(JSON.parse(z.string().parse(init?.body)));
      const output = reply(body, ++calls);
      return output instanceof Response ? output : Response.json(responseOf(body, output, calls));
    },
  });
  return new Runner({ modelProvider: new OpenAIProvider({ openAIClient: client }) });
}

function responseOf(body: Body, output: Item[], call: number) {
  return {
    id: `resp_${call}`,
    object: "response",
    created_at: 1,
    status: "completed",
    model: body.model,
    instructions: body.instructions ?? null,
    temperature: 0.5,
    output,
    usage: {
      input_tokens: 100,
      output_tokens: 20,
      total_tokens: 120,
      input_tokens_details: { cached_tokens: 40 },
      output_tokens_details: { reasoning_tokens: 7 },
    },
  };
}

const say = (text: string): Item[] => [
  { type: "message", role: "assistant", content: [{ type: "output_text", text }] },
];
const call = (name: string, args: Item = {}, id = "1"): Item => ({
  type: "function_call",
  id: `fc_${id}`,
  call_id: `call_${id}`,
  name,
  arguments: JSON.stringify(args),
  status: "completed",
});
const lastIsResult = (body: Body) =>
  Array.isArray(body.input) && body.input.at(-1)?.type === "function_call_output";

const price = tool({
  name: "price",
  description: "Price of an article",
  parameters: z.object({ sku: z.string() }),
  execute: async ({ sku }) => ({ sku, total: 42 }),
});

/** Runs under a label's trace and collects it; a run that throws leaves its trace too. */
async function traced(
  label: string,
  work: () => Promise<unknown>,
): Promise<{ trace: CapturedTrace; records: SpanRecord[]; error: unknown }> {
  let error: unknown;
  await withTrace("order desk", work, {
    traceId: sdkTraceIdOf(label),
    groupId: "batch-7",
    metadata: { case: label, attempt: 1 },
  }).catch((thrown: unknown) => (error = thrown));
  const trace = await router.collect(sdkTraceIdOf(label));
  const records = toSpanRecords(trace, options);
  expect(checkSpanRecords(records)).toEqual([]);
  return { trace, records, error };
}

function named(records: readonly SpanRecord[], name: string): SpanRecord {
  const record = records.find((candidate) => candidate.name === name);
  if (!record) throw new Error(`no span ${name} among ${records.map((r) => r.name).join(", ")}`);
  return record;
}

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

describe("runs that throw", () => {
  test("leave their whole trace when turns run out", async () => {
    const { trace, records, error } = await traced("turns", () =>
      runnerOf((_body, n) => [call("price", { sku: `EV${n}` }, String(n))]).run(
        new Agent({ name: "Desk", model: "sim-1", tools: [price] }),
        "Loop",
        { maxTurns: 3 },
      ),
    );
    expect(String(error)).toContain("Max turns");
    expect(trace.complete).toBe(true);
    expect(records.filter((record) => record.name === "response.sim-1")).toHaveLength(3);
    expect(named(records, "task.Agent workflow").attributes).toMatchObject({
      "exception.type": "MaxTurnsExceededError",
      "exception.message": "MaxTurnsExceededError: Max turns (3) exceeded",
    });
  });

  test("leave their whole trace when the model's server fails", async () => {
    const { records, error } = await traced("server", () =>
      runnerOf(() => Response.json({ error: { message: "overloaded" } }, { status: 500 })).run(
        new Agent({ name: "Desk", model: "sim-1" }),
        "Hello",
      ),
    );
    expect(String(error)).toContain("500");
    const response = records.find(
      (record) => record.attributes["inference.observation_kind"] === "LLM",
    );
    expect(response?.status).toMatchObject({ code: "STATUS_CODE_ERROR" });
    expect(response?.status.message).toContain("overloaded");
  });
});

describe("runs side by side", () => {
  test("keep to their own traces", async () => {
    const labels = Array.from({ length: 8 }, (_, index) => `parallel-${index}`);
    const runs = await Promise.all(
      labels.map((label) =>
        traced(label, () =>
          runnerOf((body) =>
            lastIsResult(body) ? say(label) : [call("price", { sku: label })],
          ).run(new Agent({ name: label, model: "sim-1", tools: [price] }), label),
        ),
      ),
    );
    for (const [index, { records }] of runs.entries()) {
      const ids = new Set(records.map((record) => record.span_id));
      expect(records).toHaveLength(7);
      for (const record of records) {
        expect(record.trace_id).toBe(traceIdOf(`parallel-${index}`));
        expect(record.attributes["inference.agent_name"]).toBe(`parallel-${index}`);
        expect(record.parent_span_id === "" || ids.has(record.parent_span_id)).toBe(true);
      }
    }
  });

  test("show up at a sink while they run, until it is detached", async () => {
    const seen: string[] = [];
    const detach = router.attach(sdkTraceIdOf("watched"), (span) => {
      seen.push(span.type);
      throw new Error("a broken sink");
    });
    const run = () => runnerOf(() => say("hi")).run(new Agent({ name: "A", model: "m" }), "hi");
    await traced("watched", run);
    expect(seen).toEqual(["response", "turn", "agent", "task"]);
    detach();
    await traced("watched", run);
    expect(seen).toHaveLength(4);
  });
});

describe("collecting", () => {
  test("hands over a span that never ended, marked as unfinished", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let late: Promise<unknown> = held;
    await withTrace(
      "late",
      async () => {
        late = withCustomSpan(() => held, { data: { name: "upload", data: { file: "a.txt" } } });
        await withCustomSpan(async () => undefined, { data: { name: "quick", data: {} } });
      },
      { traceId: sdkTraceIdOf("late") },
    );
    const trace = await router.collect(sdkTraceIdOf("late"), { timeoutMs: 30 });
    release();
    await late;
    const records = toSpanRecords(trace, options);
    expect(checkSpanRecords(records)).toEqual([]);
    expect(trace.complete).toBe(false);
    expect(records.map((record) => record.name)).toEqual(["custom.quick", "custom.upload"]);
    expect(named(records, "custom.upload")).toMatchObject({
      status: { code: "STATUS_CODE_ERROR" },
      attributes: { "sdk.span.unfinished": true, "sdk.data.file": "a.txt" },
    });
  });

  test("waits for a span that ends soon after the run", async () => {
    await withTrace(
      "soon",
      async () => {
        void withCustomSpan(() => new Promise((resolve) => setTimeout(resolve, 40)), {
          data: { name: "soon", data: {} },
        });
      },
      { traceId: sdkTraceIdOf("soon") },
    );
    const trace = await router.collect(sdkTraceIdOf("soon"));
    expect(trace).toMatchObject({ complete: true, spans: [{ type: "custom" }] });
  });

  test("gives an empty trace for an id that nobody reported", async () => {
    expect(await router.collect("trace_unknown")).toMatchObject({ complete: false, spans: [] });
  });
});

test("LoopError data of a failed span is kept", async () => {
  const { records, error } = await traced("custom-error", () =>
    withCustomSpan(
      async () => {
        throw new LoopError("storage", "disk full");
      },
      { data: { name: "artifact_write", data: { filename: "memo.md", tags: ["a", null] } } },
    ),
  );
  expect(error).toBeInstanceOf(LoopError);
  expect(named(records, "custom.artifact_write")).toMatchObject({
    status: { code: "STATUS_CODE_ERROR", message: "disk full" },
    attributes: {
      "sdk.span.name": "artifact_write",
      "sdk.data.filename": "memo.md",
      "sdk.data.tags": '["a",null]',
      "exception.message": "disk full",
    },
  });
});

test("none of these runs called anything but its model, or left a trace behind", () => {
  expect(outside).toEqual([]);
  expect(router.size).toBe(0);
});
