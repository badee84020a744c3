import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evalCase } from "./fixtures/eval-cases.ts";
import { answersAsOutput, readAnswers } from "./stored-answers.ts";

const trace_id = evalCase().source_trace_id;

async function fileOf(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "answers-")), "answers.jsonl");
  await writeFile(file, text);
  return file;
}

const lines = (...rows: unknown[]): Promise<string> =>
  fileOf(rows.map((row) => JSON.stringify(row)).join("\n"));

test("serves an answer by its trace, with or without the SDK's prefix", async () => {
  for (const id of [trace_id, `trace_${trace_id}`]) {
    const answers = await readAnswers(
      await lines({ trace_id: id, answer: "11 months", status: "completed" }),
    );
    expect(await answersAsOutput(answers)(evalCase())).toBe("11 months");
  }
});

test("prefers the answer that names the eval itself", async () => {
  const answers = await readAnswers(
    await lines(
      { trace_id, answer: "of the trace" },
      { case_id: "runway", trace_id, answer: "of the eval" },
    ),
  );
  const outputOf = answersAsOutput(answers);
  expect(await outputOf(evalCase())).toBe("of the eval");
  expect(await outputOf(evalCase({ eval_id: "other" }))).toBe("of the trace");
});

test("keeps an empty answer as an empty answer", async () => {
  const answers = await readAnswers(await lines({ eval_id: "runway", answer: "" }));
  expect(await answersAsOutput(answers)(evalCase())).toBe("");
});

test("names the eval and the trace that have no answer", async () => {
  await expect(answersAsOutput([])(evalCase())).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringMatching(`eval runway: no answer for its trace ${trace_id}`),
  });
});

test("names file and line of a bad row", async () => {
  const nameless = await lines({ trace_id, answer: "a" }, { answer: "b" });
  await expect(readAnswers(nameless)).rejects.toMatchObject({
    code: "bad_input",
    message: `${nameless}:2: name the run with trace_id, or the eval with case_id or eval_id`,
  });
  const wordless = await lines({ trace_id });
  await expect(readAnswers(wordless)).rejects.toThrow(
    `${wordless}:1: answer: expected the answer as text`,
  );
  const broken = await fileOf("{");
  await expect(readAnswers(broken)).rejects.toThrow(`${broken}:1: not valid JSON`);
});

test("refuses a file without answers, and two answers for one run", async () => {
  const empty = await fileOf("\n");
  await expect(readAnswers(empty)).rejects.toThrow(`${empty}: it holds no answers`);
  const twice = await lines(
    { trace_id, answer: "a" },
    { trace_id: `trace_${trace_id}`, answer: "b" },
  );
  await expect(readAnswers(twice)).rejects.toThrow(`two answers for trace_id ${trace_id}`);
  await expect(readAnswers(`${empty}.none`)).rejects.toMatchObject({ code: "not_found" });
});
