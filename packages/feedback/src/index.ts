export { feedbackCoverage, type FeedbackCoverage } from "./feedback-coverage.ts";
export { mapText } from "./import/csv-header.ts";
export { parseColumnMap, rowKeys, type ColumnMap, type RowKey } from "./import/columns.ts";
export { seenHash, type SeenRun } from "./import/content-hash.ts";
export {
  importFeedback,
  type FeedbackImport,
  type ImportFeedbackOptions,
} from "./import/import-feedback.ts";
export { readFeedback, type ReadFeedbackOptions } from "./import/read-feedback.ts";
export { describeProblem, type RowProblem } from "./import/row-problem.ts";
export type { Recorded } from "./import/books.ts";
export type { Artifact } from "./review-prompt.ts";
export { reviewRuns, type ReviewRunsOptions, type RunReviews } from "./review-runs.ts";
export {
  judgedItems,
  judgeProgress,
  type JudgedItem,
  type JudgeProgress,
} from "./agreement/judge-progress.ts";
export { latestLabels } from "./agreement/latest-labels.ts";
export { modelAgreement, type ModelAgreement } from "./agreement/model-agreement.ts";
export {
  reviewerAgreement,
  type Disagreement,
  type ReviewerAgreement,
} from "./agreement/reviewer-agreement.ts";
export { importReviews, type RecordedImport } from "./records/import-reviews.ts";
export { readRecorded, recordReviews, type ReviewFiles } from "./records/record-reviews.ts";
export { checkReviewer, currentLabels, type OpenWork } from "./review/open-work.ts";
export { openReviewTerminal } from "./review/open-terminal.ts";
export { describeRank, orderRuns, type RankedRun } from "./review/order-runs.ts";
export {
  noRemarks,
  recordDecision,
  recordEvalVerdict,
  type Remarks,
  type Sitting,
} from "./review/record-decision.ts";
export { reviewQueue, type QueuedRun, type ReviewQueueOptions } from "./review/review-queue.ts";
export {
  reviewSession,
  type ReviewSessionOptions,
  type ReviewSessionResult,
} from "./review/review-session.ts";
export { seenHashOf, type ReviewableRun } from "./review/reviewable-run.ts";
export type { ReviewTerminal } from "./review/terminal.ts";
