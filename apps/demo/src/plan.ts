import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LoopError, type HarnessConfig, type Question } from "@loopwright/core";
import {
  defaultQuestionNumbers,
  questionBank,
  readQuestions,
  selectQuestions,
} from "@loopwright/dataroom";
import { parseColumnMap } from "@loopwright/feedback";
import { readCalibration } from "@loopwright/promptfoo-gate";
import { checkFeedbackFile } from "./feedback-file.ts";
import type { RunPlan } from "./run-record.ts";
import { fromUser, type Settings } from "./settings.ts";

/** Options of `loopwright run`, as the command line gives them. */
export interface RunOptions {
  live?: boolean;
  questions?: string;
  all?: boolean;
  harness?: string;
  dataroom?: string;
  questionsFile?: string;
  feedback?: string;
  map?: string;
  calibration?: string;
  seed: string;
  out?: string;
  concurrency: string;
  harnessMutants?: string;
  sandbox: string;
  json?: boolean;
  stage?: string;
  resume?: string;
  failOnGate?: boolean;
  maxCost?: string;
  unsafeHost?: boolean;
  latency?: string;
}

const ownFolder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export const defaultHarness = ownFolder("harness");

/** Settles what a new loop will do. */
export async function makePlan(options: RunOptions, settings: Settings): Promise<RunPlan> {
  const path = (value: string) => fromUser(settings, value);
  const questions = await chooseQuestions(options, path);
  const feedback = options.feedback ? path(options.feedback) : referenceFeedback(options);
  const columns = options.map === undefined ? undefined : parseColumnMap(options.map);
  if (feedback) await checkFeedbackFile(feedback, columns);
  const calibration = options.calibration && path(options.calibration);
  if (calibration) await readCalibration(calibration);
  return {
    seed: options.seed,
    live: options.live ?? false,
    harness_dir: options.harness ? path(options.harness) : defaultHarness,
    ...(options.dataroom ? { dataroom_dir: path(options.dataroom) } : {}),
    ...(feedback ? { feedback_file: feedback } : {}),
    ...(columns ? { feedback_columns: columns } : {}),
    ...(calibration ? { calibration_file: calibration } : {}),
    feedback_is_reference: !options.feedback && feedback !== undefined,
    questions: questions.map(({ number, text }, index) => ({
      label: `trace-${String(index + 1).padStart(2, "0")}`,
      number,
      text,
    })),
    concurrency: wholeNumber("--concurrency", options.concurrency),
    harness_mutants: mutantBudget(options),
    sandbox: options.sandbox,
    unsafe_host: options.unsafeHost ?? false,
  };
}

/** One a question of a default run; live, each costs as much as a run, so that they are asked for or left out. */
function mutantBudget({ harnessMutants, live }: RunOptions): number {
  if (harnessMutants === undefined) return live ? 0 : 5;
  return harnessMutants === "0" ? 0 : wholeNumber("--harness-mutants", harnessMutants);
}

/** The reference reviewer has read the reference company only; strangers' material has no reviewer. */
function referenceFeedback(options: RunOptions): string | undefined {
  return options.dataroom ? undefined : join(ownFolder("feedback"), "reference.jsonl");
}

async function chooseQuestions(
  options: RunOptions,
  path: (value: string) => string,
): Promise<Question[]> {
  const bank = options.questionsFile
    ? await readQuestions(path(options.questionsFile))
    : questionBank();
  if (options.questions) return selectQuestions(bank, questionNumbers(options.questions));
  if (options.all || options.questionsFile) return bank;
  return selectQuestions(bank, defaultQuestionNumbers);
}

function questionNumbers(list: string): number[] {
  return list.split(",").map((part) => wholeNumber("--questions", part.trim()));
}

export function wholeNumber(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new LoopError("bad_input", `${flag} ${text}: expected a whole number from 1 up`);
}

export function amount(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new LoopError("bad_input", `${flag} ${text}: expected a number from 0 up`);
}

/** `runs/<time>-<seed>` below the folder the user stands in. */
export function defaultOut(settings: Settings, seed: string, now: Date): string {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replaceAll(":", "")
    .replace("T", "-");
  return fromUser(settings, join("runs", `${time}-${seed.replaceAll(/[^\w.-]/g, "_")}`));
}

/** A harness that gives its model's name keeps it; live runs only, the simulated analyst has one name. */
export function agentModel(harness: HarnessConfig, plan: RunPlan, chosen: string): string {
  return plan.live ? (harness.model_settings.model ?? chosen) : chosen;
}
