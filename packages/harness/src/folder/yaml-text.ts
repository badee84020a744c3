import { LoopError } from "@loopwright/core";
import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

/**
 * Parses YAML and checks its shape; each problem is reported as `file:line: key: what was expected`.
 *
 * @param lineOffset lines of the file that come before `text`
 * @throws LoopError `bad_input`
 */
export function readYaml<Schema extends z.ZodType>(options: {
  text: string;
  schema: Schema;
  at: string;
  lineOffset?: number;
}): z.output<Schema> {
  const { text, schema, at, lineOffset = 0 } = options;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntaxError] = document.errors;
  const lineAt = (position: number) => lines.linePos(position).line + lineOffset;
  if (syntaxError)
    throw new LoopError(
      "bad_input",
      `${at}:${lineAt(syntaxError.pos[0])}: not valid YAML: ${syntaxError.message}`,
      { cause: syntaxError },
    );
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => describe(issue, document));
  throw new LoopError(
    "bad_input",
    problems.map(({ position, text }) => `${at}:${lineAt(position)}: ${text}`).join("\n"),
    { cause: parsed.error },
  );
}

interface Problem {
  position: number;
  text: string;
}

function describe(issue: z.core.$ZodIssue, document: Document): Problem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? part.toString() : part));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      position: keyPosition(document, path, key),
      text: `${[...path, key].join(".")}: unknown key`,
    }));
  const missing = document.getIn(path) === undefined && path.length > 0;
  const label = path.length > 0 ? `${path.join(".")}: ` : "";
  const expected = issue.message
    .replace(/^Invalid input: /, "")
    .replace(/, received undefined$/, "");
  return [
    {
      position: nearestPosition(document, path),
      text: label + (missing ? `missing; ${expected}` : expected),
    },
  ];
}

/** Where the value at `path` stands, or the closest value around it. */
function nearestPosition(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const position = startOf(document.getIn(path.slice(0, length), true));
    if (position !== undefined) return position;
  }
  return 0;
}

function keyPosition(document: Document, path: readonly (string | number)[], key: string): number {
  const parent = path.length > 0 ? document.getIn(path, true) : document.contents;
  const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
  return startOf(pair?.key) ?? nearestPosition(document, path);
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const [start] = Array.isArray(node.range) ? node.range : [];
  return typeof start === "number" ? start : undefined;
}
