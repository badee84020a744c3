import { LoopError, readJsonl } from "@loopwright/core";
import { z } from "zod";

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

/**
 * Reads labels, one JSON object a line: `question`, `rubric`, `answer`, `verdict` and, when there are several
 * reviewers, `reviewer`. Other keys are ignored.
 *
 * @throws LoopError `not_found`, or `bad_input` with file, line and what to mend
 * @example const labels = await readLabels("labels.jsonl")
 */
export async function readLabels(file: string): Promise<JudgeLabel[]> {
  const labels = await readJsonl(file, JudgeLabel);
  if (labels.length === 0)
    throw new LoopError("bad_input", `${file}: it holds no labels; write one JSON object a line`);
  return labels;
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
