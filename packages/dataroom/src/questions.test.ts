import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LoopError } from "@loopwright/core";
import { defaultQuestionNumbers, questionBank, readQuestions, selectQuestions } from "./index.ts";

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "questions-")), name);
  await writeFile(file, text);
  return file;
}

describe("questionBank", () => {
  it("holds ten different questions numbered from 1", () => {
    const bank = questionBank();
    expect(bank.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(bank.map(({ text }) => text)).size).toBe(10);
  });
});

describe("selectQuestions", () => {
  it("keeps the order asked for", () => {
    const chosen = selectQuestions(questionBank(), [5, 1]);
    expect(chosen.map(({ number }) => number)).toEqual([5, 1]);
    expect(selectQuestions(questionBank(), defaultQuestionNumbers)).toHaveLength(5);
  });

  it("names an unknown number and the numbers there are", () => {
    expect(() => selectQuestions(questionBank(), [1, 11])).toThrow(
      new LoopError(
        "bad_input",
        "question 11 does not exist; choose from 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
      ),
    );
  });

  it("refuses an empty choice and a number that is named twice", () => {
    expect(() => selectQuestions(questionBank(), [])).toThrow(/no question chosen/);
    expect(() => selectQuestions(questionBank(), [2, 2])).toThrow(/question 2 is chosen twice/);
  });
});

describe("readQuestions", () => {
  it("reads plain text, one question a line", async () => {
    const file = await fileOf("mine.txt", "Is churn rising?\r\n\n  Who renews in May?  \n");
    expect(await readQuestions(file)).toEqual([
      { number: 1, text: "Is churn rising?" },
      { number: 2, text: "Who renews in May?" },
    ]);
  });

  it("reads JSONL and gives unnumbered questions the free numbers", async () => {
    const file = await fileOf("mine.jsonl", '{"number":1,"text":"A?"}\n{"text":"B?"}\n');
    expect(await readQuestions(file)).toEqual([
      { number: 1, text: "A?" },
      { number: 2, text: "B?" },
    ]);
  });

  it.each([
    ["empty.txt", "\n \n", "empty.txt: no question in it"],
    ["broken.jsonl", '{"text":"A?"}\n{"text":', "broken.jsonl:2: not valid JSON"],
    ["blank.jsonl", '{"text":"  "}\n', "blank.jsonl:1: text: "],
    ["key.jsonl", '{"question":"A?"}\n', "key.jsonl:1: text: "],
    [
      "twice.jsonl",
      '{"number":3,"text":"A?"}\n\n{"number":3,"text":"B?"}',
      "twice.jsonl:3: number: 3 is already used at",
    ],
  ])("says where %s is wrong", async (name, text, message) => {
    await expect(readQuestions(await fileOf(name, text))).rejects.toThrow(message);
  });
});
