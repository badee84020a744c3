import type { Usage } from "@loopwright/core";
import { costOf } from "./meter.ts";
import type { Prices } from "./settings.ts";

/**
 * Tokens that one order is expected to need with its five gradings. Calls and input are rounded up from runs of the
 * scripted models, whose prompts are the live ones; output leaves room for what a live model writes beyond its
 * records. It may need half or twice as much.
 */
const perOrder: Usage = { requests: 48, input_tokens: 110_000, output_tokens: 6_000 };

/** What a live population is going to cost, in a sentence, before it costs anything. */
export function ordersEstimate(options: {
  count: number;
  names: readonly string[];
  prices: Prices;
  maxCost: number | undefined;
}): string {
  const { count, names, prices, maxCost } = options;
  const usage = {
    requests: perOrder.requests * count,
    input_tokens: perOrder.input_tokens * count,
    output_tokens: perOrder.output_tokens * count,
  };
  const limit =
    maxCost === undefined ? "no limit; set one with --max-cost" : `stops at $${maxCost.toFixed(2)}`;
  return (
    `Live models (${names.join(", ")}): about ${usage.requests} calls, ${millions(usage.input_tokens)} input and ` +
    `${millions(usage.output_tokens)} output tokens, about $${costOf(usage, prices).toFixed(2)} ` +
    `at $${prices.input} and $${prices.output} a million (${limit}).`
  );
}

function millions(tokens: number): string {
  return `${(tokens / 1e6).toFixed(2)} million`;
}
