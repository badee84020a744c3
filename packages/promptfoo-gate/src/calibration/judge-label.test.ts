import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evalCase as evalCaseOf } from "../fixtures/eval-cases.ts";
import { readLabels } from "../index.ts";

const label = {
  question: "How long?",
  rubric: "Gives the runway.",
  answer: "11 months.",
  verdict: "pass",
};

async function fileOf(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "labels-")), "labels.jsonl");
  await writeFile(file, text);
  return file;
}

test("labels come from people unless they say otherwise, and other keys are passed over", async () => {
  const file = await fileOf(`${JSON.stringify({ ...label, note: "clear" })}\n`);
  expect(await readLabels(file)).toMatchObject([{ ...label, source: "person" }]);
});

test("a verdict that is none and an empty file are refused, with file and line", async () => {
  const wrong = await fileOf(
    `${JSON.stringify(label)}\n${JSON.stringify({ ...label, verdict: "maybe" })}\n`,
  );
  await expect(readLabels(wrong)).rejects.toThrow(/labels\.jsonl:2: .*"pass", "partial" or "fail"/);
  await expect(readLabels(await fileOf(""))).rejects.toThrow("it holds no labels of a judge");
});

test("an eval's id stands for its question and rubric, and a stored answer for the answer", async () => {
  const evalCase = evalCaseOf();
  const rows = [{ eval_id: "runway", verdict: "pass", reviewer: "ann" }];
  const file = await fileOf(rows.map((row) => JSON.stringify(row)).join("\n"));
  const answers = [{ eval_id: "runway", answer: "The runway is 11 months." }];
  expect(await readLabels(file, { cases: [evalCase], answers })).toMatchObject([
    {
      question: evalCase.question,
      rubric: evalCase.rubric,
      answer: "The runway is 11 months.",
      reviewer: "ann",
    },
  ]);
  await expect(readLabels(file)).rejects.toThrow('"runway" is none');
});

test("what people said of evals while they reviewed runs is read as labels, each person's last word", async () => {
  const evalCase = evalCaseOf();
  const said = (change: Record<string, string>) =>
    JSON.stringify({
      reviewer: "ana",
      time: "2026-11-20T10:00:00Z",
      trace_id: "b".repeat(32),
      note: "",
      seen_hash: "0",
      ...change,
    });
  const file = await fileOf(
    [
      said({ verdict: "fail" }),
      said({ eval_id: "runway", verdict: "pass" }),
      said({ eval_id: "runway", verdict: "fail" }),
      said({ eval_id: "runway", verdict: "partial", reviewer: "ben" }),
    ].join("\n"),
  );
  const answers = [{ trace_id: "b".repeat(32), answer: "The runway is long." }];
  expect(await readLabels(file, { cases: [evalCase], answers })).toMatchObject([
    { reviewer: "ana", verdict: "fail", answer: "The runway is long.", rubric: evalCase.rubric },
  ]);
});
