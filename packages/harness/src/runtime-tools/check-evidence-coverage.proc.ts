import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bridge, claim, good, run, start, workspaceWith } from "./fixtures/tool-workspace.ts";

describe("check_evidence_coverage", () => {
  it.each([
    ["as written", "Ending ARR is $36.9M.", [bridge]],
    ["with the data folder named", "Ending ARR is $36.9M.", [`data/${bridge}`]],
    ["with a line number", "Ending ARR is $36.9M.", [`${bridge}:3`]],
    ["in other units", "Ending ARR is 36,900,000 dollars.", [bridge]],
    ["in millions spelt out", "Ending ARR is 36.9 million.", [bridge]],
    ["in Chinese units", "期末 ARR 为 3,690 万美元。", [bridge]],
    [
      "rounded, and a share as a percentage",
      "The bank is 21% of ARR, or 21.1%.",
      ["customers/top_customers.csv"],
    ],
    ["as the sum of what it states", "7.8 and 4.6 make 12.4.", ["customers/top_customers.csv"]],
    [
      "as a share of what it states, over two files",
      "12.4 (7.8 plus 4.6) is 34% of 36.9.",
      ["customers/top_customers.csv", bridge],
    ],
    ["as growth between what it states", "ARR grew 71% from 21.58 to 36.9.", [bridge]],
    [
      "with years, counts and names that are no figures",
      "In FY2025 the top 3 of Q4 held; SOC 2 waits.",
      ["board_deck.md"],
    ],
    ["with a date", "As of 2025-12-31 runway is 11 months.", ["board_deck.md"]],
  ])("supports a figure that the cited files show %s", async (_how, text, sources) => {
    const { check } = await workspaceWith({});
    const { code, result } = await check(claim(text, ...sources));
    expect(result.unsupported).toEqual([]);
    expect(result).toMatchObject({ passed: true, supported: [{ claim_id: "c1" }] });
    expect(code).toBe(0);
  });

  it.each([
    ["a figure that the files do not show", "Ending ARR is $37.5M.", [bridge], "37.5M"],
    ["a figure that another file shows", "Board ARR is $43.0M.", [bridge], "43.0M"],
    ["a figure given more exactly than shown", "ARR is 36.94M.", [bridge], "36.94M"],
    ["a percentage of nothing stated", "Share is 34%.", [bridge], "34%"],
    [
      "a date that the files do not show",
      "As of 2024-06-30 all was well.",
      ["board_deck.md"],
      "2024-06-30",
    ],
  ])("does not support %s", async (_what, text, sources, named) => {
    const { check } = await workspaceWith({});
    const { code, result } = await check(claim(text, ...sources));
    expect(result).toMatchObject({ passed: false, supported: [] });
    expect(result.unsupported[0].reasons[0]).toContain(
      `not shown by the cited files: ${"$".repeat(text.includes(`$${named}`) ? 1 : 0)}${named}`,
    );
    expect(code).toBe(1);
  });

  it.each([
    ["does not exist", "nowhere.csv", /no such file in the dataset/],
    ["climbs out", "../outputs/memo.md", /climbs out/],
    ["climbs out and comes back", "../data/board_deck.md", /climbs out/],
    ["climbs within", "financials/../board_deck.md", /climbs out/],
    ["is absolute and elsewhere", "/etc/passwd", /climbs out/],
    ["is a folder", "financials", /no such file/],
    ["is a tool", "tools/check_evidence_coverage.mjs", /not evidence/],
    ["is the runtime manifest", "data/runtime_manifest.json", /not evidence/],
    ["is empty", " ", /empty source/],
    ["is a link that leads out", "link.md", /no such file/],
  ])("never counts a source that %s", async (_what, source, reason) => {
    const { check, root } = await workspaceWith(good);
    await symlink(join(root, "outputs/memo.md"), join(root, "data/link.md"));
    const { result } = await check(
      claim("Runway is short.", "board_deck.md", source),
      "--claims-only",
    );
    expect(result.unsupported).toEqual([
      { claim_id: "c1", claim: "Runway is short.", reasons: [expect.stringMatching(reason)] },
    ]);
  });

  it("counts whatever the dataset held when the run began, and nothing else", async () => {
    const files = [{ path: "tools/prices.md", bytes: 4 }];
    const { check, root } = await workspaceWith({}, { files });
    await writeFile(join(root, "data/tools/prices.md"), "11 months");
    const held = await check(claim("Runway is 11 months.", "tools/prices.md"));
    expect(held.result.supported).toHaveLength(1);
    const notHeld = await check(claim("Runway is 11 months.", "board_deck.md"));
    expect(notHeld.result.unsupported[0].reasons).toEqual([
      expect.stringMatching(/not evidence/),
      expect.stringMatching(/not shown/),
    ]);
  });

  it("counts an absolute path below the data folder", async () => {
    const { check, root } = await workspaceWith({});
    const { result } = await check(claim("Runway is 11 months.", join(root, "data/board_deck.md")));
    expect(result.supported).toEqual([{ claim_id: "c1", sources: ["board_deck.md"] }]);
  });

  it("reports claims without sources", async () => {
    const { check } = await workspaceWith({});
    const { result } = await check({ claims: claim("ARR is $36.9M.") });
    expect(result).toMatchObject({ passed: false, missing_citations: [{ claim_id: "c1" }] });
  });

  it("reports statements of the Markdown artifacts that no claim covers", async () => {
    const memo = [
      "# 99 bottles",
      "ARR is $36.9M. NRR stands at 122%. Is it 130%?",
      "| Runway | 11 months |",
      "# Growth",
      "Growth is 71%.",
      "",
      "Source: `data/board_deck.md`, which does not show 88%.",
      "# Sums",
      "```",
      "77% in code",
      "```",
      "1. Top 3 risks of 2025",
      "12. Gap of 3.9 between 40.8 and 36.9",
    ];
    const { check } = await workspaceWith({ "memo.md": memo.join("\n") });
    const claims = claim("ARR is 36.9M, RevOps has 40.8M.", bridge);
    const { result } = await check(claims);
    expect(result.missing_citations).toMatchObject([
      { artifact: "memo.md", line: 2, statement: "NRR stands at 122%." },
      { artifact: "memo.md", line: 3, statement: "| Runway | 11 months |" },
      { artifact: "memo.md", line: 7, reason: expect.stringContaining("no claim covers 88%") },
    ]);
    expect((await check(claims, "--claims-only")).result).toMatchObject({
      passed: true,
      missing_citations: [],
    });
  });

  it("recommends the caveat that a source puts on its own figure", async () => {
    const { check } = await workspaceWith({});
    const bare = await check(claim("NRR is 122%.", "board_deck.md"));
    expect(bare.result.recommended_caveats).toEqual([
      expect.stringContaining("rests on narrative files only"),
      expect.stringContaining('qualifies this ("NRR of 122% is a management estimate.")'),
    ]);
    const stated = await check(claim("NRR of 122% is an unvalidated estimate.", "board_deck.md"));
    expect(stated.result.recommended_caveats).toHaveLength(1);
    const other = await check(claim("Growth is 71%.", "board_deck.md"));
    expect(other.result.recommended_caveats).toEqual([expect.stringContaining("narrative")]);
  });

  it("reads a file, and risks with their evidence", async () => {
    const risks = [{ id: "r1", risk: "Runway is 11 months.", evidence: ["board_deck.md"] }];
    const { root } = await workspaceWith({ "risks.json": JSON.stringify(risks) });
    const { result } = await run(root, "check_evidence_coverage", ["outputs/risks.json"]);
    expect(result.supported).toEqual([{ claim_id: "r1", sources: ["board_deck.md"] }]);
  });

  it.each([
    ["a missing file", ["nowhere.json"], "", /nowhere\.json: cannot read the claims \(ENOENT\)/],
    ["no input", [], "", /standard input: empty/],
    ["what is not JSON", [], "{", /standard input: not valid JSON/],
    ["JSON of another shape", [], "{}", /standard input: expected a list of claims/],
    [
      "a record without a claim",
      [],
      '[{"sources":[]}]',
      /record 1: expected an object with a text under "claim"/,
    ],
    ["two files", ["a", "b"], "", /expected one file/],
    ["an unknown option", ["--strict"], "", /--strict: unknown option/],
  ])("answers %s with a message and its usage", async (_what, args, input, message) => {
    const { root } = await workspaceWith({});
    const { code, stdout, stderr } = await start(root, "check_evidence_coverage", args, input);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("usage: node data/tools/check_evidence_coverage.mjs");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});
