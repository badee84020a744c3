import { analyzeRuns } from "@loopwright/macro-evals";
import type { Random } from "@loopwright/core/statistics";
import {
  driftMaterial,
  falseAlarms,
  findWindow,
  otherWindows,
  type FoundWindow,
} from "./drift-windows.ts";
import { withLabelNoise } from "./label-noise.ts";
import { evaluate, figureOf, type Population } from "./population.ts";

/** What is tried on every population beside the table. */
export interface Checks {
  /** With a fifth of the red labels missed and a fifth of the green ones raised. */
  noise: { step1: number; step3: number; found: number };
  windows: FoundWindow[];
  /** Windows in the true order of time where the planted one was taken out. */
  otherWindows: number;
  alarms: { raised: number; of: number };
  /** The highest F1 of any single word, phrase, tool, agent or field value. */
  signature: number;
}

const alarmTrials = 10;

export async function checkPopulation(
  population: Population,
  { random, signature }: { random: Random; signature: number },
): Promise<Checks> {
  const labels = withLabelNoise(population, random.fork("noise"), {
    missed: 0.2,
    falseAlarms: 0.2,
  });
  const noisy = evaluate(
    population,
    await analyzeRuns({ runs: population.runs, labels, resamples: 0 }),
  );
  const material = driftMaterial(population);
  return {
    noise: {
      step1: figureOf(noisy, "culprit step first"),
      step3: figureOf(noisy, "culprit step in first three"),
      found: figureOf(noisy, "planted patterns found"),
    },
    windows: [0.02, 0.05, 0.1].map((share) => findWindow(material, share)),
    otherWindows: otherWindows(material).length,
    alarms: {
      raised: falseAlarms(material, random.fork("alarms"), alarmTrials),
      of: alarmTrials,
    },
    signature,
  };
}
