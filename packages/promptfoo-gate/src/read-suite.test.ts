import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { evalCase } from "./fixtures/eval-cases.ts";
import { readSuite } from "./read-suite.ts";

async function fileOf(text: string, name = "suite.json"): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "suite-")), name);
  await writeFile(file, text);
  return file;
}

test("reads a suite, a bare list, and both as YAML", async () => {
  const suite = { evals: [evalCase()] };
  const files = await Promise.all([
    fileOf(JSON.stringify(suite)),
    fileOf(JSON.stringify(suite.evals)),
    fileOf(stringify(suite), "suite.yaml"),
    fileOf(stringify(suite.evals), "suite.yml"),
  ]);
  for (const file of files) expect(await readSuite(file)).toEqual([evalCase()]);
});

test("names file and key of an eval with a wrong field", async () => {
  const { rubric: _, ...withoutRubric } = evalCase();
  const file = await fileOf(JSON.stringify([evalCase(), withoutRubric]));
  await expect(readSuite(file)).rejects.toThrow(`${file}: 1.rubric:`);
});

test("names the line of broken YAML and the file of broken JSON", async () => {
  const yaml = await fileOf("evals:\n  - a: [1\n", "suite.yaml");
  await expect(readSuite(yaml)).rejects.toThrow(new RegExp(`^${yaml}:\\d: not valid YAML`));
  const json = await fileOf("[");
  await expect(readSuite(json)).rejects.toThrow(`${json}: not valid JSON`);
});

test("says what shape was expected of something else", async () => {
  const file = await fileOf('"evals"');
  await expect(readSuite(file)).rejects.toThrow('(expected { "evals": [ … ] } or a list of evals)');
});

test("refuses a suite that decides nothing, and names the file", async () => {
  const file = await fileOf("[]");
  await expect(readSuite(file)).rejects.toMatchObject({
    code: "bad_input",
    message: expect.stringContaining(`${file}: the suite has no evals`),
  });
});
