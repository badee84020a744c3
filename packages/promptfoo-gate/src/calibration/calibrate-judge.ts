import { LoopError } from "@loopwright/core";
import type { Judge } from "../judge-types.ts";
import { agreementOf, share, shortcomings } from "./agreement.ts";
import { lengthBias, positionBias, reversedAnswer, type Compared } from "./bias.ts";
import { bindingOf, rubricHash } from "./fingerprint.ts";
import type { JudgeCalibration } from "./judge-calibration.ts";
import { settleLabels, type JudgeLabel, type SettledLabel } from "./judge-label.ts";

export interface CalibrateJudgeOptions {
  judge: Judge;
  labels: readonly JudgeLabel[];
  /** How often each answer is judged; the first verdict counts, the others show how steady it is. Default 3. */
  repeats?: number;
  /** Answers judged at the same time. Default 4. */
  concurrency?: number;
  signal?: AbortSignal;
}

/** A label with the judge's verdicts on it. */
interface Judged extends Compared {
  label: SettledLabel;
  number: number;
  isStable: boolean;
}

/**
 * Holds a judge against people's labels: confusion table, Cohen's kappa with interval, bias by length and by
 * position, and how steady it is. Fewer than 30 labels, or a kappa whose lower bound is under 0.6, make it
 * inadmissible: the gate then counts its rows but does not let them decide.
 *
 * @throws LoopError `bad_input` when no label is left that people agree on, `engine` when the judge decides none,
 *   `aborted`
 * @example
 * const calibration = await calibrateJudge({ judge, labels: await readLabels("labels.jsonl") });
 * const gate = createGate({ judge, calibration });
 */
export async function calibrateJudge(options: CalibrateJudgeOptions): Promise<JudgeCalibration> {
  const { judge, labels } = options;
  const { settled, disputed } = settleLabels(labels);
  if (settled.length === 0)
    throw new LoopError("bad_input", "there is no label that reviewers agree on; add labels");
  const judged = await judgeAll(settled, options);
  if (judged.length === 0)
    throw new LoopError("engine", `${judge.model} decided none of the ${settled.length} labels`);
  const rubric_hashes = [...new Set(judged.map(({ label }) => rubricHash(label.rubric)))];
  const agreement = agreementOf(confusionOf(judged));
  const reasons = shortcomings(judged.length, agreement.kappa);
  const fromKey = judged.filter(({ label }) => label.source === "key").length;
  return {
    judge: { model: judge.model, prompt_hash: judge.promptHash },
    rubric_hashes,
    binding: bindingOf(judge, rubric_hashes),
    labels: { total: judged.length, person: judged.length - fromKey, key: fromKey },
    disputed,
    undecided: settled.length - judged.length,
    ...agreement,
    self_consistency: consistencyOf(judged, options.repeats ?? 3),
    length_bias: lengthBias(judged),
    position_bias: positionBias(judged),
    admissible: reasons.length === 0,
    reasons,
  };
}

async function judgeAll(
  settled: readonly SettledLabel[],
  options: CalibrateJudgeOptions,
): Promise<Judged[]> {
  const { concurrency = 4, signal } = options;
  const waiting = [...settled.entries()];
  const judged: Judged[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (signal?.aborted) throw new LoopError("aborted", "the calibration was aborted");
      const [index, label] = next;
      const found = await judgeLabel(label, index + 1, options);
      if (found) judged.push(found);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  return judged.sort((a, b) => a.number - b.number);
}

async function judgeLabel(
  label: SettledLabel,
  number: number,
  { judge, repeats = 3, signal }: CalibrateJudgeOptions,
): Promise<Judged | undefined> {
  const ask = async (answer: string): Promise<boolean | undefined> => {
    const { question, rubric } = label;
    try {
      const request = { question, rubric, answer, ...(signal ? { signal } : {}) };
      return (await judge.judge(request)).pass;
    } catch (error) {
      if (signal?.aborted)
        throw new LoopError("aborted", "the calibration was aborted", { cause: error });
      return undefined;
    }
  };
  const passed = await ask(label.answer);
  if (passed === undefined) return undefined;
  const again: (boolean | undefined)[] = [];
  for (let time = 1; time < repeats; time++) again.push(await ask(label.answer));
  const turned = reversedAnswer(label.answer);
  return {
    label,
    number,
    answer: label.answer,
    right: label.passes,
    passed,
    reversed: turned === undefined ? undefined : await ask(turned),
    isStable: again.every((verdict) => verdict === passed),
  };
}

function confusionOf(judged: readonly Judged[]): JudgeCalibration["confusion"] {
  const count = (right: boolean, passed: boolean) =>
    judged.filter((one) => one.right === right && one.passed === passed).length;
  return {
    pass_pass: count(true, true),
    pass_fail: count(true, false),
    fail_pass: count(false, true),
    fail_fail: count(false, false),
  };
}

function consistencyOf(
  judged: readonly Judged[],
  repeats: number,
): JudgeCalibration["self_consistency"] {
  const unstable = judged.flatMap(({ isStable, number }) => (isStable ? [] : [number]));
  return { repeats, share: share(judged.length - unstable.length, judged.length), unstable };
}
