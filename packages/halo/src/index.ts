export { analyzeRuns, type AnalyzeRunsOptions, type RunAnalysis } from "./analysis/analyze-runs.ts";
export type { FeatureLift } from "./analysis/lift.ts";
export type { RunPattern } from "./analysis/patterns.ts";
export { addPatterns, type AddPatternsOptions } from "./context/add-patterns.ts";
export { buildContext, type BuildContextOptions } from "./context/build-context.ts";
export { diagnose, type DiagnoseOptions } from "./diagnosis/diagnose.ts";
export { diagnoseRuns, type DiagnoseRunsOptions } from "./diagnosis/diagnose-runs.ts";
export {
  createVerifier,
  type ClaimedRecommendation,
  type ClaimProblem,
  type RawEvidence,
  type Verification,
} from "./diagnosis/verify-recommendations.ts";
export {
  diagnoseWithPython,
  type DiagnoseWithPythonOptions,
} from "./python/diagnose-with-python.ts";
