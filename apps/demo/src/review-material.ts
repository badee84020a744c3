import { existsSync } from "node:fs";
import {
  GateResult,
  readJson,
  readJsonl,
  SpanRecord,
  type AgentRun,
  type EvalCase,
  type GateRow,
} from "@loopwright/core";
import { seenHash, seenHashOf, type ReviewableRun, type ReviewFiles } from "@loopwright/feedback";
import { readSuite } from "@loopwright/promptfoo-gate";
import { z } from "zod";
import type { RunPaths } from "./run-folder.ts";
import { completedRuns, readArtifacts } from "./run-questions.ts";

/** Everything in a run's folder that people review, and what is known about it. */
export interface ReviewMaterial {
  runs: ReviewableRun[];
  /** The whole suite; empty before there is one. */
  evals: EvalCase[];
  rows: GateRow[];
  files: ReviewFiles;
}

export async function readMaterial(paths: RunPaths): Promise<ReviewMaterial> {
  const runs = await completedRuns(paths);
  const evals = existsSync(paths.suite) ? await readSuite(paths.suite) : [];
  const spans = existsSync(paths.spans) ? await readJsonl(paths.spans, SpanRecord) : [];
  const rows = existsSync(paths.gate) ? (await readJson(paths.gate, GateResult)).rows : [];
  return {
    runs: await Promise.all(
      runs.map(async (run) => ({
        run,
        artifacts: await readArtifacts(paths, run),
        evidence: evidenceOf(spans, run),
        evals: judgedEvals(evals, run),
      })),
    ),
    evals,
    rows,
    files: { feedback: paths.humanFeedback, labels: paths.labels },
  };
}

/** What a person saw of a run, or of one eval on it. */
export function hashOf({ runs }: Pick<ReviewMaterial, "runs">) {
  return (run: AgentRun, evalId?: string): string => {
    const item = runs.find((one) => one.run.trace_id === run.trace_id);
    if (!item) return seenHash({ run });
    return seenHashOf(item, item.evals.find(({ eval_id }) => eval_id === evalId)?.rubric);
  };
}

/** Literal checks need no person. */
function judgedEvals(evals: readonly EvalCase[], run: AgentRun): EvalCase[] {
  return evals.filter(
    (one) => one.source_trace_id === run.trace_id && one.scoring_method !== "deterministic",
  );
}

const Command = z.object({ cmd: z.string() });

/** The tool calls of a run: what was asked of each and what came back. */
function evidenceOf(spans: readonly SpanRecord[], run: AgentRun): ReviewableRun["evidence"] {
  return spans
    .filter(
      ({ trace_id, attributes }) =>
        trace_id === run.trace_id && attributes["openinference.span.kind"] === "TOOL",
    )
    .map(({ name, attributes }) => {
      const { "tool.name": tool, "input.value": input, "output.value": output } = attributes;
      return {
        title: `${asText(tool) || name}: ${commandIn(asText(input))}`,
        text: asText(output),
      };
    });
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const longestTitle = 160;

function commandIn(input: string): string {
  const command = z.string().transform(parsed).pipe(Command).safeParse(input);
  const text = command.success ? command.data.cmd : input;
  return text.length > longestTitle ? `${text.slice(0, longestTitle)}…` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
