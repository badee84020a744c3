import { LoopError, type HarnessConfig } from "@loopwright/core";
import { z } from "zod";
import type { RunAnalysis } from "../analysis/analyze-runs.ts";
import type { ContextEvidence } from "../context/read-context.ts";
import { linesOf } from "../evidence/citables.ts";
import { digestOf } from "../evidence/digest.ts";
import { engineTool } from "./toolbox.ts";

/** Lines that one call of `read_harness_file` and `grep_harness` may return. */
const linesAtMost = 500;

/** What was counted without a model, what may be cited about each run, and the harness's own files. */
export function evidenceTools(options: {
  evidence: ContextEvidence;
  analysis: RunAnalysis;
  harness: HarnessConfig;
}) {
  const { evidence, analysis, harness } = options;
  return [
    engineTool({
      name: "get_analysis",
      description:
        "What was found without a model: findings with ids, best first, patterns in the spans, and features that go with failed evals.",
      parameters: z.object({}),
      run: async () => ({
        findings: analysis.drafts,
        patterns: analysis.patterns.slice(0, 30),
        lift: analysis.lift.slice(0, 20),
      }),
    }),
    engineTool({
      name: "list_evidence",
      description:
        "What may be cited about a run: its answer, feedback, evals, verdicts and notable spans, each with its ref. Null lists the runs.",
      parameters: z.object({ trace_id: z.string().nullable() }),
      run: async ({ trace_id }) =>
        trace_id === null ? runsOf(evidence) : entriesOf(trace_id, { evidence, harness }),
    }),
    engineTool({
      name: "list_harness_files",
      description: "The files of the harness, with their number of lines.",
      parameters: z.object({}),
      run: async () =>
        harness.files.map(({ path, content }) => ({ path, lines: linesOf(content).length })),
    }),
    engineTool({
      name: "read_harness_file",
      description: "Lines of one harness file as NUMBER|TEXT; offset counts from 1.",
      parameters: z.object({
        path: z.string(),
        offset: z.number().int().min(1).nullable(),
        limit: z.number().int().min(1).max(linesAtMost).nullable(),
      }),
      run: async ({ path, offset, limit }) => {
        const file = harness.files.find((one) => one.path === path);
        if (!file) throw new LoopError("not_found", `${path}: the harness has no such file`);
        const from = offset ?? 1;
        return numbered(linesOf(file.content))
          .slice(from - 1, from - 1 + (limit ?? linesAtMost))
          .join("\n");
      },
    }),
    engineTool({
      name: "grep_harness",
      description: "Lines of the harness that hold a text, whatever its case, as PATH:NUMBER|TEXT.",
      parameters: z.object({ text: z.string().min(2) }),
      run: async ({ text }) =>
        harness.files
          .flatMap(({ path, content }) =>
            numbered(linesOf(content))
              .filter((line) => line.toLowerCase().includes(text.toLowerCase()))
              .map((line) => `${path}:${line.slice(0, 500)}`),
          )
          .slice(0, linesAtMost)
          .join("\n"),
    }),
  ];
}

function runsOf({ traces }: ContextEvidence) {
  return traces.map(({ traceId, label, question, gateRows }) => ({
    trace_id: traceId,
    label,
    question,
    evals: gateRows.map((row) => ({ eval_id: row.id, outcome: row.outcome })),
  }));
}

function entriesOf(
  traceId: string,
  { evidence, harness }: { evidence: ContextEvidence; harness: HarnessConfig },
) {
  const traces = evidence.traces.filter((trace) => trace.traceId === traceId);
  if (traces.length === 0) throw new LoopError("not_found", `${traceId}: there is no such run`);
  return digestOf({ evidence: { ...evidence, traces }, harness });
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index + 1}|${line}`);
}
