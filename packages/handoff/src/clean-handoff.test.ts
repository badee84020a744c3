import { LoopError } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { diagnosisWith, hostileDiagnosis } from "./fixtures/diagnoses.ts";
import { cleanHandoff, parseHandoff, renderHandoff, sectionTitles } from "./index.ts";

const json = '```json\n{ "top_priorities": [{ "title": "Add a rule" }] }\n```';

/** A report with a heading for each section, made by `heading`. */
function report(heading: (title: string, index: number) => string): string {
  return sectionTitles
    .map((title, index) => {
      const body = title === "Machine-readable summary" ? json : `About ${title.toLowerCase()}.`;
      return `${heading(title, index)}\n\n${body}`;
    })
    .join("\n\n");
}

function errorOf(run: () => unknown): LoopError {
  try {
    run();
  } catch (error) {
    if (error instanceof LoopError) return error;
  }
  throw new Error("expected a LoopError");
}

describe("cleanHandoff", () => {
  it.each<[string, (title: string, index: number) => string]>([
    ["the right headings", (title) => `## ${title}`],
    ["numbers", (title, index) => `## ${index + 1}. ${title}`],
    ["numbers in brackets", (title, index) => `## ${index + 1}) ${title}`],
    [
      "roman numbers",
      (title, index) => `## ${["I", "II", "III", "IV", "V", "VI", "VII"][index]}. ${title}`,
    ],
    ["titles one level up", (title) => `# ${title}`],
    ["titles two levels down", (title) => `#### ${title}`],
    ["capitals", (title) => `## ${title.toUpperCase()}`],
    ["bold headings", (title) => `## **${title}**`],
    ["bold lines", (title) => `**${title}**`],
    ["underlined headings", (title) => `${title}\n-----`],
    ["final colons", (title) => `## ${title}:`],
    ["code marks", (title) => `## \`${title}\``],
    ["closing marks", (title) => `## ${title} ##`],
  ])("understands a report with %s", (_what, heading) => {
    const cleaned = cleanHandoff(report(heading));
    expect(cleaned.match(/^## .+$/gm)).toEqual(sectionTitles.map((title) => `## ${title}`));
    const parsed = parseHandoff(cleaned);
    expect(parsed.sections[0]?.markdown).toBe("About executive summary.");
    expect(parsed.summary.top_priorities).toEqual([{ title: "Add a rule" }]);
  });

  it("drops what comes before the first section and after an unasked one", () => {
    const cleaned = cleanHandoff(
      `Sure, here is the report.\n\n# Report\n\n${report((title) => `## ${title}`)}\n\n## Appendix\n\nMore.`,
    );
    expect(cleaned.startsWith("## Executive summary")).toBe(true);
    expect(cleaned).not.toMatch(/Sure|# Report|Appendix|More\./);
  });

  it("brings sections into their order", () => {
    const shuffled = report((title) => `## ${title}`)
      .split(/\n\n(?=## )/)
      .toReversed()
      .join("\n\n");
    expect(cleanHandoff(shuffled)).toBe(cleanHandoff(report((title) => `## ${title}`)));
  });

  it("takes the last one of a section that comes twice, and skips an empty repetition", () => {
    const draft = report((title) => `## ${title}`).replace("About executive summary.", "Draft.");
    const twice = `${draft}\n\n${report((title) => `## ${title}`)}\n\n## Executive summary\n`;
    expect(parseHandoff(cleanHandoff(twice)).sections[0]?.markdown).toBe(
      "About executive summary.",
    );
  });

  it("takes a report out of its fence", () => {
    const fenced = `Here:\n\n~~~markdown\n${report((title) => `## ${title}`)}\n~~~\n`;
    expect(cleanHandoff(fenced)).toBe(cleanHandoff(report((title) => `## ${title}`)));
  });

  it("puts groups, parts and further headings on their levels", () => {
    const text = report((title) => `# ${title}`)
      .replace(
        "About detailed recommendations.",
        "## behavior contract\n\n### 1. prompt\n\n## My own heading\n\nText.\n\n### Skills\n\nNone.",
      )
      .replace("About executive summary.", "About it.\n\n## Strengths\n\nMany.");
    const cleaned = cleanHandoff(text);
    expect(cleaned.match(/^#{3,} .+$/gm)).toEqual([
      "### Strengths",
      "### Behavior contract",
      "#### Prompt",
      "##### My own heading",
      "#### Skills",
    ]);
  });

  it("does not take headings inside fences and quotes for sections", () => {
    const text = report((title) => `## ${title}`).replace(
      "About executive summary.",
      "About it.\n\n```md\n## Appendix\n```\n\n> ## Executive summary",
    );
    const [first] = parseHandoff(cleanHandoff(text)).sections;
    expect(first?.markdown).toContain("## Appendix");
    expect(first?.markdown).toContain("> ## Executive summary");
  });

  it("names every section that is missing or empty", () => {
    const text = report((title) => `## ${title}`)
      .replace("## Executive summary", "## Summary of it all")
      .replace("About insights by feedback source.", "");
    const error = errorOf(() => cleanHandoff(text));
    expect(error.code).toBe("bad_input");
    expect(error.message).toBe(
      'handoff: missing section "Executive summary", "Insights by feedback source"',
    );
  });

  it("names the summary when it holds no JSON with top priorities", () => {
    for (const bad of ["```json\n{broken\n```", "```json\n{}\n```", "None."])
      expect(
        errorOf(() => cleanHandoff(report((title) => `## ${title}`).replace(json, bad))).message,
      ).toMatch(/"Machine-readable summary" holds no JSON with top_priorities/);
  });

  it("fences bare JSON and a fence without a language as json", () => {
    for (const bare of [
      '{"top_priorities": ["Add a rule"]}',
      '```\n{"top_priorities": ["Add a rule"]}\n```',
    ])
      expect(
        parseHandoff(cleanHandoff(report((title) => `## ${title}`).replace(json, bare))).summary
          .top_priorities,
      ).toEqual([{ title: "Add a rule" }]);
  });

  it("leaves a rendered handoff as it is", () => {
    expect(cleanHandoff(renderHandoff(diagnosisWith()))).toBe(renderHandoff(diagnosisWith()));
    const changed = Array.from({ length: 60 }, (_, index) => `clean-${index}`).filter((seed) => {
      const rendered = renderHandoff(hostileDiagnosis(seed));
      return cleanHandoff(rendered) !== rendered;
    });
    expect(changed).toEqual([]);
  });

  it("understands reports with carriage returns", () => {
    const text = report((title) => `## ${title}`);
    expect(cleanHandoff(text.replaceAll("\n", "\r\n"))).toBe(cleanHandoff(text));
  });
});

describe("parseHandoff", () => {
  const good = renderHandoff(diagnosisWith());

  it.each<[string, string, RegExp]>([
    [
      "a missing section",
      good.replace("## Executive summary", "## Summary"),
      /missing section "Executive summary"/,
    ],
    ["an extra section", `${good}\n## Appendix\n`, /unexpected heading "Appendix"/],
    ["a title", `# Handoff\n\n${good}`, /unexpected heading "Handoff"/],
    ["text before the first section", `Hello.\n\n${good}`, /text before the first section/],
    ["a section twice", `${good}\n## Executive summary\n`, /wrong order or twice/],
    ["no JSON", good.replace("```json", "```text"), /no block fenced as json/],
    ["broken JSON", good.replace('"top_priorities": [', '"top_priorities": '), /not valid JSON/],
    ["no top priorities", good.replace('"top_priorities"', '"priorities"'), /top_priorities/],
    [
      "a recommendation of no known class",
      good.replaceAll('"missing_requirement"', '"other"'),
      /recommendations\.0\.class/,
    ],
  ])("refuses %s and names it", (_what, markdown, message) => {
    expect(errorOf(() => parseHandoff(markdown)).message).toMatch(message);
  });

  it("refuses sections in another order", () => {
    const parts = good.split(/\n(?=## )/);
    const [first = "", second = "", ...rest] = parts;
    expect(errorOf(() => parseHandoff([second, first, ...rest].join("\n"))).message).toMatch(
      /order/,
    );
  });
});
