import { z } from "zod";
import type { Brief } from "./brief.ts";
import { parseJson, type Conversation } from "./conversation.ts";

/** What a runtime tool reported, in the words it used. */
export interface ToolReport {
  passed: boolean;
  problems: readonly string[];
}

const Reported = z.looseObject({
  passed: z.boolean().optional(),
  issues: z.array(z.unknown()).optional(),
  unsupported: z.array(z.unknown()).optional(),
  missing_citations: z.array(z.unknown()).optional(),
});

/** The calls of the runtime tools, with the placeholders of their usage filled in. */
export function validationCommands({
  toolUsages,
  writableRoot,
  dataRoot,
  artifacts,
}: Brief): string[] {
  const claims =
    artifacts.find(({ path }) => /citation/i.test(path)) ??
    artifacts.find(({ path }) => path.endsWith(".json"));
  const claimsPath = `${writableRoot}/${claims?.path ?? "citations.json"}`;
  return toolUsages.map((usage) => {
    const required = usage
      .replace(/\s*#.*$/, "")
      .replace(/\s*\[[^\]]*\]/g, "")
      .trim();
    return required
      .replace(
        /<([^>]+)>|(?<![\w./-])([A-Z][A-Z_]{2,}(?:\.json)?)(?![\w/])/g,
        (whole, inner: string | undefined, upper: string | undefined) => {
          const name = (inner ?? upper ?? "").toLowerCase();
          if (/claim|citation/.test(name)) return claimsPath;
          if (/out|artifact|writ/.test(name)) return writableRoot;
          if (/data|root/.test(name)) return dataRoot;
          return /file|json/.test(name) ? claimsPath : writableRoot;
        },
      )
      .trim();
  });
}

/** How often each tool has been called. */
export function timesRun(conversation: Conversation, command: string): number {
  return conversation.commands.filter(({ cmd }) => cmd === command).length;
}

/** The latest report of a tool; undefined while it has not been run. */
export function latestReport(conversation: Conversation, command: string): ToolReport | undefined {
  const printed = conversation.commands.findLast(({ cmd }) => cmd === command)?.printed;
  return printed === undefined ? undefined : readReport(printed);
}

function readReport(printed: string): ToolReport {
  const start = printed.indexOf("{");
  const parsed = Reported.safeParse(parseJson(printed.slice(start, printed.lastIndexOf("}") + 1)));
  if (start < 0 || !parsed.success)
    return { passed: false, problems: [printed.trim().split("\n")[0] ?? "no output"] };
  const { passed, issues, unsupported, missing_citations: missing } = parsed.data;
  const problems = [...(issues ?? []), ...(unsupported ?? []), ...(missing ?? [])].map(asText);
  return { passed: passed ?? problems.length === 0, problems };
}

const Problem = z.looseObject({
  file: z.string().optional(),
  artifact: z.string().optional(),
  claim_id: z.string().optional(),
  issue: z.string().optional(),
  reason: z.string().optional(),
  reasons: z.array(z.string()).optional(),
});

/** What is wrong and where, in one line. */
function asText(problem: unknown): string {
  if (typeof problem === "string") return problem;
  const parsed = Problem.safeParse(problem);
  if (!parsed.success) return JSON.stringify(problem);
  const { file, artifact, claim_id: claim, issue, reason, reasons } = parsed.data;
  const where = file ?? artifact ?? claim;
  const what = issue ?? reason ?? reasons?.[0] ?? "a problem";
  return where ? `${where}: ${what}` : what;
}
