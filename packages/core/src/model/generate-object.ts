import { z } from "zod";
import { LoopError } from "../loop-error.ts";
import { addUsage, noUsage, type Usage } from "../nouns/agent-run.ts";
import { describeIssues } from "../parse.ts";
import { askModel, type Turn } from "./ask-model.ts";
import type { ModelEndpoint } from "./endpoint.ts";

/** Whom to ask, what, and the shape of the object that is wanted. */
export interface GenerateObjectOptions<Schema extends z.ZodType> {
  endpoint: ModelEndpoint;
  model: string;
  /** Shape of the reply. Give every key: structured outputs know no optional keys, use `.nullable()`. */
  schema: Schema;
  /** Name of the schema on the wire: letters, digits, `_`, `-`. */
  name: string;
  instructions: string;
  input: string;
  reasoningEffort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
  /** How often a reply that does not fit is sent back with the reason. Default 1. */
  repairs?: number;
  signal?: AbortSignal;
}

/** The parsed reply, and the tokens of all tries together. */
export interface GeneratedObject<T> {
  object: T;
  usage: Usage;
}

/**
 * One schema-checked model call. A reply that is not JSON, or JSON of another shape, goes back with the
 * reason, and so does a refusal; after `repairs` tries it is an error.
 *
 * @throws LoopError `model_nonsense`, `model_refused`, `model_unreachable` or `aborted`
 * @example const { object } = await generateObject({ endpoint, model, schema: Verdict, name: "verdict", instructions, input })
 */
export async function generateObject<Schema extends z.ZodType>(
  options: GenerateObjectOptions<Schema>,
): Promise<GeneratedObject<z.output<Schema>>> {
  const turns: Turn[] = [{ role: "user", text: options.input }];
  let usage = noUsage;
  let problem = "";
  for (let attempt = 0; attempt <= (options.repairs ?? 1); attempt++) {
    const reply = await askModel({ ...options, turns, jsonSchema: jsonSchemaOf(options.schema) });
    usage = addUsage(usage, reply.usage);
    const parsed = reply.refusal
      ? { problem: `the model refused: ${reply.refusal}` }
      : readObject(options.schema, reply.text);
    if ("object" in parsed) return { object: parsed.object, usage };
    problem = parsed.problem;
    // Some servers take no empty message.
    const said = reply.text.trim() || reply.refusal;
    if (said) turns.push({ role: "assistant", text: said });
    turns.push({
      role: "user",
      text: `That reply could not be used: ${problem}. Reply again, with the complete JSON and nothing else.`,
    });
  }
  throw new LoopError(
    "model_nonsense",
    `${options.model}: the reply for "${options.name}" does not fit its schema: ${problem}`,
  );
}

function readObject<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): { object: z.output<Schema> } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return { problem: text.trim() === "" ? "it was empty" : "it was not valid JSON" };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { object: parsed.data } : { problem: describeIssues(parsed.error) };
}

/** Servers without structured outputs like to wrap JSON in a Markdown fence. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
}

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return closeObjects(rest);
}

/** Strict structured outputs want `additionalProperties: false` on every object. */
function closeObjects(node: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) copy[key] = closeValue(value);
  if (copy["type"] === "object" && "properties" in copy) copy["additionalProperties"] = false;
  return copy;
}

function closeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeValue);
  return isObject(value) ? closeObjects(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
