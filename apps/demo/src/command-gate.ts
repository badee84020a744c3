import { writeJson, type GateResult } from "@loopwright/core";
import { answersAsOutput, readAnswers, readSuite } from "@loopwright/promptfoo-gate";
import { join } from "node:path";
import { exitCodes } from "./exit-code.ts";
import { liveModels, offlineModels, openGate } from "./models.ts";
import { amount } from "./plan.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface GateOptions {
  suite: string;
  answers: string;
  out?: string;
  live?: boolean;
  seed: string;
  json?: boolean;
  maxCost?: string;
  calibration?: string;
}

/** `loopwright gate`: scores anybody's answers with any suite; nothing of a loop is needed. */
export async function gateCommand(
  options: GateOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const cases = await readSuite(fromUser(settings, options.suite));
  const answers = await readAnswers(fromUser(settings, options.answers));
  const models = options.live
    ? await liveModels(
        settings,
        options.maxCost === undefined ? undefined : amount("--max-cost", options.maxCost),
      )
    : offlineModels({ seed: options.seed });
  const gate = await openGate(
    models,
    options.calibration && fromUser(settings, options.calibration),
  );
  try {
    const out = options.out ? fromUser(settings, options.out) : undefined;
    const result = await gate.run({
      cases,
      outputOf: answersAsOutput(answers),
      signal,
      ...(out ? { resultsFile: join(out, "promptfoo_results.json") } : {}),
    });
    if (out) await writeJson(join(out, "gate.json"), result);
    process.stdout.write(
      options.json ? `${JSON.stringify(result, null, 2)}\n` : report(result, models.simulated),
    );
    return exitCodeFor(result);
  } finally {
    await gate.close();
  }
}

function exitCodeFor({ verdict }: GateResult): number {
  if (verdict === "pass") return exitCodes.ok;
  return verdict === "fail" ? exitCodes.gateFailed : exitCodes.couldNotEvaluate;
}

function report(result: GateResult, simulated: boolean): string {
  const rows = result.rows.map(
    (row) => `${row.outcome.padEnd(8)}${row.eval_id} (${row.trace_label}): ${row.explanation}`,
  );
  const { advisory = 0, calibration } = result;
  const corrected = calibration?.corrected_pass_rate;
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const judge = simulated ? "a simulated judge" : result.judge.model;
  return [
    ...rows,
    `${result.verdict}: ${result.passed} passed, ${result.failed} failed, ${result.errored} errored, judged by ${judge}`,
    ...(advisory > 0 ? [`${advisory} of ${result.total} rows are advisory and have no say`] : []),
    ...(corrected
      ? [
          `pass rate under labelled rubrics, corrected for the judge's known errors: ${percent(corrected.estimate)} (${percent(corrected.low)} to ${percent(corrected.high)})`,
        ]
      : []),
    "",
  ].join("\n");
}
