export { AnswerKey, ConflictSource, PlantedConflict } from "./answer-key.ts";
export { ConflictKind } from "./reference/conflicts/index.ts";
export type { DataroomFile } from "./dataroom-file.ts";
export {
  generateDataroom,
  type Dataroom,
  type GenerateDataroomOptions,
  type Locale,
  type Manifest,
} from "./generate-dataroom.ts";
export { inspectDataroom, type DataroomInventory } from "./inspect-dataroom.ts";
export { defaultQuestionNumbers, questionBank, selectQuestions } from "./question-bank.ts";
export { readQuestions } from "./read-questions.ts";
export { writeDataroom } from "./write-dataroom.ts";
