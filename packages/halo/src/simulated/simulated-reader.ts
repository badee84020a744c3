import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import { z } from "zod";
import { DraftRecommendation } from "../diagnosis/draft.ts";
import type { FinalAnswer } from "../engine/final-answer.ts";

/**
 * How the scripted optimizer works with the engine's tools: overview, analysis, a reader for the runs behind the
 * first findings, the harness files these cite, then the final answer. All it says comes from what tools printed.
 */
export function replyWithTools(request: ScriptedRequest): ReplyItem[] {
  const offered = (name: string) => request.tools.some((tool) => tool.name === name);
  return offered("final_answer")
    ? diagnostician(request, offered("call_subagent"))
    : reader(request);
}

/** Whether a request offers the engine's tools. */
export function hasEngineTools(request: ScriptedRequest): boolean {
  return request.tools.some((tool) => tool.name === "get_dataset_overview");
}

function diagnostician(request: ScriptedRequest, canDelegate: boolean): ReplyItem[] {
  const outputs = outputsOf(request);
  const analysis = outputs.get("get_analysis")?.at(-1);
  if (isLastTurn(request)) return [finalAnswer(analysis, outputs)];
  if (!outputs.has("get_dataset_overview"))
    return [call("get_dataset_overview", { filters: null })];
  if (analysis === undefined)
    return [call("get_analysis", {}), call("list_evidence", { trace_id: null })];
  if (!outputs.has("read_harness_file") && !outputs.has("call_subagent")) {
    const next = lookCloser(analysis, canDelegate);
    if (next.length > 0) return next;
  }
  return [finalAnswer(analysis, outputs)];
}

/** The runs and files that the first findings rest on. */
function lookCloser(analysis: string, canDelegate: boolean): ReplyItem[] {
  const cited = findingsIn(analysis)
    .slice(0, 3)
    .flatMap((finding) => finding.claims.flatMap((claim) => claim.evidence.map((one) => one.ref)));
  const runs = distinct(cited.flatMap((ref) => /^trace:(.+)$/.exec(ref)?.[1] ?? [])).slice(0, 2);
  const files = distinct(cited.flatMap((ref) => /^harness:(.+):\d+$/.exec(ref)?.[1] ?? [])).slice(
    0,
    2,
  );
  return [
    ...(canDelegate
      ? runs.map((run) =>
          call("call_subagent", {
            input: `Trace ${run}: which evals failed, and what did the run leave out?`,
          }),
        )
      : []),
    ...files.map((path) => call("read_harness_file", { path, offset: null, limit: null })),
  ];
}

function finalAnswer(
  analysis: string | undefined,
  outputs: ReadonlyMap<string, readonly string[]>,
): ReplyItem {
  const findings = analysis === undefined ? [] : findingsIn(analysis);
  const answer: FinalAnswer = {
    summary: summaryOf(findings),
    recommendations: findings.map(({ id, ...finding }) => ({
      ...finding,
      based_on: id,
      claims: [],
    })),
    insights: {
      traces: readersSaid(outputs),
      human_feedback: [],
      llm_feedback: [],
      generated_evals: [],
      eval_gate_results: [],
      harness_config: [],
    },
  };
  return {
    type: "function_call",
    name: "final_answer",
    arguments: z.record(z.string(), z.json()).parse(answer),
  };
}

function summaryOf(findings: readonly DraftRecommendation[]): string {
  const missing = findings.filter((one) => one.class === "missing_requirement");
  const broken = findings.filter((one) => one.class === "not_reliably_followed");
  if (findings.length === 0)
    return "Nothing in these traces went wrong, so that there is nothing to mend.";
  return [
    `The traces show ${missing.length} missing requirement(s) and ${broken.length} rule(s) that were not reliably followed.`,
    `The greatest gap is here: ${(findings[0]?.title ?? "").replace(/^[^:]{1,20}: /, "")}.`,
  ].join(" ");
}

function readersSaid(outputs: ReadonlyMap<string, readonly string[]>): string[] {
  return (outputs.get("call_subagent") ?? []).flatMap((text) => {
    const parsed = Subagent.safeParse(parse(text));
    return parsed.success ? [parsed.data.answer] : [];
  });
}

/** A reader looks at the evidence of the run it is asked about, then searches its spans for complaints. */
function reader(request: ScriptedRequest): ReplyItem[] {
  const outputs = outputsOf(request);
  const question = request.items.find((item) => item.type === "message" && item.role === "user");
  const run =
    question?.type === "message" ? /\b[0-9a-f]{32}\b/.exec(question.text)?.[0] : undefined;
  if (run === undefined) return [text("The question names no trace.")];
  if (isLastTurn(request) || outputs.has("search_trace")) return [text(report(run, outputs))];
  if (!outputs.has("list_evidence")) return [call("list_evidence", { trace_id: run })];
  return [
    call("search_trace", {
      trace_id: run,
      regex_pattern: "passed[^a-z]{1,8}false|STATUS_CODE_ERROR",
      context_buffer_chars: 60,
      max_matches: 5,
    }),
  ];
}

function report(run: string, outputs: ReadonlyMap<string, readonly string[]>): string {
  const entries = Entries.safeParse(parse(outputs.get("list_evidence")?.at(-1) ?? ""));
  const rows = entries.success ? entries.data.filter((one) => one.kind === "gate_result") : [];
  const failed = rows.filter((row) => row.outcome === "failed");
  const matches = Matches.safeParse(parse(outputs.get("search_trace")?.at(-1) ?? ""));
  const complaints = matches.success ? matches.data.match_count : 0;
  return `Trace ${run}: ${failed.length} of ${rows.length} evals failed${
    failed.length > 0 ? ` (${failed.map((row) => row.ref).join(", ")})` : ""
  }; ${complaints} place(s) in its spans tell of an error or a check that did not pass.`;
}

const Findings = z.object({ findings: z.array(DraftRecommendation) });
const Subagent = z.object({ answer: z.string() });
const Entries = z.array(
  z.object({ ref: z.string(), kind: z.string(), outcome: z.string().optional() }),
);
const Matches = z.object({ match_count: z.number() });

function findingsIn(analysis: string): DraftRecommendation[] {
  const parsed = Findings.safeParse(parse(analysis));
  return parsed.success ? parsed.data.findings : [];
}

/** What tools printed, by tool, without the marks around it. */
function outputsOf({ items }: ScriptedRequest): Map<string, string[]> {
  const names = new Map(
    items.flatMap((item) => (item.type === "function_call" ? [[item.callId, item.name]] : [])),
  );
  const outputs = new Map<string, string[]>();
  for (const item of items) {
    if (item.type !== "function_call_output") continue;
    const name = names.get(item.callId) ?? "";
    const body =
      /<data (\S+) [^\n]*>\n([\s\S]*)\n<\/data \1>/.exec(item.output)?.[2] ?? item.output;
    outputs.set(name, [...(outputs.get(name) ?? []), body]);
  }
  return outputs;
}

function isLastTurn({ items }: ScriptedRequest): boolean {
  const last = items.at(-1);
  return last?.type === "message" && /: the last one; /.test(last.text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function call(name: string, args: Record<string, string | number | null | object>): ReplyItem {
  return { type: "function_call", name, arguments: z.record(z.string(), z.json()).parse(args) };
}

function text(words: string): ReplyItem {
  return { type: "text", text: words };
}
