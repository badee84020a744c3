import type { Usage } from "@loopwright/core";
import { costOf } from "./meter.ts";
import { livePrices, type Models } from "./models.ts";
import type { RunRecord } from "./run-record.ts";
import type { Prices } from "./settings.ts";

/**
 * Tokens that a live loop is expected to need. An agent run re-sends its growing history on every turn, which
 * is why runs weigh far more than all other stages together. The figures are rounded up from offline runs of
 * the reference company (whose prompts are the live ones) and from the length of its files; a live model may
 * need half or twice as much.
 */
export function estimateUsage({
  questions,
  harnessMutants,
}: {
  questions: number;
  /** Further agent runs with a rule taken out of the harness. */
  harnessMutants: number;
}): Usage {
  const perRun = { requests: 14, input_tokens: 260_000, output_tokens: 9_000 };
  const rest = { requests: 250, input_tokens: 350_000, output_tokens: 45_000 };
  const runs = questions + harnessMutants;
  return {
    requests: perRun.requests * runs + rest.requests,
    input_tokens: perRun.input_tokens * runs + rest.input_tokens,
    output_tokens: perRun.output_tokens * runs + rest.output_tokens,
  };
}

/** Says what a live loop is going to cost, before it costs anything. */
export function announceCost(options: {
  record: RunRecord;
  models: Pick<Models, "names">;
  out: NodeJS.WritableStream;
  prices: Prices | undefined;
  maxCost: string | undefined;
}): void {
  const { record, models, out, prices = livePrices, maxCost } = options;
  if (!record.plan.live) return;
  const { questions, harness_mutants: harnessMutants } = record.plan;
  const usage = estimateUsage({ questions: questions.length, harnessMutants });
  const limit =
    maxCost === undefined
      ? "no limit; set one with --max-cost"
      : `stops at $${Number(maxCost).toFixed(2)}`;
  out.write(
    `Live models (${[...new Set(Object.values(models.names))].join(", ")}): about ${millions(usage.input_tokens)} input and ` +
      `${millions(usage.output_tokens)} output tokens, about $${costOf(usage, prices).toFixed(2)} ` +
      `at $${prices.input} and $${prices.output} a million (${limit}). ${mutantsClause(harnessMutants, prices)}\n`,
  );
}

/** What proving evals on runs without a rule adds, or would add. */
function mutantsClause(count: number, prices: Prices): string {
  const one = { questions: 1, harnessMutants: 0 };
  const run =
    costOf(estimateUsage({ ...one, harnessMutants: 1 }), prices) -
    costOf(estimateUsage(one), prices);
  return count > 0
    ? `That includes ${count} runs with a rule taken out of the harness, about $${(run * count).toFixed(2)}.`
    : `Proving evals on runs with a rule taken out of the harness (--harness-mutants) would add about $${run.toFixed(2)} each.`;
}

function millions(tokens: number): string {
  return `${(tokens / 1_000_000).toFixed(2)} M`;
}
