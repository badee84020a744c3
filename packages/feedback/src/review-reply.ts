import type { AgentRun } from "@loopwright/core";
import { z } from "zod";

/** What the model sends back for a batch of runs. */
export interface ReviewReply {
  items: {
    insight_id: string;
    trace_id: string;
    question: string;
    source_type: "llm_insight";
    observations: string[];
  }[];
}

/**
 * The reply's shape for these runs: exactly one item for each. The ids are part of the schema, so that an endpoint
 * with structured outputs cannot invent one; what gets through all the same is named in the error.
 */
export function replySchema(runs: readonly AgentRun[]): z.ZodType<ReviewReply> {
  const known = runs.map(({ trace_id }) => trace_id);
  const item = z.object({
    insight_id: z.string().min(1),
    trace_id: z.enum(known, {
      error: ({ input }) => `unknown trace_id "${String(input)}", expected ${known.join(" or ")}`,
    }),
    question: z.string(),
    source_type: z.literal("llm_insight"),
    observations: z.array(z.string().trim().min(1)).min(1),
  });
  return z.object({ items: z.array(item) }).superRefine(({ items }, context) => {
    for (const problem of [...miscounts(known, items), ...repeatedIds(items)])
      context.addIssue({ code: "custom", path: ["items"], message: problem });
  });
}

function miscounts(known: readonly string[], items: ReviewReply["items"]): string[] {
  return known.flatMap((id) => {
    const count = items.filter(({ trace_id }) => trace_id === id).length;
    if (count === 1) return [];
    return [
      `trace_id ${id} has ${count === 0 ? "no item" : `${count} items`}, expected exactly one`,
    ];
  });
}

function repeatedIds(items: ReviewReply["items"]): string[] {
  const ids = items.map(({ insight_id }) => insight_id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `insight_id "${id}" is used twice`);
}
