import type { LabelRow } from "@loopwright/macro-evals";
import type { Random } from "@loopwright/core/statistics";
import type { Population } from "./population.ts";

/** Turns a share of the red labels green, and a share of the green ones red in one check, drawn as checks fail. */
export function withLabelNoise(
  { labels }: Population,
  random: Random,
  { missed, falseAlarms }: { missed: number; falseAlarms: number },
): Map<string, LabelRow> {
  const failing = [...labels.values()].flatMap(
    ({ promptfoo_failed_checks }) => promptfoo_failed_checks,
  );
  return new Map(
    [...labels].map(([run_id, label]): [string, LabelRow] => {
      const share = label.promptfoo_pass ? falseAlarms : missed;
      if (random.next() >= share || failing.length === 0) return [run_id, label];
      const checks = label.promptfoo_pass ? [random.pick(failing)] : [];
      return [
        run_id,
        {
          ...label,
          promptfoo_pass: !label.promptfoo_pass,
          promptfoo_failed_checks: checks,
          promptfoo_primary_finding: checks[0] ?? "none",
        },
      ];
    }),
  );
}
