import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { diagnosisWith, hostileDiagnosis, recommendation, traceId } from "./fixtures/diagnoses.ts";
import { detailGroups, parseHandoff, renderHandoff, sectionTitles } from "./index.ts";

const seeds = Array.from({ length: 80 }, (_, index) => `hostile-${index}`);

/** The text of a section of a rendered document. */
function sectionOf(markdown: string, title: string): string {
  return parseHandoff(markdown).sections.find((section) => section.title === title)?.markdown ?? "";
}

/** The words of a node, as a reader sees them. */
function wordsIn(node: { children: readonly object[] }): string {
  return node.children
    .map((child) => ("value" in child && typeof child.value === "string" ? child.value : "?"))
    .join("");
}

/** Text on one line with single spaces, as titles are shown. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
}

/** Cells of a table row: only bars that are not escaped part them. */
function cellsOf(row: string): string[] {
  return row
    .split(/(?<!(?<!\\)(?:\\\\)*\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe("renderHandoff", () => {
  it("has the seven sections in order, no title, and nothing before the first", () => {
    const markdown = renderHandoff(diagnosisWith());
    expect(markdown.startsWith("## Executive summary\n")).toBe(true);
    expect(markdown.match(/^## .+$/gm)).toEqual(sectionTitles.map((title) => `## ${title}`));
    expect(markdown).not.toMatch(/^# /m);
  });

  it("has every group and part under the detailed recommendations, also those without any", () => {
    const details = sectionOf(renderHandoff(diagnosisWith()), "Detailed recommendations");
    expect(details.match(/^#{3,4} .+$/gm)).toEqual(
      detailGroups.flatMap((group) => [
        `### ${group.title}`,
        ...group.parts.map((part) => `#### ${part.title}`),
      ]),
    );
    const parsed = parseHandoff(renderHandoff(diagnosisWith())).details;
    expect(parsed.find((detail) => detail.part === "Prompt")?.markdown).toContain(
      "Roll entities up to parents",
    );
    expect(parsed.find((detail) => detail.part === "Skills")?.markdown).toBe(
      "No change to this part is recommended.",
    );
  });

  it("ranks the table by rank, with the seven columns", () => {
    const table = sectionOf(
      renderHandoff(
        diagnosisWith({
          recommendations: [
            recommendation({ id: "rec-02", rank: 2, title: "Second" }),
            recommendation({ title: "First" }),
          ],
        }),
      ),
      "Ranked recommendation table",
    ).split("\n");
    expect(cellsOf(table[0] ?? "")).toEqual([
      "Rank",
      "Recommendation",
      "Impact",
      "Confidence",
      "Implementation effort",
      "Evidence",
      "Validation",
    ]);
    expect(table.slice(2).map((row) => cellsOf(row).slice(0, 5))).toEqual([
      ["1", "First", "high", "medium", "low"],
      ["2", "Second", "high", "medium", "low"],
    ]);
    expect(cellsOf(table[2] ?? "")[5]).toBe(`trace:${traceId}, harness:instructions.md:7`);
  });

  it("lists at most three top changes, and says so when there is none", () => {
    const many = [1, 2, 3, 4].map((rank) => recommendation({ rank, id: `rec-0${rank}` }));
    const top = sectionOf(
      renderHandoff(diagnosisWith({ recommendations: many })),
      "Top 3 changes to implement first",
    );
    expect(top.match(/^\d\. /gm)).toEqual(["1. ", "2. ", "3. "]);
    const none = renderHandoff(diagnosisWith({ recommendations: [] }));
    expect(sectionOf(none, "Top 3 changes to implement first")).toContain("no change");
    expect(parseHandoff(none).summary.top_priorities).toEqual([]);
  });

  it("shows each claim with its references, quotes and counts, and what was refused", () => {
    const text = sectionOf(
      renderHandoff(
        diagnosisWith({ refused: [{ title: "Add a cache", reason: "trace:x: no such thing" }] }),
      ),
      "Supporting diagnosis and evidence",
    );
    expect(text).toContain("is a missing requirement");
    expect(text).toContain("“the largest legal entity has 21%”");
    expect(text).toContain("3 span(s) with");
    expect(text).toContain("Add a cache: trace:x: no such thing");
  });

  it("counts the runs of a pattern as runs", () => {
    const evidence = [{ ref: "pattern:late-route", quote: "routes before the check", count: 23 }];
    const claims = [{ text: "Many runs route first.", about: "pattern:late-route", evidence }];
    const text = renderHandoff(diagnosisWith({ recommendations: [recommendation({ claims })] }));
    expect(text).toContain("“routes before the check”: 23 run(s)");
  });

  it("shows every source of insights, also one that taught nothing", () => {
    const text = sectionOf(renderHandoff(diagnosisWith()), "Insights by feedback source");
    for (const source of [
      "Traces",
      "Human feedback",
      "LLM feedback",
      "Generated evals",
      "Eval-gate results",
      "Harness config",
    ])
      expect(text).toContain(`**${source}**`);
    expect(text).toMatch(/\*\*LLM feedback\*\*\n\nNothing came from this source\./);
  });

  it("says whether models were simulated", () => {
    const summary = (simulated: boolean) =>
      sectionOf(renderHandoff(diagnosisWith({ simulated })), "Executive summary");
    expect(summary(true)).toContain("simulated models");
    expect(summary(false)).not.toContain("simulated");
  });

  it("names runs, gate figures and the model behind the diagnosis when it is told them", () => {
    const markdown = renderHandoff(diagnosisWith(), {
      runs: [{ trace_label: "trace-01", question: "?" }],
      gate: { verdict: "fail", total: 5, passed: 3, failed: 2, errored: 0 },
      generatedBy: "sim-optimizer",
    });
    const summary = sectionOf(markdown, "Executive summary");
    expect(summary).toContain("Runs: trace-01");
    expect(summary).toContain("Eval gate: fail, 3 of 5 passed, 2 failed");
    expect(summary).toContain("Diagnosed by: sim-optimizer");
  });

  it("gives the top priorities and all recommendations as data", () => {
    const { summary } = parseHandoff(renderHandoff(diagnosisWith()));
    expect(summary.top_priorities).toEqual([
      {
        id: "rec-01",
        rank: 1,
        component: "prompt",
        class: "missing_requirement",
        title: "Roll entities up to parents",
        target_file: "instructions.md",
        evidence: [`trace:${traceId}`, "harness:instructions.md:7"],
      },
    ]);
    expect(summary.recommendations[0]?.claims).toEqual(recommendation().claims);
    expect(summary.simulated).toBe(true);
  });

  it.each(seeds)("is read back unchanged whatever the texts hold (%s)", (seed) => {
    const diagnosis = hostileDiagnosis(seed);
    const { summary, details } = parseHandoff(renderHandoff(diagnosis));
    expect(summary.recommendations).toEqual(
      diagnosis.recommendations.map((one) => expect.objectContaining({ ...one })),
    );
    expect(summary.harness_version).toBe(diagnosis.harness_version);
    expect(details).toHaveLength(8);
  });

  it.each(seeds)("keeps table and outline whatever the texts hold (%s)", (seed) => {
    const diagnosis = hostileDiagnosis(seed);
    const markdown = renderHandoff(diagnosis);
    const table = sectionOf(markdown, "Ranked recommendation table").split("\n");
    expect(table).toHaveLength(2 + Math.max(1, diagnosis.recommendations.length));
    expect(table.filter((row) => cellsOf(row).length !== 7)).toEqual([]);
    // Also for readers that go by lines and know no Markdown.
    expect(markdown.match(/^#{1,2} .*$/gm)).toHaveLength(7);
    expect(markdown.match(/^```/gm)).toHaveLength(2);
    expect(markdown).not.toMatch(/(?<!\\)<[a-z!/]/i);
  });

  it.each(seeds)("shows every title as the text that it is (%s)", (seed) => {
    const { recommendations, ...rest } = hostileDiagnosis(seed);
    const top = sectionOf(
      renderHandoff({ ...rest, recommendations }),
      "Top 3 changes to implement first",
    );
    const [list] = fromMarkdown(top).children;
    const items = list?.type === "list" ? list.children : [];
    const titles = items.map((item) => {
      const [paragraph] = item.children;
      const [title] = paragraph?.type === "paragraph" ? paragraph.children : [];
      return title?.type === "strong" ? wordsIn(title) : undefined;
    });
    expect(titles).toEqual(
      recommendations.slice(0, 3).map((one) => expect.stringMatching(exactly(plain(one.title)))),
    );
  });

  it("leaves names as they are written, so that they are found", () => {
    const title = "Call check_evidence_coverage for $5 at R&D";
    const markdown = renderHandoff(diagnosisWith({ recommendations: [recommendation({ title })] }));
    expect(markdown).toContain(`**${title}**`);
  });

  it("ends a top change where a sentence ends, and not within a quotation", () => {
    const change = `Add: "One rule. ${"Another rule. ".repeat(15)}" Because of the runs. ${"More. ".repeat(40)}`;
    const top = sectionOf(
      renderHandoff(diagnosisWith({ recommendations: [recommendation({ change })] })),
      "Top 3 changes to implement first",
    );
    expect(top.endsWith("More.")).toBe(true);
    expect(top.match(/"/g)).toHaveLength(2);
    expect(top).not.toContain(change.trim());
  });
});
