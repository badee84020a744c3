import { basename } from "node:path";
import { writeJsonl } from "@loopwright/core";
import {
  currentLabels,
  describeProblem,
  importReviews,
  latestLabels,
  mapText,
  parseColumnMap,
  readRecorded,
  type RecordedImport,
} from "@loopwright/feedback";
import { agreementReport, measureAgreement } from "./agreement-report.ts";
import { exitCodes } from "./exit-code.ts";
import { hashOf, readMaterial } from "./review-material.ts";
import { openRunFolder } from "./run-folder.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface FeedbackImportOptions {
  run: string;
  map?: string;
  reviewer?: string;
  json?: boolean;
}

/** More would bury what has to be mended; `--json` gives all of them. */
const mostNotices = 10;

/** `loopwright feedback import`: turns a spreadsheet of comments into the feedback of a run. */
export async function feedbackImportCommand(
  file: string,
  options: FeedbackImportOptions,
  settings: Settings,
): Promise<number> {
  const { paths } = await openRunFolder(fromUser(settings, options.run));
  const material = await readMaterial(paths);
  const found = await importReviews(material.files, {
    file: fromUser(settings, file),
    runs: material.runs.map(({ run }) => run),
    columns: parseColumnMap(options.map ?? ""),
    ...(options.reviewer === undefined ? {} : { reviewer: options.reviewer }),
    evalIds: material.evals.map(({ eval_id }) => eval_id),
    seenHashOf: hashOf(material),
    now: () => new Date(),
  });
  const { recorded, repeated, problems, notices, ignoredColumns } = found;
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ recorded, repeated, problems, notices, ignored_columns: ignoredColumns }, null, 2)}\n`,
    );
  else {
    process.stdout.write(importReport(file, found, options));
    const odd = [...problems, ...notices.slice(0, mostNotices)].toSorted((a, b) => a.row - b.row);
    for (const one of odd) process.stderr.write(`${describeProblem(file, one)}\n`);
    if (notices.length > mostNotices)
      process.stderr.write(`and ${notices.length - mostNotices} more that are kept and noted\n`);
    if (found.suggestedColumns)
      process.stderr.write(
        `Say what columns hold with --map, such as --map "${mapText(found.suggestedColumns) || "Comment=summary"}"\n`,
      );
  }
  return problems.length > 0 ? exitCodes.usage : exitCodes.ok;
}

function importReport(
  file: string,
  { recorded, repeated, problems, ignoredColumns }: RecordedImport,
  { run }: FeedbackImportOptions,
): string {
  const bad = new Set(problems.map(({ row }) => row)).size;
  const lines = [
    `${basename(file)}: ${counted(recorded.feedback, "comment")} and ${counted(recorded.labels, "verdict")} taken, ${counted(repeated, "row")} known before, ${counted(bad, "row")} left out`,
    ...(ignoredColumns.length > 0 ? [`Columns not read: ${ignoredColumns.join(", ")}`] : []),
    ...(recorded.feedback > 0 ? [`Next: loopwright run --stage evals --out ${run}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** `loopwright feedback agreement`: how far people agree, with each other, with the judge and with the model. */
export async function feedbackAgreementCommand(
  options: { run: string; json?: boolean },
  settings: Settings,
): Promise<number> {
  const { paths } = await openRunFolder(fromUser(settings, options.run));
  const agreement = await measureAgreement(paths);
  process.stdout.write(
    options.json ? `${JSON.stringify(agreement, null, 2)}\n` : agreementReport(agreement),
  );
  return exitCodes.ok;
}

/** `loopwright feedback labels`: people's verdicts on evals, of one run or several, as `calibrate` reads them. */
export async function feedbackLabelsCommand(
  options: { run: string[]; out: string },
  settings: Settings,
): Promise<number> {
  const labels = await Promise.all(
    options.run.map((run) => judgeLabelsOf(fromUser(settings, run))),
  );
  await writeJsonl(fromUser(settings, options.out), labels.flat());
  process.stdout.write(
    `${options.out}: ${counted(labels.flat().length, "label")} for the judge\nNext: loopwright calibrate --labels ${options.out}\n`,
  );
  return exitCodes.ok;
}

/** The latest pass or fail of each person on each eval, with what was seen. */
async function judgeLabelsOf(run: string) {
  const { paths } = await openRunFolder(run);
  const { runs, files } = await readMaterial(paths);
  const { labels } = await readRecorded(files);
  return latestLabels(currentLabels(labels, runs)).flatMap((label) => {
    const item = runs.find((one) => one.run.trace_id === label.trace_id);
    const evalCase = item?.evals.find(({ eval_id }) => eval_id === label.eval_id);
    if (!item || !evalCase || label.verdict === "partial") return [];
    const { question, answer } = item.run;
    const { reviewer, verdict, time } = label;
    return [
      {
        question,
        rubric: evalCase.rubric,
        answer,
        verdict,
        reviewer,
        time,
        eval_id: evalCase.eval_id,
      },
    ];
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
