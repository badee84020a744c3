import { addUsage, LoopError, noUsage, type Usage } from "@loopwright/core";
import { z } from "zod";
import type { Prices } from "./settings.ts";

/** Counts the tokens of every model call that passes through its `fetch`, and stops at a cost limit. */
export interface Meter {
  fetch: typeof globalThis.fetch;
  usage(): Usage;
  /** US dollars so far; undefined when no prices are known. */
  cost(): number | undefined;
}

const ReportedUsage = z.object({
  usage: z.object({
    input_tokens: z.number().optional(),
    output_tokens: z.number().optional(),
    prompt_tokens: z.number().optional(),
    completion_tokens: z.number().optional(),
  }),
});

/**
 * Wraps a `fetch` so that all model calls of a loop are counted in one place, whichever client made them.
 *
 * @throws LoopError `aborted` from a call that would start after `maxCost` was reached
 */
export function createMeter(options: {
  fetch: typeof globalThis.fetch;
  prices?: Prices;
  maxCost?: number;
}): Meter {
  const { prices, maxCost } = options;
  let total = noUsage;
  const cost = () => prices && costOf(total, prices);

  return {
    usage: () => total,
    cost,
    async fetch(input, init) {
      const spent = cost();
      if (maxCost !== undefined && spent !== undefined && spent >= maxCost)
        throw new LoopError(
          "aborted",
          `the cost limit is reached: $${spent.toFixed(2)} of $${maxCost.toFixed(2)}; raise --max-cost and resume`,
        );
      const response = await options.fetch(input, init);
      total = addUsage(total, await usageOf(response));
      return response;
    },
  };
}

/** US dollars for a number of tokens. */
export function costOf(usage: Usage, prices: Prices): number {
  return (usage.input_tokens * prices.input + usage.output_tokens * prices.output) / 1_000_000;
}

async function usageOf(response: Response): Promise<Usage> {
  if (!response.headers.get("content-type")?.includes("application/json")) return noUsage;
  const parsed = ReportedUsage.safeParse(
    await response
      .clone()
      .json()
      .catch(() => undefined),
  );
  if (!parsed.success) return noUsage;
  const { usage } = parsed.data;
  return {
    requests: 1,
    input_tokens: usage.input_tokens ?? usage.prompt_tokens ?? 0,
    output_tokens: usage.output_tokens ?? usage.completion_tokens ?? 0,
  };
}
