import {
  importFeedback,
  type FeedbackImport,
  type ImportFeedbackOptions,
} from "../import/import-feedback.ts";
import { withFileLock } from "./file-lock.ts";
import { readRecorded, recordReviews, type ReviewFiles } from "./record-reviews.ts";

/** What an import found, and how much of it was new to the files. */
export interface RecordedImport extends FeedbackImport {
  recorded: { feedback: number; labels: number };
}

/**
 * Imports a file of what people said and appends it to the records. Imports into the same records wait for each
 * other, so that the same file imported twice at once is taken once.
 *
 * @throws LoopError as `importFeedback` and `recordReviews` do
 * @example const { recorded, problems } = await importReviews(files, { file: "comments.csv", runs, now: () => new Date() })
 */
export async function importReviews(
  files: ReviewFiles,
  options: Omit<ImportFeedbackOptions, "recorded">,
): Promise<RecordedImport> {
  return withFileLock(`${files.feedback}.import`, async () => {
    const found = await importFeedback({ ...options, recorded: await readRecorded(files) });
    return { ...found, recorded: await recordReviews(files, found) };
  });
}
