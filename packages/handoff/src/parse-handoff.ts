import { LoopError, messageOf, parseAt } from "@loopwright/core";
import { HandoffSummary } from "./handoff-summary.ts";
import { sectionTitles, type SectionTitle } from "./outline.ts";
import { codeBlocksOf, headingsOf, type Heading } from "./read-markdown.ts";

export interface HandoffSection {
  title: SectionTitle;
  /** The section's Markdown without its heading. */
  markdown: string;
}

/** One part of Detailed recommendations. */
export interface HandoffDetail {
  group: string;
  part: string;
  markdown: string;
}

export interface ParsedHandoff {
  sections: readonly HandoffSection[];
  details: readonly HandoffDetail[];
  summary: HandoffSummary;
}

/**
 * Reads a handoff back: its sections, the parts of its detailed recommendations, and its machine-readable
 * summary.
 *
 * @throws LoopError `bad_input` that names what is wrong: a missing, extra or misplaced section, text or a title
 *   before the first one, a summary that is not JSON or lacks `top_priorities`
 * @example parseHandoff(await readText("codex_handoff.md")).summary.top_priorities[0]?.title
 */
export function parseHandoff(markdown: string): ParsedHandoff {
  const headings = headingsOf(markdown).filter((heading) => heading.depth <= 2);
  refuseWrongOutline(markdown, headings);
  const sections = sectionTitles.map((title, index) => ({
    title,
    markdown: between(markdown, headings[index], headings[index + 1]),
  }));
  return {
    sections,
    details: readDetails(bodyOf(sections, "Detailed recommendations")),
    summary: readSummary(bodyOf(sections, "Machine-readable summary")),
  };
}

function refuseWrongOutline(markdown: string, headings: readonly Heading[]): void {
  const titles = headings.map((heading) => heading.text);
  const missing = sectionTitles.filter((title) => !titles.includes(title));
  if (missing.length > 0)
    throw new LoopError("bad_input", `handoff: missing section ${list(missing)}`);
  const wanted: readonly string[] = sectionTitles;
  const extra = headings.filter(({ depth, text }) => depth === 1 || !wanted.includes(text));
  if (extra.length > 0)
    throw new LoopError(
      "bad_input",
      `handoff: unexpected heading ${list(extra.map((heading) => heading.text))}; only the ${wanted.length} sections stand at the top`,
    );
  if (titles.join("\n") !== wanted.join("\n"))
    throw new LoopError(
      "bad_input",
      `handoff: the sections stand in the wrong order or twice: ${list(titles)}`,
    );
  if (markdown.slice(0, headings[0]?.start ?? 0).trim() !== "")
    throw new LoopError("bad_input", "handoff: there is text before the first section");
}

function readDetails(markdown: string): HandoffDetail[] {
  const headings = headingsOf(markdown).filter(({ depth }) => depth === 3 || depth === 4);
  let group = "";
  return headings.flatMap((heading, index) => {
    if (heading.depth === 3) group = heading.text;
    return heading.depth === 3
      ? []
      : [{ group, part: heading.text, markdown: between(markdown, heading, headings[index + 1]) }];
  });
}

function readSummary(markdown: string): HandoffSummary {
  const at = "handoff, Machine-readable summary";
  const code = codeBlocksOf(markdown).find((one) => one.language === "json");
  if (!code) throw new LoopError("bad_input", `${at}: there is no block fenced as json`);
  let value: unknown;
  try {
    value = JSON.parse(code.value);
  } catch (error) {
    throw new LoopError("bad_input", `${at}: not valid JSON (${messageOf(error)})`, {
      cause: error,
    });
  }
  return parseAt(HandoffSummary, value, at);
}

function bodyOf(sections: readonly HandoffSection[], title: SectionTitle): string {
  return sections.find((section) => section.title === title)?.markdown ?? "";
}

function between(markdown: string, from: Heading | undefined, to: Heading | undefined): string {
  return markdown.slice(from?.end ?? 0, to?.start).trim();
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
