import type { Conversation } from "./conversation.ts";

/** One sum that the analyst lets the shell work out; the expression holds numbers and operators only. */
export interface Calculation {
  name: string;
  expression: string;
  /** Decimals of the printed result. */
  decimals: number;
}

/** Results by the calculation's name, as printed. A sum that was not worked out is not there. */
export type Results = ReadonlyMap<string, string>;

/** The command that works out the sums and prints `name = result` for each. */
export function calculateCommand(calculations: readonly Calculation[]): string {
  const lines = calculations.map(
    ({ name, expression, decimals }) =>
      `print(${JSON.stringify(name)}, ${expression}, ${decimals});`,
  );
  return [
    "node - <<'END_OF_SUMS'",
    "const print = (name, value, decimals) => console.log(`${name} = ${value.toFixed(decimals)}`);",
    ...lines,
    "END_OF_SUMS",
  ].join("\n");
}

/** Reads back what the sums printed; later results replace earlier ones of the same name. */
export function readResults(conversation: Conversation): Results {
  const results = new Map<string, string>();
  for (const { cmd, printed } of conversation.commands) {
    if (!cmd.startsWith("node - <<'END_OF_SUMS'")) continue;
    for (const line of (printed ?? "").split("\n")) {
      const match = /^(.+) = (-?\d+(?:\.\d+)?)$/.exec(line.trim());
      if (match?.[1] && match[2]) results.set(match[1], match[2]);
    }
  }
  return results;
}

/** A sum of terms, each with its sign, for use as an expression. */
export function sumOf(terms: readonly { value: number; sign?: 1 | -1 }[]): string {
  return terms
    .map(({ value, sign = 1 }, index) =>
      index === 0 ? `${sign * value}` : `${sign === 1 ? "+" : "-"} ${value}`,
    )
    .join(" ");
}
