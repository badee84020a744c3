import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";
import { loadHarness } from "../index.ts";

const fixture = join(import.meta.dirname, "../fixtures/small-harness");

const fixtureEvals = await readFile(join(fixture, "evals/totals.yaml"), "utf8");

/** A copy of the fixture with one file replaced, added, or edited by a function of its text. */
async function harnessWith(changes: Record<string, string | ((text: string) => string)> = {}) {
  const dir = await mkdtemp(join(tmpdir(), "harness-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(fixture, dir, { recursive: true });
  for (const [path, change] of Object.entries(changes)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    const text = typeof change === "string" ? change : change(await readFile(file, "utf8"));
    await writeFile(file, text);
  }
  return dir;
}

const replace = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("loadHarness", () => {
  it("reads every part of the folder into one object", async () => {
    const harness = await loadHarness(fixture);
    expect(harness).toMatchObject({
      name: "ledger-clerk",
      model_settings: { max_turns: 6 },
      tool_policy: { runtime_tools: ["count_rows"] },
      required_artifacts: [{ path: "answer.md" }, { fields: { claim: "claim" } }],
      eval_metadata: { version: "v001", promotion_gate: "manual_review" },
      guidance: [{ file: "totals.md", when: [["total", "sum"], ["ledger"]] }],
      evals: [{ eval_id: "total-is-computed" }],
    });
    expect(harness.instructions).toMatch(/^You answer questions/);
    expect(harness.guidance[0]?.text).toMatch(/^Add the rows up/);
    expect(harness.files.map(({ path }) => path)).toEqual([
      "evals/totals.yaml",
      "guidance/totals.md",
      "harness.yaml",
      "instructions.md",
      "tools/count_rows.mjs",
    ]);
  });

  it("gives a turn limit of 30 when none is set", async () => {
    const dir = await harnessWith({
      "harness.yaml": replace("model_settings:\n  max_turns: 6\n", ""),
    });
    expect((await loadHarness(dir)).model_settings).toEqual({ max_turns: 30 });
  });

  it("keeps the hash of equal folders and changes it with any of their files", async () => {
    const { content_hash: hash } = await loadHarness(fixture);
    expect((await loadHarness(await harnessWith())).content_hash).toBe(hash);
    const edits = ["harness.yaml", "instructions.md", "guidance/totals.md", "tools/count_rows.mjs"];
    const hashes = await Promise.all(
      edits.map(async (path) => {
        const edited = await harnessWith({ [path]: (text) => `${text}\n` });
        return (await loadHarness(edited)).content_hash;
      }),
    );
    expect(new Set([hash, ...hashes]).size).toBe(edits.length + 1);
    const withReadme = await harnessWith({ "README.md": "For people.", ".gitignore": "x" });
    expect((await loadHarness(withReadme)).content_hash).toBe(hash);
  });

  it("tells apart files whose joined texts are equal", async () => {
    const hashOf = async (a: string, b: string) =>
      (await loadHarness(await harnessWith({ "tools/a.mjs": a, "tools/b.mjs": b }))).content_hash;
    expect(await hashOf("1;tools/b.mjs", "2")).not.toBe(await hashOf("1;", "tools/b.mjs2"));
  });

  const bad: [string, Record<string, string | ((text: string) => string)>, RegExp][] = [
    [
      "an unknown key, with its line",
      { "harness.yaml": replace("  max_turns: 6", "  max_turns: 6\n  turns: 7") },
      /harness\.yaml:5: model_settings\.turns: unknown key$/,
    ],
    [
      "an unknown key at the top",
      { "harness.yaml": (text) => `${text}\nartifacts: []\n` },
      /harness\.yaml:27: artifacts: unknown key$/,
    ],
    [
      "a missing key, with the line of what it is missing from",
      { "harness.yaml": replace("  mutation_policy: Never change anything under data/.\n", "") },
      /harness\.yaml:7: tool_policy\.mutation_policy: missing; expected string$/,
    ],
    [
      "a value of the wrong kind",
      { "harness.yaml": replace("max_turns: 6", "max_turns: many") },
      /harness\.yaml:4: model_settings\.max_turns: expected number, received string$/,
    ],
    [
      "every problem at once",
      {
        "harness.yaml": (text) =>
          text.replace("max_turns: 6", "max_turns: 0").replace("status: draft", "status: done"),
      },
      /harness\.yaml:4: model_settings\.max_turns: .+\n.+harness\.yaml:23: eval_metadata\.status: .*"draft"/,
    ],
    [
      "YAML that does not parse, with its line",
      { "harness.yaml": replace("  status: draft", "  status: [draft") },
      /harness\.yaml:\d+: not valid YAML: /,
    ],
    [
      "an artifact listed twice",
      { "harness.yaml": replace("path: citations.json", "path: Answer.md") },
      /harness\.yaml:\d+: required_artifacts\.1\.fields: only \.json and \.csv/,
    ],
    [
      "an artifact whose path climbs out",
      { "harness.yaml": replace("path: answer.md", "path: ../answer.md") },
      /harness\.yaml:15: required_artifacts\.0\.path: "\.\.\/answer\.md" climbs out/,
    ],
    [
      "an absolute artifact path",
      { "harness.yaml": replace("path: answer.md", "path: /etc/answer.md") },
      /required_artifacts\.0\.path: "\/etc\/answer\.md" is absolute/,
    ],
    [
      "a data root that climbs out",
      { "harness.yaml": replace("allowed_data_root: data", "allowed_data_root: data/../..") },
      /tool_policy\.allowed_data_root: .* climbs out/,
    ],
    [
      "a writable root inside the data root",
      { "harness.yaml": replace("writable_root: outputs", "writable_root: data/outputs") },
      /tool_policy\.writable_root: must lie beside/,
    ],
    [
      "a runtime tool without its file",
      { "harness.yaml": replace("[count_rows]", "[count_rows, add_up]") },
      /tool_policy\.runtime_tools: "add_up" needs .+tools\/add_up\.mjs, which does not exist/,
    ],
    [
      "a runtime tool whose name is a path",
      { "harness.yaml": replace("[count_rows]", "[../count_rows]") },
      /tool_policy\.runtime_tools\.0: expected a file name/,
    ],
    [
      "a runtime tool named twice",
      { "harness.yaml": replace("[count_rows]", "[count_rows, count_rows]") },
      /tool_policy\.runtime_tools\.1: "count_rows" is listed twice/,
    ],
    [
      "guidance without front matter",
      { "guidance/totals.md": "Add up.\n" },
      /guidance\/totals\.md:1: expected front matter/,
    ],
    [
      "guidance with a trigger of the wrong shape",
      { "guidance/totals.md": "---\nwhen:\n  - total\n---\nAdd up.\n" },
      /guidance\/totals\.md:3: when\.0: expected array/,
    ],
    [
      "guidance without words",
      { "guidance/totals.md": "---\nwhen: [[total]]\n---\n\n" },
      /guidance\/totals\.md: no guidance below/,
    ],
    [
      "an eval with an unknown key",
      { "evals/totals.yaml": replace("    rubric:", "    rubrik:") },
      /evals\/totals\.yaml:\d+: evals\.0\.rubrik: unknown key/,
    ],
    [
      "an eval id used in two files",
      { "evals/again.yaml": fixtureEvals },
      /evals\/totals\.yaml: eval_id "total-is-computed" is already used in .+again\.yaml/,
    ],
    [
      "an empty prompt",
      { "instructions.md": " \n" },
      /instructions\.md: empty; expected the prompt/,
    ],
    [
      "a misspelt folder",
      { "guidence/x.md": "x" },
      /guidence: does not belong there; expected .+guidance\//,
    ],
    [
      "a file of another kind",
      { "tools/check.py": "x" },
      /tools\/check\.py: does not belong there/,
    ],
  ];

  it.each(bad)("refuses %s", async (_what, changes, message) => {
    const dir = await harnessWith(changes);
    await expect(loadHarness(dir)).rejects.toMatchObject({
      code: "bad_input",
      message: expect.stringMatching(message),
    });
  });

  it("refuses the same artifact under two spellings of its case", async () => {
    const dir = await harnessWith({
      "harness.yaml": replace(
        "  - path: citations.json",
        "  - path: Answer.md\n    description: Again.\n  - path: citations.json",
      ),
    });
    await expect(loadHarness(dir)).rejects.toThrow(
      /required_artifacts\.1\.path: "Answer\.md" is listed twice/,
    );
  });

  it("refuses symbolic links, which could lead out of the folder", async () => {
    const dir = await harnessWith();
    await symlink("/etc/passwd", join(dir, "guidance/secret.md"));
    await expect(loadHarness(dir)).rejects.toThrow(/secret\.md: .+symbolic links are refused/);
  });

  it("refuses bytes that are not UTF-8", async () => {
    const dir = await harnessWith();
    await writeFile(join(dir, "instructions.md"), Buffer.from([0x66, 0xff, 0xfe]));
    await expect(loadHarness(dir)).rejects.toThrow(/instructions\.md: not UTF-8/);
  });

  it("names the folder or file that is missing", async () => {
    const missing = join(tmpdir(), "no-such-harness");
    await expect(loadHarness(missing)).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining(missing),
    });
    const dir = await harnessWith();
    await rm(join(dir, "instructions.md"));
    await expect(loadHarness(dir)).rejects.toThrow(
      /instructions\.md: no such file; a harness folder needs it/,
    );
  });
});
