import type { ShownFile } from "./read-material.ts";

/**
 * Whether a file's words reach the agent when it is asked this question: guidance applies when every line of
 * `when` in its front matter has a phrase that the question contains; other files always apply.
 */
export function isInForce(path: string, question: string, files: readonly ShownFile[]): boolean {
  const file = files.find((one) => one.path === path);
  if (!file || !path.startsWith("guidance/")) return true;
  const asked = question.toLowerCase();
  const groups = triggerGroups(file.lines);
  return groups.every((phrases) => phrases.some((phrase) => asked.includes(phrase.toLowerCase())));
}

/** The lists under `when`, a list a line. */
function triggerGroups(lines: readonly string[]): string[][] {
  const end = lines.indexOf("---", 1);
  return lines.slice(0, Math.max(0, end)).flatMap((line) => {
    const list = /^\s*-\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (list === undefined) return [];
    return [list.split(",").map((phrase) => phrase.trim().replace(/^["']|["']$/g, ""))];
  });
}
