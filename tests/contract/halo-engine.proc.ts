import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { readJsonl, SpanRecord, writeJsonl } from "@loopwright/core";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { finishedRun } from "../end-to-end/finished-run.ts";
import { temporaryFolder } from "../end-to-end/loopwright.ts";

const python = process.env["LOOPWRIGHT_HALO_PYTHON"];

/** Lets the public engine index a file and prints what it found, as JSON. */
const indexScript = `
import asyncio, json, sys
from pathlib import Path
from engine.traces.models.trace_index_config import TraceIndexConfig
from engine.traces.models.trace_query_models import TraceFilters
from engine.traces.trace_index_builder import TraceIndexBuilder
from engine.traces.trace_store import TraceStore

file, folder = Path(sys.argv[1]), Path(sys.argv[2])
index = asyncio.run(TraceIndexBuilder.ensure_index_exists(file, TraceIndexConfig(index_dir=folder)))
store = TraceStore.load(trace_path=file, index_path=index)
found = store.query_traces(filters=TraceFilters(), limit=500)
print(json.dumps({
    "overview": store.get_overview(TraceFilters()).model_dump(),
    "traces": [trace.model_dump() for trace in found.traces],
    "viewed": [len(store.view_trace(trace.trace_id).spans) for trace in found.traces],
}))
`;

const Indexed = z.object({
  overview: z.looseObject({ total_traces: z.int(), total_spans: z.int() }),
  traces: z.array(
    z.looseObject({
      trace_id: z.string(),
      span_count: z.int(),
      agent_names: z.array(z.string()),
      model_names: z.array(z.string()),
      service_names: z.array(z.string()),
      total_input_tokens: z.int(),
      total_output_tokens: z.int(),
      missing_parent_count: z.int(),
      missing_agent_identity_count: z.int(),
      project_id_mismatch_count: z.int(),
    }),
  ),
});

async function indexedBy(interpreter: string, file: string): Promise<z.infer<typeof Indexed>> {
  const folder = await temporaryFolder();
  const { stdout } = await promisify(execFile)(interpreter, ["-c", indexScript, file, folder], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return Indexed.parse(JSON.parse(stdout));
}

function tokens(spans: readonly SpanRecord[], key: "input_tokens" | "output_tokens"): number {
  return spans.reduce(
    (sum, span) => sum + z.int().catch(0).parse(span.attributes[`inference.llm.${key}`]),
    0,
  );
}

describe.skipIf(python === undefined)("the public halo-engine", () => {
  const interpreter = python ?? "";
  let out = "";

  beforeAll(async () => {
    out = await finishedRun();
  });

  test("indexes the traces of a run: five traces with agent, model and tokens", async () => {
    const file = join(out, "halo_traces", "traces.jsonl");
    const spans = await readJsonl(file, SpanRecord);
    const { overview, traces } = await indexedBy(interpreter, file);
    expect(overview).toMatchObject({ total_traces: 5, total_spans: spans.length });
    expect(traces.map((trace) => trace.trace_id)).toContain("43d9b03619a9d2ed4d2f3e3fd17c8bf4");
    for (const trace of traces) {
      const own = spans.filter((span) => span.trace_id === trace.trace_id);
      expect(trace).toMatchObject({
        span_count: own.length,
        total_input_tokens: tokens(own, "input_tokens"),
        total_output_tokens: tokens(own, "output_tokens"),
        missing_parent_count: 0,
        missing_agent_identity_count: 0,
        project_id_mismatch_count: 0,
      });
      expect(trace.total_input_tokens).toBeGreaterThan(0);
      expect(trace.agent_names).toHaveLength(1);
      expect(trace.model_names).toEqual(["sim-analyst"]);
      expect(trace.service_names).toHaveLength(1);
    }
  });

  test("indexes the optimization context: the same traces and two of its own", async () => {
    const file = join(out, "halo_optimization_context.jsonl");
    const spans = await readJsonl(file, SpanRecord);
    const { overview, traces } = await indexedBy(interpreter, file);
    expect(overview).toMatchObject({ total_traces: 7, total_spans: spans.length });
    expect(traces.filter((trace) => trace.missing_parent_count > 0)).toEqual([]);
  });

  test("would refuse a file with one bad line, so an accepted file proves something", async () => {
    const file = join(await temporaryFolder(), "bad.jsonl");
    const [first] = await readJsonl(join(out, "halo_traces", "traces.jsonl"), SpanRecord);
    await writeJsonl(file, [first, { ...first, parent_span_id: null }]);
    await expect(indexedBy(interpreter, file)).rejects.toThrow("parent_span_id");
  });
});
