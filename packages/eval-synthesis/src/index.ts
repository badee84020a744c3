export type { RejectedEval } from "./admit.ts";
export type { EvalDraft } from "./draft.ts";
export type { CheckExample, ExampleOutcome } from "./example-checks.ts";
export { suiteSize, type SuiteSize } from "./suite-size.ts";
export {
  synthesizeEvals,
  type SynthesizedEvals,
  type SynthesizeEvalsOptions,
} from "./synthesize-evals.ts";
