import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loopwright, temporaryFolder } from "./loopwright.ts";

const usage = 2;
const couldNotEvaluate = 3;

describe("bad input", () => {
  it.each([
    ["an unknown question", ["run", "--questions", "1,99"], "99"],
    ["a question that is no number", ["run", "--questions", "one"], "--questions one"],
    ["an unknown stage", ["run", "--stage", "launch"], "--stage launch"],
    ["an unknown sandbox", ["run", "--sandbox", "moon"], "--sandbox moon"],
    ["a concurrency of none", ["run", "--concurrency", "0"], "--concurrency 0"],
    ["a missing harness", ["run", "--harness", "no/such/harness"], "no/such/harness"],
    ["a missing dataroom", ["run", "--dataroom", "no/such/dataroom"], "no/such/dataroom"],
    [
      "a missing feedback file",
      ["run", "--feedback", "no/such/feedback.jsonl"],
      "no/such/feedback.jsonl",
    ],
    ["a folder without a run", ["run", "--resume", "no/such/run"], "no/such/run"],
    ["an unknown flag", ["run", "--fly"], "--fly"],
    ["live without a key", ["run", "--live"], "OPENAI_API_KEY"],
    ["a gate without answers", ["gate", "--suite", "x.json"], "--answers"],
    [
      "a suite that is not there",
      ["gate", "--suite", "no.json", "--answers", "no.jsonl"],
      "no.json",
    ],
  ])("is refused with a message that names it: %s", async (_name, args, words) => {
    const out =
      args[0] === "run" && !args.includes("--resume") && !args.includes("--stage")
        ? ["--out", join(await temporaryFolder(), "out")]
        : [];
    const { exitCode, stderr } = await loopwright([...args, ...out]);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(usage);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("is refused when the dataroom holds no file", async () => {
    const empty = join(await temporaryFolder(), "empty");
    await mkdir(empty);
    const { exitCode, stderr } = await loopwright([
      "run",
      "--dataroom",
      empty,
      "--out",
      join(empty, "..", "out"),
    ]);
    expect(stderr).toContain(empty);
    expect(exitCode).toBe(usage);
  });

  it("names file and key of a malformed harness", async () => {
    const harness = await temporaryFolder();
    await writeFile(
      join(harness, "harness.yaml"),
      "name: broken\nmodel_settings:\n  max_turns: many\n",
    );
    await writeFile(join(harness, "instructions.md"), "Answer.\n");
    const { exitCode, stderr } = await loopwright([
      "run",
      "--harness",
      harness,
      "--out",
      join(harness, "out"),
    ]);
    expect(stderr).toContain("harness.yaml");
    expect(stderr).toContain("max_turns");
    expect(exitCode).toBe(usage);
  });

  it("never writes into a folder that holds something", async () => {
    const out = await temporaryFolder();
    await writeFile(join(out, "precious.txt"), "mine");
    const { exitCode, stderr } = await loopwright(["run", "--out", out]);
    expect(stderr).toContain("not empty");
    expect(exitCode).toBe(usage);
  });

  it("is told apart from an endpoint that cannot be reached", async () => {
    const { exitCode, stderr } = await loopwright(
      ["run", "--live", "--out", join(await temporaryFolder(), "out")],
      { env: { OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://127.0.0.1:9/v1" } },
    );
    expect(stderr).toContain("http://127.0.0.1:9/v1");
    expect(exitCode).toBe(couldNotEvaluate);
  });
});
