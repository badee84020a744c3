import type { Random } from "@loopwright/core/statistics";
import type { MonthlyKpi, ProfitAndLoss } from "../../reference/company.ts";
import type { RecurringRevenue } from "../company.ts";
import type { ChosenConflicts } from "../conflicts/chosen-conflicts.ts";
import { growthPercent, rounded, tenth } from "../figures.ts";

/**
 * ARR whose bridge ties. Where a conflict is chosen, a figure beside the true ones differs from them by more than
 * rounding can close.
 */
export function drawArr(random: Random, chosen: ChosenConflicts): RecurringRevenue {
  const controlled = random.integer(220, 900) / 10;
  const growth = random.integer(26, 80) / 100;
  const opening = tenth(controlled / (1 + growth));
  const expansion = tenth(controlled * (0.06 + random.next() * 0.06));
  const contraction = tenth(controlled * (0.02 + random.next() * 0.02));
  const churn = tenth(controlled * (0.05 + random.next() * 0.04));
  const added = tenth(controlled - opening - expansion + contraction + churn);
  const gap = chosen.subtle ? 0.09 + random.next() * 0.04 : 0.13 + random.next() * 0.08;
  const launchStage = tenth(controlled * gap * (0.45 + random.next() * 0.15));
  const usageTrueUp = tenth(controlled * gap * 0.25);
  const unexplained = chosen.has("board-adjustments") ? Math.max(tenth(controlled * 0.03), 0.7) : 0;
  const board = tenth(controlled + launchStage + usageTrueUp + unexplained);
  const missing = chosen.has("bridge-components") ? Math.max(tenth(controlled * 0.04), 1.1) : 0;
  return {
    opening,
    added,
    printedAdded: tenth(added - missing),
    expansion,
    contraction,
    churn,
    controlled,
    board,
    launchStage,
    usageTrueUp,
    bookingsAdjusted: tenth(controlled + Math.max((launchStage + usageTrueUp) * 0.55, 1.1)),
    growthPercent: growthPercent(opening, controlled),
  };
}

/**
 * Twelve months that add up to the year. The year's contraction falls in January and takes up what January wins, so
 * the first month ends at opening ARR, and each later month is the one before plus new and expansion less churn.
 */
export function drawMonths(
  random: Random,
  arr: RecurringRevenue,
  fiscalYear: number,
  grossMargin: number,
): MonthlyKpi[] {
  const january = januaryOf(arr);
  const later = {
    added: split(random, arr.added - january.added, 11),
    expansion: split(random, arr.expansion - january.expansion, 11),
    churn: split(random, arr.churn, 11),
  };
  const months: MonthlyKpi[] = [];
  for (let index = 0; index < 12; index++) {
    const newArr = index === 0 ? january.added : (later.added[index - 1] ?? 0);
    const expansionArr = index === 0 ? january.expansion : (later.expansion[index - 1] ?? 0);
    const churnArr = index === 0 ? 0 : (later.churn[index - 1] ?? 0);
    const before = months.at(-1)?.endingArr;
    months.push({
      month: `${fiscalYear}-${String(index + 1).padStart(2, "0")}`,
      endingArr:
        before === undefined ? arr.opening : rounded(before + newArr + expansionArr - churnArr),
      newArr,
      expansionArr,
      churnArr,
      grossMargin,
    });
  }
  return months;
}

/** What January wins equals the contraction that it takes. */
function januaryOf({ contraction }: RecurringRevenue): { added: number; expansion: number } {
  const added = rounded(Math.floor(contraction * 70) / 100);
  return { added, expansion: rounded(contraction - added) };
}

/** Uneven parts, in hundredths, that add up exactly. */
function split(random: Random, whole: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, () => 0.7 + random.next() * 0.6);
  const sum = weights.reduce((a, b) => a + b, 0);
  const hundredths = Math.round(whole * 100);
  const shares = weights.map((weight) => Math.floor((hundredths * weight) / sum));
  const rest = hundredths - shares.reduce((a, b) => a + b, 0);
  return shares.map((share, index) => (share + (index < rest ? 1 : 0)) / 100);
}

export function drawMissingMonths(
  random: Random,
  chosen: ChosenConflicts,
  fiscalYear: number,
): string[] {
  if (!chosen.has("missing-months")) return [];
  return random
    .shuffle([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    .slice(0, random.integer(1, 3))
    .toSorted((a, b) => a - b)
    .map((month) => `${fiscalYear}-${String(month).padStart(2, "0")}`);
}

export function drawProfitAndLoss(random: Random, arr: RecurringRevenue): ProfitAndLoss {
  const revenue = tenth((arr.opening + arr.controlled) / 2 - random.next());
  const grossMargin = random.integer(60, 78) / 100;
  const cashBurn = tenth(arr.controlled * (0.05 + random.next() * 0.03));
  return {
    revenue,
    grossMargin,
    // A year's operating loss is a little under a year's cash burn, which also pays for equipment.
    operatingExpense: rounded(revenue * grossMargin + cashBurn * 12 * 0.8),
    cashBurn,
    runwayMonths: random.integer(7, 17),
  };
}
