import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** The tools as they lie in the demo's harness, run as an agent runs them. */
const tools = join(import.meta.dirname, "../../../apps/demo/harness/tools");

const dataset = {
  "financials/arr_bridge.csv":
    "metric,value_m\nopening_arr_2025_m,21.58\nending_arr_2025_m,36.9\nbookings_adjusted_arr_m,40.8\n",
  "customers/top_customers.csv":
    'customer,parent_account,arr_m,arr_share\n"Northstar, Bank",Northstar Holdings,7.8,.2114\nNorthstar Capital Markets,Northstar Holdings,4.6,.1247\n',
  "board_deck.md":
    "Ending ARR is $43.0M and growth 71%. Runway is 11 months as of 2025-12-31.\nNRR of 122% is a management estimate.\n",
};

const record = { claim_id: "text", claim: "claim", sources: "sources" };
const artifacts = [
  { path: "memo.md", description: "The memo." },
  {
    path: "risk_register.json",
    description: "Risks.",
    fields: { id: "text", risk: "text", evidence: "sources", open_questions: "list" },
  },
  { path: "citations.json", description: "Claims.", fields: record },
  { path: "evidence_table.csv", description: "Claims.", fields: record },
];

const good = {
  "memo.md": "# Memo of 2025\n\nControlled ARR is $36.9M.\n",
  "risk_register.json": JSON.stringify([
    { id: "r1", risk: "Thin runway", evidence: ["data/board_deck.md"], open_questions: [] },
  ]),
  "citations.json": JSON.stringify([
    { claim_id: "c1", claim: "ARR is $36.9M.", sources: ["financials/arr_bridge.csv"] },
  ]),
  "evidence_table.csv": "claim_id,claim,sources\nc1,ARR is $36.9M.,financials/arr_bridge.csv\n",
};

async function workspaceWith(outputs: Record<string, string>, manifest: object = { artifacts }) {
  const root = await mkdtemp(join(tmpdir(), "tools-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(tools, join(root, "data/tools"), { recursive: true });
  await mkdir(join(root, "outputs"));
  const runtime = {
    scope: { data_root: "data", writable_root: "outputs" },
    required_artifacts: artifacts,
    ...manifest,
  };
  const files = [
    ...Object.entries(dataset).map(([path, text]) => [`data/${path}`, text] as const),
    ...Object.entries(outputs).map(([path, text]) => [`outputs/${path}`, text] as const),
    ["data/runtime_manifest.json", JSON.stringify(runtime)] as const,
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return {
    root,
    check: (claims: unknown, ...args: string[]) =>
      run(root, "check_evidence_coverage", args, JSON.stringify(claims)),
    validate: (...args: string[]) => run(root, "validate_output_contract", args),
  };
}

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function start(root: string, tool: string, args: string[], input = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = [join("data/tools", `${tool}.mjs`), ...args];
    const child = execFile(process.execPath, command, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

async function run(root: string, tool: string, args: string[], input = "") {
  const outcome = await start(root, tool, args, input);
  return { ...outcome, result: outcome.stdout ? JSON.parse(outcome.stdout) : undefined };
}

const claim = (text: string, ...sources: string[]) => [{ claim_id: "c1", claim: text, sources }];
const bridge = "financials/arr_bridge.csv";

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
      "Growth is 71% (data/board_deck.md).",
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
