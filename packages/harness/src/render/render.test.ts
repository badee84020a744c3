import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadHarness, renderInstructions, renderTurn } from "../index.ts";

const harness = await loadHarness(join(import.meta.dirname, "../fixtures/small-harness"));

describe("renderInstructions", () => {
  const text = renderInstructions(harness);

  it("begins with the harness's own prompt", () => {
    expect(text.startsWith(harness.instructions)).toBe(true);
  });

  it("holds every policy as a nested bullet", () => {
    const policy = harness.tool_policy;
    for (const words of [
      policy.evidence_preference,
      policy.unknown_handling,
      policy.mutation_policy,
    ])
      expect(text).toMatch(new RegExp(`^ {2}- .*${words.replaceAll(".", "\\.")}$`, "m"));
    expect(text).toContain("  - Write only under `outputs/`.");
  });

  it("lists required artifacts with the fields of their records", () => {
    expect(text).toContain("- `answer.md`: The answer, with the files it rests on.");
    expect(text).toContain("  - `sources`: a list of files of the data folder, at least one.");
  });

  it("says of each tool what the tool says of itself", () => {
    expect(text).toContain("## count_rows\n\nCounts the data rows of a CSV file below data/.");
    expect(text).toContain("Usage: node data/tools/count_rows.mjs FILE");
  });

  it("names the version and the rule that a run never edits its configuration", () => {
    expect(text).toContain("ledger-clerk, version v001 (draft)");
    expect(text).toContain("A run never edits its own configuration");
  });

  it("leaves the section on tools out when there are none", () => {
    const without = { ...harness, tool_policy: { ...harness.tool_policy, runtime_tools: [] } };
    expect(renderInstructions(without)).not.toContain("# Runtime tools");
  });

  it("describes the columns of a table", () => {
    const artifact = {
      path: "evidence.csv",
      description: "A table.",
      fields: { claim: "claim", sources: "sources" },
    } as const;
    const rendered = renderInstructions({ ...harness, required_artifacts: [artifact] });
    expect(rendered).toContain("A CSV table with the header `claim,sources`.");
    expect(rendered).toContain(
      "`sources`: files of the data folder separated by `;`, at least one.",
    );
  });
});

describe("renderTurn", () => {
  const guidance = "Add the rows up yourself";

  it.each([
    "What is the total of the ledger?",
    "Sum up the LEDGERS for me.",
    "Ledger: what's the sum?",
  ])("adds guidance whose groups are all met: %s", (question) => {
    const turn = renderTurn(harness, question);
    expect(turn.startsWith(`${question}\n\n`)).toBe(true);
    expect(turn).toContain(guidance);
  });

  it.each([
    "What is the total?",
    "Who keeps the ledger?",
    "Summarise the ledger.",
    "Is the ledger at the summit?",
  ])("leaves the question as it is otherwise: %s", (question) => {
    expect(renderTurn(harness, question)).toBe(question);
  });

  it("takes spaces and hyphens in a phrase as the same", () => {
    const phrased = {
      guidance: [{ file: "nrr.md", when: [["net revenue retention"]], text: "Careful." }],
    };
    expect(renderTurn(phrased, "State net-revenue  retention.")).toContain("Careful.");
    expect(renderTurn(phrased, "State net revenue.")).not.toContain("Careful.");
  });

  it("finds phrases in scripts that put no spaces between words", () => {
    const phrased = { guidance: [{ file: "nrr.md", when: [["净收入留存"]], text: "小心。" }] };
    expect(renderTurn(phrased, "请说明公司的净收入留存率。")).toContain("小心。");
  });

  it("reads a phrase literally, whatever signs it holds", () => {
    const phrased = { guidance: [{ file: "x.md", when: [["SOC 2 (Type II)"]], text: "Careful." }] };
    expect(renderTurn(phrased, "Is SOC 2 (Type II) done?")).toContain("Careful.");
    expect(renderTurn(phrased, "Is SOC 2 Type II done?")).not.toContain("Careful.");
  });
});
