import { z } from "zod";
import { LoopError } from "./loop-error.ts";

/**
 * Parses `value` at a border (file, model reply, outside process) and names the place in the error.
 *
 * @param at where the value came from, as a person would look for it: `evals.json`, `feedback.csv:12`
 * @throws LoopError `bad_input` that lists each wrong key with what was expected
 * @example parseAt(Question, row, "questions.jsonl:3")
 */
export function parseAt<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LoopError("bad_input", `${at}: ${describeIssues(parsed.error)}`, {
    cause: parsed.error,
  });
}

/** Zod's issues as one line: `key: what was expected; key: …`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const key = issue.path.map(String).join(".");
      return key ? `${key}: ${issue.message}` : issue.message;
    })
    .join("; ");
}
