import type { JsonValue } from "@loopwright/core";
import { z } from "zod";
import { ApiProblem } from "./api-problem.ts";

/** A part of a body that came out of `JSON.parse` and is passed on unread. */
export const AnyJson = z.custom<JsonValue>((value) => value !== undefined);

/** A body as it came: kept whole, because responses echo parts of it. */
export const WireBody = z.record(z.string(), AnyJson);
export type WireBody = z.infer<typeof WireBody>;

/** Text parts of a message. Pictures and files stay visible as `[input_image]`. */
export const Content = z
  .union([
    z.string(),
    z.array(
      z.object({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() }),
    ),
  ])
  .transform((content) =>
    typeof content === "string"
      ? content
      : content.map((part) => part.text ?? part.refusal ?? `[${part.type}]`).join(""),
  );

/** @throws ApiProblem 400 when the text is not a JSON object */
export function parseBody(text: string): WireBody {
  try {
    return WireBody.parse(JSON.parse(text));
  } catch {
    throw new ApiProblem({
      status: 400,
      message:
        "We could not parse the JSON body of your request. The body must be a JSON object, in UTF-8.",
    });
  }
}

/**
 * Parses part of a request.
 *
 * @param at where that part is in the body, `""` for the body itself
 * @throws ApiProblem 400 that names the first wrong key
 */
export function parseWire<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at = "",
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = pathOf(at, issue?.path ?? []);
  const missing = issue?.code === "invalid_type" && issue.message.endsWith("received undefined");
  throw new ApiProblem({
    status: 400,
    message: missing
      ? `Missing required parameter: '${param}'.`
      : `Invalid value for '${param}': ${issue?.message ?? "not understood"}.`,
    code: missing ? "missing_required_parameter" : "invalid_value",
    param,
  });
}

function pathOf(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, at);
}
