import { randomBytes } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun, readJson, readJsonl } from "@loopwright/core";
import { AnswerKey } from "@loopwright/dataroom";
import { describe, expect, it } from "vitest";
import { loopwright, temporaryFolder } from "./loopwright.ts";

interface Turn {
  runs: AgentRun[];
  key: AnswerKey;
  room: string;
  out: string;
  stdout: string;
}

/** Writes a company, moves its key out of reach, and makes one turn of the loop over it. */
async function turnOver(args: readonly string[]): Promise<Turn> {
  const folder = await temporaryFolder();
  const [room, keyFile, out] = [
    join(folder, "room"),
    join(folder, "key.json"),
    join(folder, "out"),
  ];
  const written = await loopwright(["dataroom", ...args, "--out", room, "--key", keyFile]);
  expect(written).toMatchObject({ exitCode: 0, stderr: "" });
  const key = await readJson(keyFile, AnswerKey);
  await rm(keyFile);
  const { exitCode, stdout, stderr } = await loopwright(["--dataroom", room, "--out", out]);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return { runs: await readJsonl(join(out, "runs.jsonl"), AgentRun), key, room, out, stdout };
}

async function controlledArr(room: string): Promise<string> {
  const bridge = await readFile(join(room, "financials", "arr_bridge.csv"), "utf8");
  return /ending_arr_\d+_m,([\d.]+)/.exec(bridge)?.[1] ?? "";
}

async function everything(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return texts.join("\n");
}

const seeds = Array.from({ length: 3 }, () => randomBytes(4).toString("hex"));

describe("the whole loop on companies drawn when the test runs", () => {
  it.each([
    ["--seed", seeds[0] ?? ""],
    ["--seed", seeds[1] ?? "", "--difficulty", "hard", "--files", "60"],
    ["--seed", seeds[2] ?? "", "--difficulty", "easy", "--locale", "zh-CN"],
    ["--seed", "reference", "--locale", "zh-CN"],
  ])("answers from the company's own figures: %s %s %s %s %s %s", async (...args) => {
    const { runs, key, room, out, stdout } = await turnOver(args.filter(Boolean));
    expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "completed"));
    const answers = runs.map(({ answer }) => answer).join("\n");
    expect(answers).toContain(`$${await controlledArr(room)}M`);
    expect(answers).not.toMatch(/unknown: `/);
    expect(stdout).toMatch(/ok {5}gate/);
    const written = await everything(out);
    expect(key.conflicts.filter(({ right }) => written.includes(right))).toEqual([]);
  });

  it("keeps the key out of the folder that an agent reads", async () => {
    const folder = await temporaryFolder();
    const room = join(folder, "room");
    const inside = await loopwright([
      "dataroom",
      "--seed",
      "7",
      "--out",
      room,
      "--key",
      join(room, "notes", "key.json"),
    ]);
    expect(inside.exitCode).toBe(2);
    expect(inside.stderr).toContain("lies inside the dataroom");
    await expect(readdir(room)).rejects.toThrow("ENOENT");
  });

  it.each([
    [["--files", "10"], "files 10: expected a whole number from 24 to 2000"],
    [["--locale", "fr"], "--locale fr: choose from en, zh-CN"],
    [["--difficulty", "brutal"], "--difficulty brutal: choose from easy, normal, hard"],
    [["--seed", "reference", "--difficulty", "hard"], 'the seed "reference" is fixed'],
  ])("says how to mend %j", async (args, message) => {
    const room = join(await temporaryFolder(), "room");
    const { exitCode, stderr } = await loopwright([
      "dataroom",
      "--seed",
      "7",
      ...args,
      "--out",
      room,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    await expect(readdir(room)).rejects.toThrow("ENOENT");
  });

  it("never mixes two companies in one folder", async () => {
    const room = join(await temporaryFolder(), "room");
    const args = ["dataroom", "--out", room, "--seed"];
    expect(await loopwright([...args, "7"])).toMatchObject({ exitCode: 0 });
    const again = await loopwright([...args, "8"]);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain("the folder is not empty");
  });
});
