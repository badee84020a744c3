import { seededRandom } from "@loopwright/core/statistics";
import {
  currentLabels,
  openReviewTerminal,
  readRecorded,
  reviewerAgreement,
  reviewSession,
} from "@loopwright/feedback";
import { exitCodes } from "./exit-code.ts";
import { readMaterial, type ReviewMaterial } from "./review-material.ts";
import { openRunFolder } from "./run-folder.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface ReviewOptions {
  run: string;
  reviewer: string;
  disagreements?: boolean;
}

/** `loopwright review`: walks a person through the runs of a turn. */
export async function reviewCommand(
  options: ReviewOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const { paths } = await openRunFolder(fromUser(settings, options.run));
  const material = await readMaterial(paths);
  const again = options.disagreements ? await inDispute(material) : undefined;
  const terminal = openReviewTerminal({ input: process.stdin, output: process.stdout, signal });
  try {
    await reviewSession({
      terminal,
      reviewer: options.reviewer,
      runs: again ? material.runs.filter(({ run }) => again.includes(run.trace_id)) : material.runs,
      ...(again ? { again } : {}),
      rows: material.rows,
      files: material.files,
      now: () => new Date(),
    });
  } finally {
    terminal.close();
  }
  return exitCodes.ok;
}

/** Trace ids of the runs that people decided differently. */
async function inDispute({ runs, files }: ReviewMaterial): Promise<string[]> {
  const labels = currentLabels((await readRecorded(files)).labels, runs);
  const { disagreements } = reviewerAgreement({ labels, random: seededRandom("agreement") });
  return disagreements.map(({ trace_id }) => trace_id);
}
