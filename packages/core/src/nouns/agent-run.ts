import { z } from "zod";

/** Token counts of one or more model calls. */
export const Usage = z.object({
  requests: z.number().int().min(0),
  input_tokens: z.number().int().min(0),
  output_tokens: z.number().int().min(0),
});
export type Usage = z.infer<typeof Usage>;

/** What work without a model call has used. */
export const noUsage: Usage = { requests: 0, input_tokens: 0, output_tokens: 0 };

/** The usage of two pieces of work together. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    requests: a.requests + b.requests,
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
  };
}

/** 32 lowercase hex digits: an OpenTelemetry trace id, without the SDK's prefix. */
export const TraceId = z.string().regex(/^[0-9a-f]{32}$/, "expected 32 lowercase hex digits");

/** The record of one agent run: what was asked, what came out, and under which trace to look. */
export const AgentRun = z.object({
  trace_id: TraceId,
  /** `trace_` + trace_id, as the Agents SDK names it. */
  sdk_trace_id: z.string().startsWith("trace_"),
  /** `trace-01`, `trace-02`, … */
  trace_label: z.string().min(1),
  question: z.string().min(1),
  /** The final answer; empty when the run failed before it gave one. */
  answer: z.string(),
  /** Folder with the artifacts, relative to the record's own folder. */
  output_dir: z.string(),
  /** Whether the model behind the run was a scripted one. */
  mode: z.enum(["simulated", "live"]),
  status: z.enum(["completed", "failed"]),
  /** Why a failed run failed. */
  error: z.string().optional(),
  /** Required artifacts that the run left, by file name. */
  artifacts: z.array(z.string()),
  harness_version: z.string(),
  harness_hash: z.string(),
  usage: Usage,
  seconds: z.number().min(0),
});
export type AgentRun = z.infer<typeof AgentRun>;
