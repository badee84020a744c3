export { feedbackCoverage, type FeedbackCoverage } from "./feedback-coverage.ts";
export { readFeedback, type ReadFeedbackOptions } from "./read-feedback.ts";
export type { Artifact } from "./review-prompt.ts";
export { reviewRuns, type ReviewRunsOptions, type RunReviews } from "./review-runs.ts";
