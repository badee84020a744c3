import { LoopError, parseAt, Question, readText } from "@loopwright/core";
import { z } from "zod";

const QuestionRow = z.strictObject({
  number: z.number().int().min(1).optional(),
  text: z.string().trim().min(1),
});

interface AskedQuestion {
  at: string;
  number?: number | undefined;
  text: string;
}

/**
 * Reads questions of your own: plain text with one question a line, or JSONL rows `{"text": …}` with an optional
 * `number`. Questions without a number get the lowest ones that are free, in the file's order. Empty lines are skipped.
 *
 * @throws LoopError `not_found`, or `bad_input` with `file:line` for a malformed row or a number used twice
 * @example const questions = await readQuestions("questions.txt")
 */
export async function readQuestions(file: string): Promise<Question[]> {
  const asked = readLines(await readText(file), file);
  if (asked.length === 0)
    throw new LoopError("bad_input", `${file}: no question in it; write one question a line`);
  checkNumbers(asked);
  return numberQuestions(asked);
}

function readLines(text: string, file: string): AskedQuestion[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ at: `${file}:${index + 1}`, text: line.trim() }))
    .filter((line) => line.text !== "");
  const isJsonl = file.endsWith(".jsonl") || (lines[0]?.text.startsWith("{") ?? false);
  return isJsonl ? lines.map(({ at, text }) => ({ at, ...readRow(text, at) })) : lines;
}

function readRow(line: string, at: string): z.output<typeof QuestionRow> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new LoopError("bad_input", `${at}: not valid JSON; expected {"text": "…"}`, { cause });
  }
  return parseAt(QuestionRow, value, at);
}

function checkNumbers(asked: readonly AskedQuestion[]): void {
  const seen = new Map<number, string>();
  for (const { at, number } of asked) {
    if (number === undefined) continue;
    const earlier = seen.get(number);
    if (earlier !== undefined)
      throw new LoopError(
        "bad_input",
        `${at}: number: ${number} is already used at ${earlier}; number each question once`,
      );
    seen.set(number, at);
  }
}

function numberQuestions(asked: readonly AskedQuestion[]): Question[] {
  const taken = new Set(asked.flatMap(({ number }) => (number === undefined ? [] : [number])));
  let next = 1;
  return asked.map(({ number, text }) => {
    if (number !== undefined) return { number, text };
    while (taken.has(next)) next++;
    return { number: next++, text };
  });
}
