import type { Adjustment, ArrBridge, HeadlineArr, SourcedFigure } from "../arr.ts";
import { sumOf, type Calculation, type Results } from "../calculations.ts";
import { money } from "../figures.ts";
import { layout } from "../layout.ts";
import { listed } from "../passages.ts";
import type { Room } from "../room.ts";
import { conflict, recordAs, type Conflict } from "../statement.ts";
import type { Arr } from "./arr-view.ts";

const afterAdjustments = "headline ARR less named adjustments, $M";
const unexplained = "gap that the adjustments leave open, $M";
const rolledForward = "opening ARR rolled forward, $M";
const rollDifference = "controlled ARR less the roll-forward, $M";
const growthOnControlled = "growth on controlled ARR, %";
const growthOnHeadline = "growth on headline ARR, %";

/** Sums that show whether bridge, adjustments and growth hang together. */
export function arrChecks({
  bridge,
  controlled,
  headline,
  adjustments: parts,
  growth,
}: Arr): Calculation[] {
  const { opening, added, expansion, contraction, churn } = bridge;
  const sums: Calculation[] = [];
  if (controlled && headline && parts.length > 0) {
    const rest = sumOf([headline, ...parts.map(({ value }) => ({ value, sign: -1 as const }))]);
    sums.push({ name: afterAdjustments, expression: rest, decimals: 1 });
    sums.push({ name: unexplained, expression: `${rest} - ${controlled.value}`, decimals: 1 });
  }
  if (opening && added && expansion && contraction && churn && controlled) {
    const roll = sumOf([
      opening,
      added,
      expansion,
      { value: contraction.value, sign: -1 },
      { value: churn.value, sign: -1 },
    ]);
    sums.push({ name: rolledForward, expression: roll, decimals: 2 });
    const difference = `${controlled.value} - (${roll})`;
    sums.push({ name: rollDifference, expression: difference, decimals: 2 });
  }
  if (opening && controlled && growth)
    sums.push(growthSum(growthOnControlled, controlled, opening));
  if (opening && headline && growth) sums.push(growthSum(growthOnHeadline, headline, opening));
  return sums;
}

function growthSum(
  name: string,
  ending: { value: number },
  opening: { value: number },
): Calculation {
  return { name, expression: `100 * (${ending.value} / ${opening.value} - 1)`, decimals: 1 };
}

/** What the checks left open, in $M as printed; nothing where a check was not made or came out even. */
export function openAmounts(results: Results): { bridge?: string; adjustments?: string } {
  const [bridge, rest] = [results.get(rollDifference), results.get(unexplained)];
  return {
    ...(bridge && isOpen(bridge) ? { bridge } : {}),
    ...(rest && isOpen(rest) ? { adjustments: rest } : {}),
  };
}

function isOpen(amount: string): boolean {
  return Math.abs(Number(amount)) >= 0.05;
}

/** Whether the analyst has made the checks at all. */
export function hasChecked(results: Results): boolean {
  return results.has(rolledForward);
}

/** What does not add up, or is missing. */
export function arithmeticConflicts(
  results: Results,
  { controlled, headline, bridge, adjustments: parts, growth }: Arr,
  months: readonly string[],
): Conflict[] {
  return [
    ...bridgeCheck(results, controlled, bridge),
    ...adjustmentCheck(results, controlled, headline, parts),
    ...growthCheck(results, growth, bridge.opening, controlled, headline),
    ...(results.has(rolledForward) && months.length > 0
      ? [
          conflict(
            "arithmetic",
            `The monthly KPI export has no rows for ${listed(months)}, so the bridge cannot be followed month by month.`,
            layout.monthlyKpis,
          ),
        ]
      : []),
  ];
}

function bridgeCheck(
  results: Results,
  controlled: SourcedFigure | undefined,
  { opening, added, expansion, contraction, churn }: ArrBridge,
): Conflict[] {
  const [roll, difference] = [results.get(rolledForward), results.get(rollDifference)];
  if (!roll || !difference || !controlled || Math.abs(Number(difference)) < 0.05) return [];
  if (!opening || !added || !expansion || !contraction || !churn) return [];
  const parts = `opening ARR of ${money(opening)} plus ${money(added)} new and ${money(expansion)} expansion, less ${money(contraction)} contraction and ${money(churn)} churn,`;
  return [
    recordAs(
      conflict(
        "arithmetic",
        `The bridge does not tie: ${parts} comes to $${roll}M, not ${money(controlled)}; $${difference}M is unexplained.`,
        controlled.path,
      ),
      `The bridge's ${parts} comes to $${roll}M.`,
      `Ending ARR of ${money(controlled)} is $${difference}M away from ${parts.replace(/,$/, "")}.`,
    ),
  ];
}

function adjustmentCheck(
  results: Results,
  controlled: SourcedFigure | undefined,
  headline: HeadlineArr | undefined,
  parts: readonly Adjustment[],
): Conflict[] {
  const [rest, open] = [results.get(afterAdjustments), results.get(unexplained)];
  if (!rest || !open || !controlled || !headline || Math.abs(Number(open)) < 0.05) return [];
  const named = listed(parts.map((part) => `${part.label} (${money(part)})`));
  return [
    recordAs(
      conflict(
        "arithmetic",
        `The named adjustments leave $${rest}M of the headline, not ${money(controlled)}; $${open}M of the gap has no explanation. They are ${named}, and the headline is ${money(headline)}.`,
        headline.path,
        layout.revenueNotes,
        controlled.path,
      ),
      `The headline of ${money(headline)} less ${named} is $${rest}M.`,
      `The headline of ${money(headline)} less ${named} and less controlled ARR of ${money(controlled)} leaves $${open}M.`,
    ),
  ];
}

function growthCheck(
  results: Results,
  growth: Arr["growth"],
  opening: SourcedFigure | undefined,
  controlled: SourcedFigure | undefined,
  headline: HeadlineArr | undefined,
): Conflict[] {
  const [on, off] = [results.get(growthOnControlled), results.get(growthOnHeadline)];
  if (!growth || !on || !off || !opening || !controlled || !headline) return [];
  const fits = (rate: string) => Math.abs(Number(rate) - growth.value) < 1;
  if (!fits(on) || fits(off)) return [];
  return [
    recordAs(
      conflict(
        "arithmetic",
        `The stated growth of ${growth.text} fits controlled ARR of ${money(controlled)} (${on}% over ${money(opening)}); growth to the headline of ${money(headline)}, beside which it is printed, would be ${off}%.`,
        growth.path,
        controlled.path,
      ),
      `From ${money(opening)} to the controlled ${money(controlled)} is growth of ${on}%; the board states ${growth.text}.`,
      `From ${money(opening)} to the headline of ${money(headline)} would be growth of ${off}%.`,
    ),
  ];
}

/** Months without a row in the year of the first row, as a reader would name them. */
export function missingMonths(room: Room): string[] {
  const present = room
    .rows(layout.monthlyKpis)
    .flatMap((row) => /^(\d{4})-(\d{2})$/.exec(row["month"] ?? "")?.[0] ?? []);
  const year = present[0]?.slice(0, 4);
  if (!year) return [];
  return monthNames
    .filter((_, index) => !present.includes(`${year}-${String(index + 1).padStart(2, "0")}`))
    .map((name) => `${name} ${year}`);
}

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );
