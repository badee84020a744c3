import { LoopError, parseAt, readJsonl, type EvalCase } from "@loopwright/core";
import { z } from "zod";
import { answersAsOutput, type StoredAnswer } from "../stored-answers.ts";

/** What somebody who knows says about one answer under one rubric. */
export const JudgeLabel = z.looseObject({
  question: z.string("expected the question as text"),
  /** The rubric as the judge is given it. */
  rubric: z.string("expected the rubric as text").min(1, "the rubric is empty"),
  answer: z.string("expected the answer as text"),
  verdict: z.enum(["pass", "fail"], 'expected "pass" or "fail"'),
  /** Who said so; several people may label the same answer. */
  reviewer: z.string().min(1).optional(),
  /** `key` for labels derived from known truth in a benchmark; everything else is a person's. */
  source: z.enum(["person", "key"]).default("person"),
});
export type JudgeLabel = z.infer<typeof JudgeLabel>;

/** A label as it may be written: question and rubric can be left to the suite, the answer to an answers file. */
const LabelRow = JudgeLabel.extend({
  question: JudgeLabel.shape.question.optional(),
  rubric: JudgeLabel.shape.rubric.optional(),
  answer: JudgeLabel.shape.answer.optional(),
  /** `partial` tells nothing about a judge, who has to say yes or no. */
  verdict: z.enum(["pass", "partial", "fail"], 'expected "pass", "partial" or "fail"'),
  eval_id: z.string().min(1).optional(),
  trace_id: z.string().min(1).optional(),
});
type LabelRow = z.infer<typeof LabelRow>;

/**
 * Reads labels, one JSON object a line: `question`, `rubric`, `answer`, `verdict` and, when there are several
 * reviewers, `reviewer`. With a suite at hand `eval_id` stands for question and rubric, and with stored answers the
 * answer may be left out too (`trace_id` names it), so that the `feedback/labels.jsonl` of a run is such a file. Rows
 * that only say `partial`, or that are about a run and no eval, are passed over; of a reviewer's verdicts on the same
 * the last counts. Other keys are ignored.
 *
 * @throws LoopError `not_found`, or `bad_input` with file, label and what to mend
 * @example const labels = await readLabels("labels.jsonl", { cases, answers })
 */
export async function readLabels(
  file: string,
  {
    cases = [],
    answers = [],
  }: { cases?: readonly EvalCase[]; answers?: readonly StoredAnswer[] } = {},
): Promise<JudgeLabel[]> {
  const rows = lastWords(await readJsonl(file, LabelRow));
  if (rows.length === 0)
    throw new LoopError(
      "bad_input",
      `${file}: it holds no labels of a judge's work; write one JSON object a line, with rubric or eval_id`,
    );
  const byId = new Map(cases.map((evalCase) => [evalCase.eval_id, evalCase]));
  const outputOf = answersAsOutput(answers);
  return Promise.all(
    rows.map(async ({ row, number }) => {
      const at = `${file}: label ${number}`;
      const evalCase = byId.get(row.eval_id ?? "");
      const known = filledIn(row, evalCase, at);
      const answer = row.answer ?? (evalCase && (await outputOf(answeredBy(evalCase, row))));
      return parseAt(JudgeLabel, { ...row, ...known, answer }, at);
    }),
  );
}

/** Rows that say something of a judge's work, with their number; of one reviewer's on the same, the last. */
function lastWords(rows: readonly LabelRow[]): { row: LabelRow; number: number }[] {
  const last = new Map<string, { row: LabelRow; number: number }>();
  for (const [index, row] of rows.entries()) {
    const { reviewer, eval_id, trace_id, question, rubric, answer } = row;
    if (eval_id === undefined && rubric === undefined) continue;
    const said = [eval_id, trace_id, question, rubric, answer];
    const key = JSON.stringify(reviewer === undefined ? [index] : [reviewer, ...said]);
    last.delete(key);
    last.set(key, { row, number: index + 1 });
  }
  return [...last.values()].filter(({ row }) => row.verdict !== "partial");
}

/** A label may be about another run's answer to the question than the eval's own. */
function answeredBy(evalCase: EvalCase, { trace_id }: LabelRow): EvalCase {
  return trace_id === undefined ? evalCase : { ...evalCase, source_trace_id: trace_id };
}

function filledIn(row: LabelRow, evalCase: EvalCase | undefined, at: string) {
  if (row.question !== undefined && row.rubric !== undefined) return {};
  if (!evalCase)
    throw new LoopError(
      "bad_input",
      `${at}: give question and rubric, or the eval_id of an eval in the suite${
        row.eval_id === undefined ? "" : ` ("${row.eval_id}" is none)`
      }`,
    );
  return { question: row.question ?? evalCase.question, rubric: row.rubric ?? evalCase.rubric };
}

/** One answer under one rubric, with what people agree on. */
export interface SettledLabel extends JudgeLabel {
  passes: boolean;
}

/**
 * One label for each rubric and answer: what most reviewers say. Where they are evenly divided there is no truth to
 * hold a judge against; such answers are counted as disputed.
 */
export function settleLabels(labels: readonly JudgeLabel[]): {
  settled: SettledLabel[];
  disputed: number;
} {
  const groups = new Map<string, JudgeLabel[]>();
  for (const label of labels) {
    const key = JSON.stringify([label.question, label.rubric, label.answer]);
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  const settled = [...groups.values()].flatMap((group): SettledLabel[] => {
    const passes = group.filter(({ verdict }) => verdict === "pass").length;
    const [first] = group;
    return first && passes * 2 !== group.length
      ? [{ ...first, passes: passes * 2 > group.length }]
      : [];
  });
  return { settled, disputed: groups.size - settled.length };
}
