import { describeIssues } from "@loopwright/core";
import { z } from "zod";

/** What is wrong with one record. */
export interface SpanProblem {
  /** Position in the list, from 1: the line, when the list was read from a file. */
  line: number;
  span_id: string;
  problem: string;
}

const time = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/,
    "expected UTC with nine fractional digits",
  );

/** Python splits text at these characters, and then the engine's own index cannot be read any more. */
const name = z.string().regex(/^[^\u0085\u2028\u2029]*$/, "must not hold a line separator");

const attribute = z.union([z.string(), z.number(), z.boolean()], {
  error:
    "expected a string, number or boolean; other values as compact JSON, unknown ones left out",
});

const namedAttributes = [
  "service.name",
  "inference.project_id",
  "inference.agent_name",
  "inference.llm.model_name",
  "llm.model_name",
  "agent.name",
  "agent.id",
];

const resourceAttributes = z.record(z.string(), attribute).superRefine(checkNames);

const spanAttributes = z
  .object({
    "inference.export.schema_version": z.literal(1),
    "inference.project_id": z.string().min(1),
    "inference.observation_kind": z.enum(["LLM", "TOOL", "AGENT", "CHAIN", "GUARDRAIL", "SPAN"]),
    "openinference.span.kind": z.string().min(1),
    "inference.llm.input_tokens": z.int().min(0).optional(),
    "inference.llm.output_tokens": z.int().min(0).optional(),
  })
  .catchall(attribute)
  .superRefine(checkNames);

function checkNames(values: Record<string, unknown>, context: z.RefinementCtx): void {
  for (const key of namedAttributes) {
    if (values[key] === undefined || name.safeParse(values[key]).success) continue;
    context.addIssue({
      code: "custom",
      path: [key],
      message: "expected text without line separators",
    });
  }
}

/**
 * A span line under HALO's strict rules: every key present, nothing more in status, resource and scope, no
 * nulls, OpenTelemetry ids, nine-digit times, schema version 1, a project id, a known observation kind,
 * whole numbers of tokens. Stricter than the engine itself, which takes some of these and then miscounts.
 */
export const spanRecordSchema = z.looseObject({
  trace_id: z.string().regex(/^(?!0+$)[0-9a-f]{32}$/, "expected 32 lowercase hex digits"),
  span_id: z.string().regex(/^(?!0+$)[0-9a-f]{16}$/, "expected 16 lowercase hex digits"),
  parent_span_id: z
    .string()
    .regex(/^(?!0+$)(?:[0-9a-f]{16})?$/, "expected 16 lowercase hex digits, or empty for a root"),
  trace_state: z.string(),
  name: name.min(1),
  kind: z.enum([
    "SPAN_KIND_UNSPECIFIED",
    "SPAN_KIND_INTERNAL",
    "SPAN_KIND_SERVER",
    "SPAN_KIND_CLIENT",
    "SPAN_KIND_PRODUCER",
    "SPAN_KIND_CONSUMER",
  ]),
  start_time: time,
  end_time: time,
  status: z.strictObject({
    code: z.enum(["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"]),
    message: z.string(),
  }),
  resource: z.strictObject({ attributes: resourceAttributes }),
  scope: z.strictObject({ name, version: z.string() }),
  attributes: spanAttributes,
});

/**
 * Checks records, as they were read from a file or made in memory, under HALO's strict rules.
 *
 * @returns one entry for each record that breaks a rule; an empty list when all are fine
 * @example checkSpanRecords(await readJsonl("traces.jsonl", z.unknown()))
 */
export function checkSpanRecords(records: readonly unknown[]): SpanProblem[] {
  return records.flatMap((record, index) => {
    const problem = problemOf(record);
    if (problem === undefined) return [];
    const span = z.looseObject({ span_id: z.string() }).safeParse(record);
    return [{ line: index + 1, span_id: span.data?.span_id ?? "", problem }];
  });
}

function problemOf(record: unknown): string | undefined {
  const parsed = spanRecordSchema.safeParse(record);
  if (!parsed.success) return describeIssues(parsed.error);
  return parsed.data.end_time < parsed.data.start_time
    ? "end_time is before start_time"
    : undefined;
}
