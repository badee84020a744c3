import type { Random } from "@loopwright/core/statistics";

/** What a formulation is filled with. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * Makes a sentence of a formulation: takes one of each `[this|that]` and fills in each `{name}`.
 *
 * @throws RangeError for a name without a value, which is a mistake in a phrase bank
 * @example expand("[Growth was|Growth came to] {growth}%.", { growth: 71 }, random)
 */
export function expand(formulation: string, values: Values, random: Random): string {
  const chosen = formulation.replace(/\[([^[\]]*)\]/g, (_, choices: string) =>
    random.pick(choices.split("|")),
  );
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`"${formulation}" needs a value for {${name}}`);
    return String(value);
  });
}
