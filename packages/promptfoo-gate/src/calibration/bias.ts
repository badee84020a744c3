import { wilsonInterval, type Interval } from "@loopwright/core/statistics";
import type { JudgeCalibration } from "./judge-calibration.ts";

/** One answer as people and judge see it. */
export interface Compared {
  answer: string;
  /** People's verdict, the judge's, and the judge's on the answer in reverse order, where it has parts. */
  right: boolean;
  passed: boolean;
  reversed?: boolean | undefined;
}

const normalQuantile = 1.959963984540054;

/** Does the judge pass long answers more readily than short ones, beyond what people do? */
export function lengthBias(compared: readonly Compared[]): JudgeCalibration["length_bias"] {
  const lengths = compared.map(({ answer }) => answer.length).sort((a, b) => a - b);
  const median = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
  const short = leniencies(compared.filter(({ answer }) => answer.length <= median));
  const long = leniencies(compared.filter(({ answer }) => answer.length > median));
  const difference = differenceOf(long, short);
  return {
    median_length: median,
    short: mean(short),
    long: mean(long),
    difference,
    biased: difference.low > 0 || difference.high < 0,
  };
}

/** 1 where the judge passed what people failed, -1 the other way round, else 0. */
function leniencies(compared: readonly Compared[]): number[] {
  return compared.map(({ right, passed }) => Number(passed) - Number(right));
}

function differenceOf(a: readonly number[], b: readonly number[]): Interval {
  const estimate = mean(a) - mean(b);
  if (a.length < 2 || b.length < 2) return { estimate, low: -2, high: 2 };
  const reach = normalQuantile * Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  return { estimate, low: estimate - reach, high: estimate + reach };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2)) * (values.length / (values.length - 1));
}

/** Does it matter where in an answer something stands? */
export function positionBias(compared: readonly Compared[]): JudgeCalibration["position_bias"] {
  const tried = compared.filter(({ reversed }) => reversed !== undefined);
  const to_pass = tried.filter(({ passed, reversed }) => !passed && reversed).length;
  const to_fail = tried.filter(({ passed, reversed }) => passed && !reversed).length;
  const { estimate, low, high } = wilsonInterval(to_pass + to_fail, tried.length);
  return {
    tried: tried.length,
    to_pass,
    to_fail,
    flipped: { estimate: tried.length === 0 ? 0 : estimate, low, high },
  };
}

/** The answer with its paragraphs, lines or sentences in reverse order; undefined when it is of one piece. */
export function reversedAnswer(answer: string): string | undefined {
  for (const [pattern, glue] of [
    [/\n\s*\n/u, "\n\n"],
    [/\n/u, "\n"],
    [/(?<=[.!?。！？])\s+(?=\S)/u, " "],
  ] as const) {
    const parts = answer.trim().split(pattern);
    if (parts.length > 1) return parts.toReversed().join(glue);
  }
  return undefined;
}
