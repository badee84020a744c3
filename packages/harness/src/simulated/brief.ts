import type { ScriptedRequest } from "@loopwright/core/model";
import type { Conversation } from "./conversation.ts";

/** A file that the instructions ask for, with the fields of its records where they say so. */
export interface WantedArtifact {
  path: string;
  fields: readonly string[];
}

/** What the caller wants, as the request's text says it. */
export interface Brief {
  question: string;
  /** Words that came with the question. */
  guidance: string;
  /** Everything that may hold a rule. */
  rules: string;
  dataRoot: string;
  writableRoot: string;
  artifacts: readonly WantedArtifact[];
  /** Calls of the runtime tools as the instructions show them, one per tool. */
  toolUsages: readonly string[];
}

/** Reads question, rules, folders, artifacts and tools from the request. */
export function readBrief(request: ScriptedRequest, conversation: Conversation): Brief {
  const { question, guidance } = splitTurn(conversation.lastUserText);
  const system = request.items.flatMap((item) =>
    item.type === "message" && (item.role === "system" || item.role === "developer")
      ? [item.text]
      : [],
  );
  const instructions = [request.instructions, ...system].join("\n\n");
  const dataRoot = folderNamed(instructions, /\bread\b|\bdata(?:set)?\b/i) ?? "data";
  return {
    question,
    guidance,
    rules: `${withoutManuals(instructions)}\n\n${guidance}`,
    dataRoot,
    writableRoot: folderNamed(instructions, /\bwrite\b|\bwritable\b|\bleave\b/i) ?? "outputs",
    artifacts: wantedArtifacts(instructions),
    toolUsages: usagesOf(instructions, dataRoot),
  };
}

/** The question comes first; a heading or a line such as "Guidance:" below it begins the guidance. */
function splitTurn(text: string): { question: string; guidance: string } {
  const at = text.search(/\n\s*(?:#+ |\**(?:turn )?guidance\b)/i);
  if (at >= 0) return { question: text.slice(0, at).trim(), guidance: text.slice(at).trim() };
  const [first = "", ...rest] = text.trim().split(/\n\s*\n/);
  return { question: first, guidance: rest.join("\n\n") };
}

/** The folder in backticks on the first line that speaks of reading or writing. */
function folderNamed(instructions: string, verb: RegExp): string | undefined {
  for (const line of instructions.split("\n")) {
    const at = line.search(verb);
    const folder = at < 0 ? undefined : /`([\w.-]+)\/`/.exec(line.slice(at))?.[1];
    if (folder) return folder;
  }
  return undefined;
}

const usualArtifacts = [
  "summary_answer.md",
  "investment_memo.md",
  "risk_register.json",
  "open_questions.md",
  "citations.json",
  "evidence_table.csv",
];

/** What a tool says about itself, under a heading with its name, is a manual and no rule. */
function withoutManuals(instructions: string): string {
  return instructions.replace(/^#+ [a-z]+(?:_[a-z]+)+\n[\s\S]*?(?=^#+ |$(?![\s\S]))/gm, "");
}

/** Files listed under a heading on artifacts; else whichever of the usual ones the text names. */
function wantedArtifacts(instructions: string): WantedArtifact[] {
  const section = /^#+ [^\n]*artifacts?[^\n]*\n([\s\S]*?)(?=^#+ |$(?![\s\S]))/im.exec(instructions);
  const listed = artifactsIn(section?.[1] ?? "");
  if (listed.length > 0) return listed;
  return usualArtifacts
    .filter((path) => instructions.includes(path))
    .map((path) => ({ path, fields: [] }));
}

function artifactsIn(section: string): WantedArtifact[] {
  const wanted: { path: string; fields: string[] }[] = [];
  for (const line of section.split("\n")) {
    const path = /^(?:[-*]|\d+\.) `(?:[\w.-]+\/)*([\w.-]+\.\w+)`/.exec(line)?.[1];
    if (path) wanted.push({ path, fields: [] });
    const header = /header `([\w,]+)`/.exec(line)?.[1];
    const field = /^\s+[-*] `(\w+)`:/.exec(line)?.[1];
    const last = wanted.at(-1);
    if (!last) continue;
    for (const name of [...(header?.split(",") ?? []), ...(field ? [field] : [])])
      if (!last.fields.includes(name)) last.fields.push(name);
  }
  return wanted;
}

/** The call shown for each tool; an example that can be run as it stands is better than a pattern to fill in. */
function usagesOf(instructions: string, dataRoot: string): string[] {
  const usages = new Map<string, string>();
  const pattern = /\bnode\s+(\S*tools\/([\w-]+)\.m?js)([^\n`]*)/g;
  for (const [, path = "", name = "", rest = ""] of instructions.matchAll(pattern)) {
    const isExample = rest.trim() !== "" && !/[[<]|\b[A-Z]{3,}\b/.test(rest);
    if (!usages.has(name) || isExample) usages.set(name, `node ${path}${rest}`.trim());
  }
  const mentioned = instructions.matchAll(/`?tools\/([\w-]+)\.mjs`?/g);
  for (const [, name = ""] of mentioned)
    if (!usages.has(name)) usages.set(name, `node ${dataRoot}/tools/${name}.mjs`);
  return [...usages.values()];
}
