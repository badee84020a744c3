import { LoopError, type Usage } from "@loopwright/core";

/** Limits of one whole diagnosis, all agents together. */
export interface EngineLimits {
  /** Model calls. */
  turns: number;
  /** Input and output tokens together. */
  tokens: number;
  /** US dollars; counted only when prices are given. */
  cost: number;
  /** Milliseconds. */
  wallTime: number;
  /** Bytes of tool output handed to models. */
  toolBytes: number;
}

export const defaultLimits: EngineLimits = {
  turns: 80,
  tokens: 3_000_000,
  cost: 20,
  wallTime: 30 * 60_000,
  toolBytes: 3_000_000,
};

/** US dollars for a million tokens. */
export interface EnginePrices {
  input: number;
  output: number;
}

/** What has been spent, and what is used up. */
export interface Budget {
  spent(): { turns: number; tokens: number; cost: number; wallTime: number; toolBytes: number };
  /** The limit that is reached, in words; undefined while there is room. */
  exhausted(): string | undefined;
  addCall(usage: Usage, milliseconds: number): void;
  /** Takes bytes of tool output if they fit; false when they would not. */
  takeToolBytes(bytes: number): boolean;
  /** @throws LoopError `aborted` when a limit is reached and the one closing call has been used */
  admit(options: { closing: boolean }): void;
}

/** Counts for all agents of one diagnosis; `elapsed` is what earlier, killed attempts took. */
export function createBudget(options: {
  limits: EngineLimits;
  prices?: EnginePrices | undefined;
  now: () => number;
}): Budget {
  const { limits, prices, now } = options;
  const started = now();
  let turns = 0;
  let input = 0;
  let output = 0;
  let toolBytes = 0;
  let earlier = 0;
  let closings = 0;
  const spent = () => ({
    turns,
    tokens: input + output,
    cost: prices ? (input * prices.input + output * prices.output) / 1_000_000 : 0,
    wallTime: earlier + now() - started,
    toolBytes,
  });
  const exhausted = () => {
    const so = spent();
    if (so.turns >= limits.turns) return `${limits.turns} model calls`;
    if (so.tokens >= limits.tokens) return `${limits.tokens} tokens`;
    if (so.cost >= limits.cost) return `$${limits.cost.toFixed(2)}`;
    if (so.wallTime >= limits.wallTime) return `${limits.wallTime} ms`;
    return undefined;
  };
  return {
    spent,
    exhausted,
    addCall(usage, milliseconds) {
      turns += 1;
      input += usage.input_tokens;
      output += usage.output_tokens;
      earlier += milliseconds;
    },
    takeToolBytes(bytes) {
      if (toolBytes + bytes > limits.toolBytes) return false;
      toolBytes += bytes;
      return true;
    },
    admit({ closing }) {
      const reached = exhausted();
      if (reached === undefined) return;
      if (closing && closings === 0) {
        closings += 1;
        return;
      }
      throw new LoopError("aborted", `the diagnosis has used up its budget of ${reached}`);
    },
  };
}
