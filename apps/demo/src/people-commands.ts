import type { Command } from "commander";
import { calibrateCommand, type CalibrateOptions } from "./command-calibrate.ts";
import {
  feedbackAgreementCommand,
  feedbackImportCommand,
  feedbackLabelsCommand,
  type FeedbackImportOptions,
} from "./command-feedback.ts";
import { reviewCommand, type ReviewOptions } from "./command-review.ts";
import { studioCommand } from "./command-studio.ts";
import type { Shell } from "./shell.ts";

/** What people say: reviews in the terminal and on a page, spreadsheets, agreement, and what a judge is worth. */
export function addPeopleCommands(program: Command, shell: Shell): void {
  const { settings, signal, done } = shell;
  program
    .command("review")
    .description("walk through the runs of a turn and give verdicts")
    .option("--run <dir>", "folder of the run", "runs/latest")
    .requiredOption("--reviewer <name>", "who you are; several people may review a run")
    .option("--disagreements", "only what people decided differently")
    .action(async (options: ReviewOptions) => done(await reviewCommand(options, settings, signal)));
  program
    .command("studio")
    .description("the review as a web page on this machine")
    .option("--run <dir>", "folder of the run", "runs/latest")
    .option("--port <n>", "0 takes a free one", "0")
    .action(async (options: { run: string; port: string }) =>
      done(await studioCommand(options, settings, signal)),
    );
  addFeedback(program, shell);
  addCalibrate(program, shell);
}

function addFeedback(program: Command, { settings, done }: Shell): void {
  const feedback = program
    .command("feedback")
    .description("what people said about the runs of a turn");
  feedback
    .command("import <file>")
    .description("take comments and verdicts from a spreadsheet (CSV) or JSONL")
    .option("--run <dir>", "folder of the run", "runs/latest")
    .option("--map <columns>", 'which column holds what: "Comment=summary,Who=reviewer"')
    .option("--reviewer <name>", "the reviewer of rows that name none")
    .option("--json", "print what was taken as JSON")
    .action(async (file: string, options: FeedbackImportOptions) =>
      done(await feedbackImportCommand(file, options, settings)),
    );
  feedback
    .command("agreement")
    .description("how far people agree: with each other, the judge and the model; and on what not")
    .option("--run <dir>", "folder of the run", "runs/latest")
    .option("--json", "print the agreement as JSON")
    .action(async (options: { run: string; json?: boolean }) =>
      done(await feedbackAgreementCommand(options, settings)),
    );
  feedback
    .command("labels")
    .description("write people's verdicts on evals as `calibrate` reads them")
    .option("--run <dirs...>", "folders of runs", ["runs/latest"])
    .option("--out <file>", "where to write", "labels.jsonl")
    .action(async (options: { run: string[]; out: string }) =>
      done(await feedbackLabelsCommand(options, settings)),
    );
}

function addCalibrate(program: Command, { settings, signal, done }: Shell): void {
  program
    .command("calibrate")
    .description("hold the judge against people's labels")
    .requiredOption(
      "--labels <file>",
      "JSONL of question, rubric, answer, verdict (pass or fail), reviewer",
    )
    .option("--suite <file>", "eval suite, for labels that name an eval_id")
    .option("--answers <file>", "answers, for labels that leave them out")
    .option("--out <file>", "where to write", "calibration.json")
    .option("--repeats <n>", "how often each answer is judged", "3")
    .option("--live", "calibrate a real model")
    .option("--max-cost <dollars>", "stop at this cost")
    .option("--seed <seed>", "seeds the simulated judge", "42")
    .option("--json", "print the calibration as JSON")
    .action(async (options: CalibrateOptions) =>
      done(await calibrateCommand(options, settings, signal)),
    );
}
