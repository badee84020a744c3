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
export function estimateUsage(questions: number): Usage {
  const perRun = { requests: 14, input_tokens: 260_000, output_tokens: 9_000 };
  const rest = { requests: 250, input_tokens: 350_000, output_tokens: 45_000 };
  return {
    requests: perRun.requests * questions + rest.requests,
    input_tokens: perRun.input_tokens * questions + rest.input_tokens,
    output_tokens: perRun.output_tokens * questions + rest.output_tokens,
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
  const usage = estimateUsage(record.plan.questions.length);
  const limit =
    maxCost === undefined
      ? "no limit; set one with --max-cost"
      : `stops at $${Number(maxCost).toFixed(2)}`;
  out.write(
    `Live models (${[...new Set(Object.values(models.names))].join(", ")}): about ${millions(usage.input_tokens)} input and ` +
      `${millions(usage.output_tokens)} output tokens, about $${costOf(usage, prices).toFixed(2)} ` +
      `at $${prices.input} and $${prices.output} a million (${limit}).\n`,
  );
}

function millions(tokens: number): string {
  return `${(tokens / 1_000_000).toFixed(2)} M`;
}
