import { LoopError } from "@loopwright/core";
import { detailGroups, sectionTitles, type SectionTitle } from "./outline.ts";
import { boldLinesOf, codeBlocksOf, headingsOf, type Heading } from "./read-markdown.ts";

/** A section as it was found: where its heading stood, how deep, and what follows it. */
interface FoundSection {
  depth: number;
  markdown: string;
}

/**
 * Makes a report that a model wrote into a handoff: text before the first section and sections that nobody
 * asked for are dropped, headings get their levels, titles and order. Numbering ("1. Executive summary"),
 * other capitals and bold lines in place of headings are understood; of a section that comes twice the last
 * one with content counts.
 *
 * @throws LoopError `bad_input` that names every required section that is missing or empty, and a
 *   machine-readable summary without a JSON block
 * @example const handoff = cleanHandoff(report); parseHandoff(handoff)
 */
export function cleanHandoff(markdown: string): string {
  const report = unwrap(markdown.replace(/\r\n?/g, "\n"));
  const found = findSections(report);
  const missing = sectionTitles.filter((title) => !found.has(title));
  if (missing.length > 0)
    throw new LoopError(
      "bad_input",
      `handoff: missing section ${missing.map((title) => `"${title}"`).join(", ")}`,
    );
  return sectionTitles
    .map((title) => `## ${title}\n\n${bodyFor(title, found.get(title))}\n`)
    .join("\n");
}

/** A whole report in one fence is taken out of it. */
function unwrap(report: string): string {
  if (headingsOf(report).some((heading) => sectionOf(heading.text))) return report;
  const fenced = codeBlocksOf(report).find(
    (code) =>
      /^(|md|markdown)$/i.test(code.language) &&
      headingsOf(code.value).some((heading) => sectionOf(heading.text)),
  );
  return fenced?.value ?? report;
}

function findSections(report: string): Map<SectionTitle, FoundSection> {
  const headings = headingsOf(report);
  const bold = boldLinesOf(report).filter((line) => sectionOf(line.text));
  const marks = [...headings, ...bold].toSorted((a, b) => a.start - b.start);
  const found = new Map<SectionTitle, FoundSection>();
  for (const [index, mark] of marks.entries()) {
    const title = sectionOf(mark.text);
    if (!title) continue;
    const next = marks.slice(index + 1).find((other) => endsSection(mark, other));
    const text = report.slice(mark.end, next?.start).trim();
    if (text !== "") found.set(title, { depth: Math.min(mark.depth, 6), markdown: text });
  }
  return found;
}

/** Another required section ends this one, and so does any heading of its level or above. */
function endsSection(section: Heading, other: Heading): boolean {
  return sectionOf(other.text) !== undefined || other.depth <= section.depth;
}

function bodyFor(title: SectionTitle, section: FoundSection | undefined): string {
  const { depth, markdown } = section ?? { depth: 2, markdown: "" };
  if (title === "Machine-readable summary") return jsonBlockOf(markdown);
  return title === "Detailed recommendations" ? leveledDetails(markdown) : leveled(markdown, depth);
}

/** Headings within a section go below its `## `. */
function leveled(markdown: string, sectionDepth: number): string {
  return withHeadings(markdown, (heading) => ({
    depth: Math.min(6, Math.max(3, heading.depth - sectionDepth + 2)),
    text: heading.text,
  }));
}

/** Groups become `### `, their parts `#### `, and whatever else has a heading goes below the parts. */
function leveledDetails(markdown: string): string {
  return withHeadings(markdown, (heading) => {
    const name = normalised(heading.text);
    const group = detailGroups.find((one) => normalised(one.title) === name);
    const part = detailGroups
      .flatMap((one) => one.parts)
      .find((one) => normalised(one.title) === name);
    if (group) return { depth: 3, text: group.title };
    if (part) return { depth: 4, text: part.title };
    return { depth: Math.min(6, Math.max(5, heading.depth)), text: heading.text };
  });
}

function withHeadings(
  markdown: string,
  change: (heading: Heading) => { depth: number; text: string },
): string {
  let result = "";
  let at = 0;
  for (const heading of headingsOf(markdown)) {
    const { depth, text } = change(heading);
    const source = markdown.slice(heading.start, heading.end);
    result += `${markdown.slice(at, heading.start)}${"#".repeat(depth)} ${
      text === heading.text ? titleIn(source) : text
    }`;
    at = heading.end;
  }
  return result + markdown.slice(at);
}

/** The words of a heading with their marking, whether it is marked by `#` or underlined. */
function titleIn(source: string): string {
  return source
    .replace(/^#{1,6}\s+/, "")
    .replace(/\s+#+\s*$/, "")
    .replace(/\n\s*(?:=+|-+)\s*$/, "")
    .replace(/\s*\n\s*/g, " ");
}

function jsonBlockOf(markdown: string): string {
  const blocks = codeBlocksOf(markdown).filter(
    (code) => /^(json|)$/i.test(code.language) && hasTopPriorities(code.value),
  );
  const last = blocks.at(-1);
  const value = last?.value ?? (hasTopPriorities(markdown) ? markdown : undefined);
  if (value === undefined)
    throw new LoopError(
      "bad_input",
      'handoff: section "Machine-readable summary" holds no JSON with top_priorities',
    );
  return `\`\`\`json\n${value.trim().replaceAll("`", "\\u0060")}\n\`\`\``;
}

function hasTopPriorities(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "top_priorities" in value;
  } catch {
    return false;
  }
}

function sectionOf(heading: string): SectionTitle | undefined {
  const name = normalised(heading);
  return sectionTitles.find((title) => normalised(title) === name);
}

/** A title without its numbering, capitals and final punctuation. */
function normalised(title: string): string {
  return title
    .toLowerCase()
    .replace(/&/g, "and")
    .replace(/[–—]/g, "-")
    .replace(
      /^\s*(?:section\s+|part\s+|step\s+)?(?:\(?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.):]|\d+(?:\.\d+)*\s*-?)\s+/,
      "",
    )
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
