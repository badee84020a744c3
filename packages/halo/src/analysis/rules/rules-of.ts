import type { HarnessConfig, TurnGuidance } from "@loopwright/core";
import { linesOf } from "../../evidence/citables.ts";
import { sentencesIn } from "../language/sentences.ts";
import { settingTexts } from "./settings-rules.ts";

/** One sentence of the harness that tells the agent what to do, and the line to quote for it. */
export interface Rule {
  path: string;
  line: number;
  /** The line as it stands in the file. */
  quote: string;
  /** The sentence, after what introduces it. */
  text: string;
  /** The whole paragraph or item that the sentence stands in: one rule is often put in several sentences. */
  block: string;
  heading: string;
  kind: "item" | "paragraph" | "setting";
  /** When the rule stands in conditional guidance: the guidance. */
  guidance?: TurnGuidance;
}

/** Rules of the files that an agent is shown; code and evals are not shown to it. */
export function rulesOf(harness: HarnessConfig): Rule[] {
  return harness.files.flatMap(({ path, content }) => {
    if (/^(?:evals|tools)\//.test(path)) return [];
    if (path.endsWith(".md")) return fromMarkdown(path, content, guidanceAt(path, harness));
    return /\.ya?ml$/.test(path) ? fromSettings(path, content) : [];
  });
}

/** Whether the words of a rule reach the agent when it is asked this question; what is not known hides none. */
export function isInForce(rule: Rule, question: string): boolean {
  const asked = question.toLowerCase();
  return (
    asked === "" ||
    (rule.guidance?.when.every((phrases) =>
      phrases.some((phrase) => asked.includes(phrase.toLowerCase())),
    ) ??
      true)
  );
}

function guidanceAt(path: string, harness: HarnessConfig): TurnGuidance | undefined {
  return harness.guidance.find(({ file }) => path === `guidance/${file}`);
}

function fromMarkdown(path: string, content: string, guidance: TurnGuidance | undefined): Rule[] {
  const lines = linesOf(content);
  return sentencesIn(content).flatMap(({ text, block, line, kind, heading, introduction }) =>
    kind === "heading"
      ? []
      : [
          {
            path,
            line,
            quote: (lines[line - 1] ?? "").trim(),
            text: introduction === "" ? text : `${introduction} ${text}`,
            block,
            heading,
            kind,
            ...(guidance ? { guidance } : {}),
          },
        ],
  );
}

/** A setting is a rule when it is a sentence; one that is put in several is several rules in one block. */
function fromSettings(path: string, content: string): Rule[] {
  const lines = linesOf(content);
  return settingTexts(content).flatMap(({ text: block, line }) =>
    sentencesIn(block).map(({ text }) => {
      const at = lineOfSentence(text, lines, line);
      return {
        path,
        line: at,
        quote: (lines[at - 1] ?? "").trim(),
        text,
        block,
        heading: "",
        kind: "setting" as const,
      };
    }),
  );
}

/** A folded text runs over several lines: the sentence stands where its first words do. */
function lineOfSentence(sentence: string, lines: readonly string[], from: number): number {
  const start = sentence.split(/\s+/).slice(0, 3).join(" ");
  const offset = lines.slice(from - 1).findIndex((line) => line.includes(start));
  return offset < 0 ? from : from + offset;
}
