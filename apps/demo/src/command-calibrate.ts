import { writeJson } from "@loopwright/core";
import {
  calibrateJudge,
  calibrationReport,
  readAnswers,
  readLabels,
  readSuite,
} from "@loopwright/promptfoo-gate";
import { exitCodes } from "./exit-code.ts";
import { liveModels, offlineModels, openJudge } from "./models.ts";
import { amount, wholeNumber } from "./plan.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface CalibrateOptions {
  labels: string;
  suite?: string;
  answers?: string;
  out: string;
  repeats: string;
  live?: boolean;
  seed: string;
  maxCost?: string;
  json?: boolean;
}

/** `loopwright calibrate`: holds the judge against people's labels, and writes what the gate needs to know of it. */
export async function calibrateCommand(
  options: CalibrateOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const path = (value: string) => fromUser(settings, value);
  const repeats = wholeNumber("--repeats", options.repeats);
  const labels = await readLabels(path(options.labels), {
    cases: options.suite ? await readSuite(path(options.suite)) : [],
    answers: options.answers ? await readAnswers(path(options.answers)) : [],
  });
  const models = options.live
    ? await liveModels(
        settings,
        options.maxCost === undefined ? undefined : amount("--max-cost", options.maxCost),
      )
    : offlineModels({ seed: options.seed });
  const calibration = await calibrateJudge({ judge: openJudge(models), labels, repeats, signal });
  await writeJson(path(options.out), calibration);
  process.stdout.write(
    options.json ? `${JSON.stringify(calibration, null, 2)}\n` : calibrationReport(calibration),
  );
  if (models.simulated && !options.json)
    process.stdout.write("The judge was simulated: this says nothing about a live model.\n");
  return exitCodes.ok;
}
