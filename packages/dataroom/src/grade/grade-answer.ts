import type { AnswerKey, PlantedConflict } from "../answer-key.ts";
import type { ConflictKind } from "../conflict-kind.ts";
import { readingOf, sentences, type Reading } from "./readings.ts";

/** What a run said: its answer, and the number of the question when only that question's conflicts are asked for. */
export interface GradedRun {
  text: string;
  question?: number | undefined;
}

export interface ConflictGrade {
  id: string;
  kind: ConflictKind;
  /**
   * `right`: the right reading is there. `doubted`: only the tempting one is, in sentences that question it.
   * `tempted`: only the tempting one is. `silent`: neither.
   */
  verdict: "right" | "doubted" | "tempted" | "silent";
  /** Whether answer or artifacts name a file that proves the right reading. */
  cited: boolean;
  /** Whether the artifacts hold the right reading, whatever the answer says. */
  recorded: boolean;
}

export interface AnswerGrade {
  conflicts: ConflictGrade[];
  /** Between 0 and 1: a right and cited conflict counts one, an uncited or doubted one a half. Undefined when nothing was asked. */
  score: number | undefined;
}

/**
 * Scores a run against the answer key, without a model. For benchmarks: no stage of a loop may see a key.
 *
 * Reads figures, dates, names and set phrases, in English or Chinese; it does not follow an argument. `artifacts` are
 * the run's files by name.
 *
 * @example gradeAnswer(answerKey, { text: run.answer, question: 3 }, { "citations.json": text }).score
 */
export function gradeAnswer(
  key: AnswerKey,
  answer: string | GradedRun,
  artifacts: Readonly<Record<string, string>> = {},
): AnswerGrade {
  const { text, question } = typeof answer === "string" ? { text: answer } : answer;
  const files = Object.values(artifacts).join("\n");
  const conflicts = key.conflicts
    .filter(({ questions }) => question === undefined || questions.includes(question))
    .map((conflict) => gradeConflict(conflict, text, files));
  return { conflicts, score: scoreOf(conflicts) };
}

function gradeConflict(conflict: PlantedConflict, text: string, files: string): ConflictGrade {
  const reading = readingOf(conflict);
  const { id, kind, sources } = conflict;
  return {
    id,
    kind,
    verdict: verdictOn(reading, text),
    cited: sources.some(({ file }) => text.includes(file) || files.includes(file)),
    recorded: reading.right(files),
  };
}

/** Words by which a sentence keeps its distance from what it repeats. */
const doubt =
  /overstat|\bneeds?\b|not bear|weaker|contradict|not (?:supported|evidence)|rather than|\bbut\b|however|should not|夸大|不足|矛盾|尚需|但/i;

function verdictOn(reading: Reading, text: string): ConflictGrade["verdict"] {
  if (reading.right(text)) return "right";
  if (!reading.tempted(text)) return "silent";
  const repeating = sentences(text).filter((sentence) => reading.tempted(sentence));
  const isDoubted = repeating.length > 0 && repeating.every((sentence) => doubt.test(sentence));
  return isDoubted ? "doubted" : "tempted";
}

function scoreOf(conflicts: readonly ConflictGrade[]): number | undefined {
  if (conflicts.length === 0) return undefined;
  const points = conflicts.map(({ verdict, cited }) =>
    verdict === "right" ? (cited ? 1 : 0.5) : verdict === "doubted" ? 0.5 : 0,
  );
  return points.reduce<number>((sum, each) => sum + each, 0) / conflicts.length;
}
