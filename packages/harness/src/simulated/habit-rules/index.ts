import type { HabitRule } from "./habit-rule.ts";
import { rulesOnComparison } from "./on-comparison.ts";
import { rulesOnEvidence } from "./on-evidence.ts";
import { rulesOnReporting } from "./on-reporting.ts";

export { habitIds, type HabitId, type HabitRule } from "./habit-rule.ts";

/** Every bad habit of the analyst, with the rule that switches it off. */
export const habitRules: readonly HabitRule[] = [
  ...rulesOnEvidence,
  ...rulesOnComparison,
  ...rulesOnReporting,
];
