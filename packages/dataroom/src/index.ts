export { AnswerKey, ConflictSource, PlantedConflict } from "./answer-key.ts";
export { ConflictKind } from "./conflict-kind.ts";
export type { DataroomFile } from "./dataroom-file.ts";
export {
  generateDataroom,
  type Dataroom,
  type GenerateDataroomOptions,
  type Manifest,
} from "./generate-dataroom.ts";
export { inspectDataroom, type DataroomInventory } from "./inspect-dataroom.ts";
export {
  defaultQuestionNumbers,
  questionBank,
  selectQuestions,
  type BankQuestion,
} from "./question-bank.ts";
export { readQuestions } from "./read-questions.ts";
export { writeDataroom } from "./write-dataroom.ts";
export { locales, type Locale } from "./locale.ts";
export { difficulties, type Difficulty } from "./seeded/conflicts/choose-conflicts.ts";
export {
  gradeAnswer,
  type AnswerGrade,
  type ConflictGrade,
  type GradedRun,
} from "./grade/grade-answer.ts";
