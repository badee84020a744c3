import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bridge, claim, good, start, workspaceWith } from "./fixtures/tool-workspace.ts";

describe("validate_output_contract", () => {
  it("passes artifacts that hold what the harness asks for", async () => {
    const { validate } = await workspaceWith(good);
    const { code, result } = await validate();
    expect(result).toEqual({
      passed: true,
      issues: [],
      required_files: Object.entries(good).map(([path, text]) => ({
        path,
        bytes: Buffer.byteLength(text),
        status: "ok",
      })),
    });
    expect(code).toBe(0);
  });

  const risks = (change: object) =>
    JSON.stringify([
      { id: "r1", risk: "Thin", evidence: ["board_deck.md"], open_questions: [], ...change },
    ]);
  it.each([
    ["an empty file", "memo.md", " \n", /^empty$/, "empty"],
    ["text that is not JSON", "citations.json", "[", /not valid JSON/, "invalid"],
    ["JSON that is no list", "citations.json", "{}", /expected a JSON list/, "invalid"],
    ["an empty list", "citations.json", "[]", /the list is empty/, "invalid"],
    [
      "a record that is no object",
      "citations.json",
      "[1]",
      /record 1: expected an object/,
      "invalid",
    ],
    [
      "a missing field",
      "risk_register.json",
      risks({ risk: undefined }),
      /record 1: risk: expected a text/,
      "invalid",
    ],
    [
      "a text where a list belongs",
      "risk_register.json",
      risks({ open_questions: "none" }),
      /open_questions: expected a list/,
      "invalid",
    ],
    [
      "no evidence",
      "risk_register.json",
      risks({ evidence: [] }),
      /evidence: expected at least one source/,
      "invalid",
    ],
    [
      "evidence that does not exist",
      "risk_register.json",
      risks({ evidence: ["x.md"] }),
      /x\.md: no such file/,
      "invalid",
    ],
    [
      "evidence that climbs out",
      "risk_register.json",
      risks({ evidence: ["../outputs/memo.md"] }),
      /climbs out/,
      "invalid",
    ],
    [
      "an id used twice",
      "citations.json",
      JSON.stringify([...claim("A.", "board_deck.md"), ...claim("B.", "board_deck.md")]),
      /record 2: claim_id: "c1" is used twice/,
      "invalid",
    ],
    [
      "a claim whose sources do not show it",
      "citations.json",
      JSON.stringify(claim("ARR is $43.0M.", bridge)),
      /record 1: claim: its sources do not show \$43\.0M/,
      "invalid",
    ],
    [
      "other columns",
      "evidence_table.csv",
      "id,claim\n1,x\n",
      /header "id,claim"; expected "claim_id,claim,sources"/,
      "invalid",
    ],
    ["no rows", "evidence_table.csv", "claim_id,claim,sources\n", /no rows/, "invalid"],
    [
      "an unquoted comma",
      "evidence_table.csv",
      "claim_id,claim,sources\nc1,a, b,board_deck.md\n",
      /row 1: 4 cells, expected 3/,
      "invalid",
    ],
    [
      "a cell with a wrong source",
      "evidence_table.csv",
      "claim_id,claim,sources\nc1,a,board_deck.md;x.md\n",
      /row 1: sources: x\.md/,
      "invalid",
    ],
  ])("reports %s", async (_what, file, text, issue, status) => {
    const { validate } = await workspaceWith({ ...good, [file]: text });
    const { code, result } = await validate();
    expect(result.issues).toEqual([{ file, issue: expect.stringMatching(issue) }]);
    expect(result.required_files).toContainEqual(expect.objectContaining({ path: file, status }));
    expect({ code, passed: result.passed }).toEqual({ code: 1, passed: false });
  });

  it("reports every file that is missing, and links", async () => {
    const { validate, root } = await workspaceWith({});
    await symlink(join(root, "data/board_deck.md"), join(root, "outputs/memo.md"));
    const { result } = await validate();
    expect(result.issues).toEqual([
      { file: "memo.md", issue: "not a plain file; links are not taken" },
      ...["risk_register.json", "citations.json", "evidence_table.csv"].map((file) => ({
        file,
        issue: "missing; write it under outputs/",
      })),
    ]);
  });

  it("reads quoted cells with commas, quotes and line ends", async () => {
    const table =
      'claim_id,claim,sources\r\nc1,"He said ""36.9"",\nthen left","board_deck.md; financials/arr_bridge.csv"\r\n';
    const { validate } = await workspaceWith({ ...good, "evidence_table.csv": table });
    expect((await validate()).result.issues).toEqual([]);
  });

  it("follows the artifact list of whatever harness is mounted", async () => {
    const { validate } = await workspaceWith(
      { "deep/notes.md": "x" },
      { required_artifacts: [{ path: "deep/notes.md", description: "x" }] },
    );
    expect((await validate()).result).toMatchObject({
      passed: true,
      required_files: [{ path: "deep/notes.md" }],
    });
  });

  it("says what is wrong with a manifest it cannot use", async () => {
    const { validate, root } = await workspaceWith({}, { scope: {} });
    expect((await validate()).stderr).toMatch(/runtime_manifest\.json: expected scope\.data_root/);
    await rm(join(root, "data/runtime_manifest.json"));
    expect((await validate()).stderr).toMatch(/cannot read the runtime manifest/);
  });

  it("explains itself", async () => {
    const { root } = await workspaceWith({});
    for (const tool of ["check_evidence_coverage", "validate_output_contract"]) {
      const { code, stdout } = await start(root, tool, ["--help"]);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`usage: node data/tools/${tool}.mjs`),
      });
    }
  });
});
