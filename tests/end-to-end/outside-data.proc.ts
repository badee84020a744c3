import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AgentRun, GateResult, readJson, readJsonl, SpanRecord } from "@loopwright/core";
import { generateDataroom } from "@loopwright/dataroom";
import { describe, expect, it } from "vitest";
import { finishedRun } from "./finished-run.ts";
import { loopwright, temporaryFolder } from "./loopwright.ts";

/** What a stranger does with a text editor: every name and the figures that matter become others. */
const renamed: readonly [RegExp, string][] = [
  [/FictionalCorp XYZ/g, "Meridian Tideworks"],
  [/FictionalCorp/g, "Meridian"],
  [/Northstar/g, "Palewater"],
  [/Helio/g, "Quillon"],
  [/BluePeak/g, "Ironbark"],
  [/Summit/g, "Larkfield"],
  [/DataHarbor/g, "ChannelNorth"],
  [/\b43\.0/g, "57.3"],
  [/\b36\.90?\b/g, "49.1"],
  [/\b40\.8/g, "52.6"],
  [/\b11( months)/g, "9$1"],
  [/,11$/gm, ",9"],
  [/\b2\.9(?!\d)/g, "3.7"],
  [/\b12\.4(?!\d)/g, "16.6"],
  [/\b7\.8(?!\d)/g, "10.4"],
  [/\b4\.6(?!\d)/g, "6.2"],
  [/\b122\b/g, "131"],
];
const oldWords =
  /FictionalCorp|Northstar|Helio|BluePeak|Summit Foods|DataHarbor|43\.0M|36\.9M|40\.8M|\b2\.9M|12\.4M|122%/;

describe("a stranger's dataroom", () => {
  it("is answered from its own names and figures, each seen in a tool output before it is said", async () => {
    const folder = await temporaryFolder();
    const out = join(folder, "out");
    await writeRenamed(join(folder, "room"));
    const { exitCode } = await loopwright(["--dataroom", join(folder, "room"), "--out", out]);
    expect(exitCode).toBe(0);

    const runs = await readJsonl(join(out, "runs.jsonl"), AgentRun);
    const spans = await readJsonl(join(out, "halo_traces", "traces.jsonl"), SpanRecord);
    const answers = runs.map(({ answer }) => answer).join("\n");
    for (const figure of ["$57.3M", "$49.1M", "9 months", "$3.7M", "131%", "Palewater Bank"])
      expect(answers).toContain(figure);
    expect(oldWords.exec(answers)).toBeNull();
    const everything = spans.map((span) => JSON.stringify(span)).join("\n");
    expect(oldWords.exec(everything)?.[0]).toBeUndefined();

    const printed = spans
      .filter((span) => span.attributes["openinference.span.kind"] === "TOOL")
      .map((span) => JSON.stringify(span.attributes["output.value"]))
      .join("\n");
    for (const cell of ["57.3", "49.1", "3.7", "131%", "Palewater Bank"])
      expect(printed).toContain(cell);
  });

  it("goes on with a model's feedback alone, and says so", async () => {
    const folder = await temporaryFolder();
    await writeRenamed(join(folder, "room"));
    const { stdout } = await loopwright([
      "--dataroom",
      join(folder, "room"),
      "--questions",
      "1,5",
      "--out",
      join(folder, "out"),
    ]);
    expect(stdout).toContain("0 human, 2 from a model; no person has reviewed trace-01, trace-02");
  });

  it("may ask its own questions and bring its own reviewer", async () => {
    const folder = await temporaryFolder();
    const [out, questions, feedback] = ["out", "questions.txt", "feedback.jsonl"].map((name) =>
      join(folder, name),
    );
    if (!out || !questions || !feedback) throw new Error("unreachable");
    await writeRenamed(join(folder, "room"));
    await writeFile(
      questions,
      "When does the contract of Ironbark Logistics come up for renewal?\nHow long does the cash last?\n",
    );
    await writeFile(
      feedback,
      `${JSON.stringify({
        trace_label: "trace-01",
        theme: "renewals",
        summary: "The renewal date has to be named.",
        required_observations: ["Ironbark Logistics renews on 2026-06-30."],
        prohibited_claims: ["Ironbark Logistics has no renewal date."],
      })}\n`,
    );
    const { exitCode } = await loopwright([
      "--dataroom",
      join(folder, "room"),
      "--questions-file",
      questions,
      "--feedback",
      feedback,
      "--out",
      out,
    ]);
    expect(exitCode).toBe(0);
    const [first] = await readJsonl(join(out, "runs.jsonl"), AgentRun);
    expect(first?.answer).toContain("2026-06-30");
    const suite = await readFile(join(out, "evals", "eval_suite.json"), "utf8");
    expect(suite).toContain("2026-06-30");
  });
});

describe("a better harness", () => {
  it("passes evals of the baseline's suite that the baseline failed, and loses none", async () => {
    const folder = await temporaryFolder();
    const harness = join(folder, "harness");
    await cp(fileURLToPath(new URL("../../apps/demo/harness", import.meta.url)), harness, {
      recursive: true,
    });
    const instructions = join(harness, "instructions.md");
    await writeFile(
      instructions,
      `${await readFile(instructions, "utf8")}
# What earlier answers got wrong

- Add up legal entities under their parent account before you judge how concentrated revenue is.
- Tell a Type I report from a Type II report; a certification in progress is not complete, and an FAQ of sales is weaker
  evidence than the security team's overview.
`,
    );
    const before = await finishedRun();
    const after = join(folder, "after");
    await loopwright(["--harness", harness, "--out", after]);
    const rescored = join(folder, "rescored");
    await loopwright([
      "gate",
      "--suite",
      join(before, "evals", "eval_suite.json"),
      "--answers",
      join(after, "runs.jsonl"),
      "--out",
      rescored,
    ]);
    const baseline = await passedIn(join(before, "gate.json"));
    const candidate = await passedIn(join(rescored, "gate.json"));
    expect(candidate.length).toBeGreaterThan(baseline.length);
    expect(candidate).toEqual(expect.arrayContaining(baseline));
  });
});

async function passedIn(file: string): Promise<string[]> {
  const { rows } = await readJson(file, GateResult);
  return rows.filter(({ outcome }) => outcome === "passed").map(({ eval_id }) => eval_id);
}

async function writeRenamed(dir: string): Promise<void> {
  for (const { path, content } of generateDataroom({}).files) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      renamed.reduce((text, [from, to]) => text.replace(from, to), content),
    );
  }
}
