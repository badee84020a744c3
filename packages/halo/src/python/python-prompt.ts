import { redactSecrets, type HarnessConfig, type SpanRecord } from "@loopwright/core";
import { z } from "zod";
import { ownTraceId, syntheticSpan } from "../context/synthetic-span.ts";
import { DraftDiagnosis } from "../diagnosis/draft.ts";
import { optimizerInstructions } from "../diagnosis/prompt.ts";
import { linesOf } from "../evidence/citables.ts";
import { quotedAlone } from "../evidence/delimit.ts";

/** Bytes of a prompt; Linux takes no more than 131,072 in one argument. */
const promptAtMost = 120_000;
/** Characters of a file in one span: the engine shows attributes up to 16,384. */
const partAtMost = 12_000;

/**
 * What the Python engine is asked: our own instructions, where in the file each kind of evidence lies, the
 * harness's files with line numbers, and the form of the report. Where the files are too long for a command line,
 * they go into the trace file as `spans`, and the prompt says where they are.
 */
export function pythonPrompt(options: {
  harness: HarnessConfig;
  /** When the spans of files are to lie, so that they widen no time window. */
  time: string;
}): { prompt: string; spans: SpanRecord[] } {
  const { harness } = options;
  const files = harness.files
    .filter(({ path }) => !path.startsWith("tools/"))
    .map(({ path, content }) => ({ path, lines: numberedLines(content) }));
  const shown = files.map(({ path, lines }) =>
    quotedAlone(`harness file ${path}`, lines.join("\n")),
  );
  const whole = promptWith(shown);
  if (Buffer.byteLength(whole) <= promptAtMost) return { prompt: whole, spans: [] };
  const place =
    "The harness's files lie in the trace file as well: spans named harness.file hold them in parts, with harness.file.path and, in harness.file.lines, lines as NUMBER|TEXT. Read them before you say that a rule is there or missing.";
  const spans = files.flatMap(({ path, lines }) =>
    partsOf(lines).map((part, index) => fileSpan(options, { path, part, index })),
  );
  return { prompt: promptWith([place]), spans };
}

function promptWith(files: readonly string[]): string {
  return [
    optimizerInstructions,
    "Where the evidence lies: spans named human_feedback.comment (feedback.id, cited as feedback:ID), llm_feedback.insight (llm_feedback.id, cited as feedback:ID), generated_eval.definition (eval.id, cited as eval:ID), eval_gate.result (eval.id, cited as gate:ID) and eval_gate.summary; all other spans are what the runs did.",
    ...files,
    "Report: your final answer is one JSON object and nothing else. It has this schema:",
    JSON.stringify(z.toJSONSchema(DraftDiagnosis)),
  ].join("\n\n");
}

function numberedLines(content: string): string[] {
  return linesOf(redactSecrets(content)).map((line, index) => `${index + 1}|${line}`);
}

/** Whole lines together, as many as one span shows. */
function partsOf(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length >= partAtMost) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts;
}

function fileSpan(
  { harness, time }: { harness: HarnessConfig; time: string },
  { path, part, index }: { path: string; part: string; index: number },
): SpanRecord {
  return syntheticSpan({
    name: "harness.file",
    kind: "HARNESS_CONFIG",
    key: `${path}:${index}`,
    source: "harness_config",
    place: {
      traceId: ownTraceId(["harness.file", harness.content_hash]),
      parentSpanId: "",
      time,
      resource: { attributes: {} },
      projectId: harness.name,
      agentName: harness.name,
    },
    attributes: { "harness.file.path": path, "harness.file.lines": part },
  });
}
