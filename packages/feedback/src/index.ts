export { feedbackCoverage, type FeedbackCoverage } from "./feedback-coverage.ts";
export { parseColumnMap, rowKeys, type ColumnMap, type RowKey } from "./import/columns.ts";
export { seenHash, type SeenRun } from "./import/content-hash.ts";
export {
  importFeedback,
  type FeedbackImport,
  type ImportFeedbackOptions,
} from "./import/import-feedback.ts";
export { readFeedback, type ReadFeedbackOptions } from "./import/read-feedback.ts";
export { describeProblem, type RowProblem } from "./import/row-problem.ts";
export type { Recorded } from "./import/settle.ts";
export type { Artifact } from "./review-prompt.ts";
export { reviewRuns, type ReviewRunsOptions, type RunReviews } from "./review-runs.ts";
