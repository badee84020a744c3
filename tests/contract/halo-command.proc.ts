import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJsonl, SpanRecord } from "@loopwright/core";
import type {
  ReplyItem,
  RequestItem,
  ScriptedModel,
  ScriptedRequest,
} from "@loopwright/core/model";
import { diagnoseWithPython } from "@loopwright/halo";
import { loadHarness } from "@loopwright/harness";
import { createSimulator, serveSimulator, type SimulatorServer } from "@loopwright/simulator";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { finishedRun } from "../end-to-end/finished-run.ts";

const harnessDir = fileURLToPath(new URL("../../apps/demo/harness", import.meta.url));
const python = process.env["LOOPWRIGHT_HALO_PYTHON"];
const command = python === undefined ? "halo" : join(dirname(python), "halo");
/** The index alone is often installed without what its agent needs. */
const works = python !== undefined && spawnSync(command, ["--help"]).status === 0;

const Overview = z.object({ result: z.object({ sample_trace_ids: z.array(z.string()) }) });
const Matches = z.object({
  result: z.object({
    trace_id: z.string(),
    matches: z.array(z.object({ span_id: z.string() })),
  }),
});
const Spans = z.object({
  result: z.object({
    spans: z.array(z.object({ name: z.string(), attributes: z.record(z.string(), z.unknown()) })),
  }),
});

const nothing = {
  traces: [],
  human_feedback: [],
  llm_feedback: [],
  generated_evals: [],
  eval_gate_results: [],
  harness_config: [],
};

function call(name: string, args: Record<string, z.core.util.JSONType>): ReplyItem {
  return { type: "function_call", name, arguments: args };
}

/** Reads with the Python engine's tools: overview, the gate's rows in every trace, and one line of the harness. */
const reader: ScriptedModel = (request) => {
  const outputs = request.items.flatMap((item) =>
    item.type === "function_call_output" ? [json(item.output)] : [],
  );
  const [overview] = outputs.flatMap((one) => parsed(Overview, one));
  if (!overview) return [call("get_dataset_overview", { filters: {} })];
  const matches = outputs.flatMap((one) => parsed(Matches, one));
  if (matches.length === 0)
    return overview.result.sample_trace_ids.map((trace_id) =>
      call("search_trace", { trace_id, regex_pattern: '"name":"eval_gate.result"' }),
    );
  const views = outputs.flatMap((one) => parsed(Spans, one));
  if (views.length === 0)
    return matches.flatMap(({ result: { trace_id, matches: found } }) =>
      found.length === 0
        ? []
        : [call("view_spans", { trace_id, span_ids: found.map(({ span_id }) => span_id) })],
    );
  const failed = views
    .flatMap(({ result }) => result.spans)
    .filter((span) => span.attributes["eval.outcome"] === "failed");
  return [call("final_answer", { answer: report(failed[0]?.attributes["eval.id"], request) })];
};

/** On several lines and with quotation marks of both kinds, as models like to write. */
function report(evalId: unknown, request: ScriptedRequest): string {
  const rule = ruleIn(request.items);
  const recommendation = (ref: string) => ({
    id: "a",
    component: "prompt",
    class: "not_reliably_followed",
    title: `Enforce the rule that's in line ${rule.line}`,
    change: 'Repeat "the rule" as a step of its own.\nThe run\'s answer left it out.',
    target_file: "instructions.md",
    impact: "high",
    confidence: "medium",
    effort: "low",
    validation: "The eval passes.",
    claims: [
      {
        text: "The gate failed it.",
        about: String(evalId),
        evidence: [{ ref, quote: null, count: null, filter: null }],
      },
      {
        text: "The rule's there.",
        about: "instructions.md",
        evidence: [
          {
            ref: `harness:instructions.md:${rule.line}`,
            quote: rule.text,
            count: null,
            filter: null,
          },
        ],
      },
    ],
  });
  return JSON.stringify(
    {
      summary: 'It\'s "mostly" well.\nOne eval failed.',
      recommendations: [
        recommendation(`gate:${String(evalId)}`),
        { ...recommendation("gate:invented"), id: "b", title: "An invention" },
      ],
      insights: nothing,
    },
    null,
    2,
  );
}

/** The longest numbered line of the instructions, as the prompt or the trace file shows them. */
function ruleIn(items: readonly RequestItem[]): { line: number; text: string } {
  const texts = items.flatMap((item) => (item.type === "message" ? [item.text] : []));
  const file = /<data (\S+) harness file instructions\.md>\n([\s\S]*?)\n<\/data \1>/.exec(
    texts.join("\n"),
  )?.[2];
  const lines = (file ?? "").split("\n").map((line) => /^(\d+)\|(.*)$/.exec(line));
  const [longest] = lines.toSorted((a, b) => (b?.[2]?.length ?? 0) - (a?.[2]?.length ?? 0));
  return { line: Number(longest?.[1] ?? 0), text: longest?.[2] ?? "" };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T[] {
  const result = schema.safeParse(value);
  return result.success ? [result.data] : [];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe.skipIf(!works)("the public halo command", () => {
  let server: SimulatorServer | undefined;
  afterEach(() => server?.close());

  async function diagnosed(model: ScriptedModel) {
    const simulator = createSimulator({ models: { model } });
    server = await serveSimulator(simulator);
    const dir = await finishedRun();
    const diagnosis = await diagnoseWithPython({
      context: await readJsonl(join(dir, "halo_optimization_context.jsonl"), SpanRecord),
      harness: await loadHarness(harnessDir),
      command,
      model: "model",
      baseURL: server.baseURL,
      simulated: true,
    });
    return { diagnosis, simulator };
  }

  test("reads our context at our endpoint, and its report goes through our verifier", async () => {
    const { diagnosis, simulator } = await diagnosed(reader);
    expect(diagnosis.recommendations.map((one) => one.title)).toEqual([
      expect.stringMatching(/^Enforce the rule that's in line \d+$/),
    ]);
    expect(diagnosis.recommendations[0]?.change).toContain('"the rule"');
    expect(diagnosis.refused).toEqual([
      { title: "An invention", reason: expect.stringContaining("no such thing") },
    ]);
    expect(diagnosis.evidence).toEqual({ verified: 3, total: 4 });
    expect(diagnosis.summary).toContain('It\'s "mostly" well.\nOne eval failed.');
    expect(simulator.requests.length).toBeGreaterThanOrEqual(4);
  });

  test("says so when it hands in something else than a report", async () => {
    await expect(
      diagnosed(() => [call("final_answer", { answer: "All is well." })]),
    ).rejects.toThrow("printed no JSON report");
  });
});
