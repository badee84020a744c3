export type {
  AdmissionReport,
  EvalReport,
  HarnessKill,
  OperatorKills,
  Survivor,
} from "./admission-report.ts";
export type { RejectedEval } from "./admit.ts";
export type { EvalDraft } from "./draft.ts";
export type { CheckExample, ExampleOutcome } from "./example-checks.ts";
export { mergeSuites, type MergedSuite } from "./merge-suites.ts";
export { countHarnessKills } from "./suite-score.ts";
export { suiteSize, type SuiteSize } from "./suite-size.ts";
export {
  synthesizeEvals,
  type SynthesizedEvals,
  type SynthesizeEvalsOptions,
} from "./synthesize-evals.ts";
export type { HarnessMutant, RunHarnessMutants } from "./trials.ts";
