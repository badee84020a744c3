import { splitSentences } from "@loopwright/simulator/language";
import type { Neighbor } from "../analysis/rules/place-for.ts";
import type { ShownFile } from "./read-material.ts";

/** One sentence of the harness that may be a rule, and the line to quote for it. */
export interface HarnessRule extends Neighbor {
  path: string;
  /** The sentence, after what introduces it. */
  text: string;
  /** The sentence below what introduces it, as Markdown. */
  inContext: string;
}

/** Sentences of the files in which a harness tells its agent what to do; code and evals are not told to it. */
export function rulesIn(files: readonly ShownFile[]): HarnessRule[] {
  return files
    .filter(({ path }) => /\.(md|ya?ml)$/.test(path) && !path.startsWith("evals/"))
    .flatMap((file) => (file.path.endsWith(".md") ? markdownRules(file) : lineRules(file)));
}

function markdownRules({ path, lines }: ShownFile): HarnessRule[] {
  const sentences = splitSentences(withoutFrontMatter(lines).join("\n")).filter(
    ({ kind }) => kind !== "code",
  );
  return sentences
    .filter(({ kind }) => kind !== "heading")
    .map((sentence) => {
      const next = sentences.find((other) => other.line > sentence.line)?.line ?? lines.length + 1;
      const line = lineOf(sentence.text, lines, sentence.line, next);
      return {
        path,
        line,
        quote: (lines[line - 1] ?? "").trim(),
        heading: sentence.parents[0] ?? "",
        kind: "item" as const,
        ...(path.startsWith("guidance/") ? { guidance: sentence } : {}),
        text: [...sentence.parents, sentence.text].join(" "),
        inContext: `## ${sentence.parents.join(" ")}\n\n- ${sentence.text}`,
      };
    })
    .filter((rule) => rule.quote !== "");
}

/** Front matter says when a file applies; blank lines in its place keep the numbers of the others. */
function withoutFrontMatter(lines: readonly string[]): string[] {
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  return lines.map((line, index) => (index <= end ? "" : line));
}

/** A paragraph may run over several lines: the one that holds most of the sentence is quoted. */
function lineOf(sentence: string, lines: readonly string[], from: number, to: number): number {
  const parts = lines.slice(from - 1, to - 1).map((line) => line.trim());
  const overlaps = parts.map((part) => {
    if (part === "") return 0;
    if (sentence.includes(part)) return part.length;
    if (part.includes(sentence)) return sentence.length;
    return (
      part
        .split(/\s+/)
        .filter((word) => sentence.includes(word))
        .join(" ").length / 2
    );
  });
  return from + Math.max(0, overlaps.indexOf(Math.max(...overlaps)));
}

function lineRules({ path, lines }: ShownFile): HarnessRule[] {
  return lines.flatMap((line, index) =>
    /\p{L}/u.test(line) && !line.trim().startsWith("#")
      ? [
          {
            path,
            line: index + 1,
            quote: line.trim(),
            heading: "",
            kind: "setting" as const,
            text: line.trim(),
            inContext: line.trim(),
          },
        ]
      : [],
  );
}
