import type { ToolCall } from "../../evidence/tool-calls.ts";

/** A message without what differs from one occurrence to the next: ids, figures, times, paths, quoted values. */
export function normalizeMessage(message: string): string {
  return message
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, "<id>")
    .replace(/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?\b/g, "<time>")
    .replace(/(?:0x)?\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, "<id>")
    .replace(/(?:[\w.-]+)?(?:\/[\w.-]+)+\/?/g, "<path>")
    .replace(/(["'`])(?:(?!\1).){1,200}\1/g, "<value>")
    .replace(/\d+(?:[.,]\d+)*/g, "<n>")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}

/** Lines of a call's output that tell of an error, whatever the status of its span says. */
export function errorLinesOf(call: ToolCall): readonly string[] {
  const known = found.get(call);
  if (known) return known;
  const lines = errorLinesIn(call.output);
  found.set(call, lines);
  return lines;
}

/** Several observations ask this of the same call. */
const found = new WeakMap<ToolCall, readonly string[]>();

function errorLinesIn(output: string): string[] {
  return output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length <= 2_000 && isErrorLine(line))
    .slice(0, 20);
}

/** Programs begin the line with it, or say one of the set phrases; prose about errors does neither. */
function isErrorLine(line: string): boolean {
  return (
    /^(?:Uncaught )?(?:[A-Z]\w*(?:Error|Exception)|[Ee]rror|ERROR|fatal|panic)\b\s*[:(]/.test(
      line,
    ) ||
    /^(?:Traceback \(most recent|E[A-Z]{4,}:)/.test(line) ||
    /^\S+: .*\b(?:command not found|no such file or directory|permission denied|read-only file system)/i.test(
      line,
    ) ||
    /\b(?:timed out after \d|quota exceeded|rate limit exceeded|unhandled rejection)/i.test(line) ||
    /"(?:success|ok)"\s*:\s*false|"error"\s*:\s*"[^"]+"|"isError"\s*:\s*true/.test(line)
  );
}
