export { createGate, type Gate, type GateOptions, type GateRun } from "./create-gate.ts";
export { createExampleChecker, type ExampleChecker } from "./example-checker.ts";
export { exportPromptfoo, type ExportOptions } from "./export/export-promptfoo.ts";
export { gateReport } from "./gate-report.ts";
export { gradeExamples, type ExampleGrade, type ExamplePair } from "./grade-examples.ts";
export { createJudge, type JudgeOptions } from "./judge.ts";
export type { Judge, Judgement, JudgeRequest } from "./judge-types.ts";
export { readSuite } from "./read-suite.ts";
export { answersAsOutput, readAnswers, type StoredAnswer } from "./stored-answers.ts";
