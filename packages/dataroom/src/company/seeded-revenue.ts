import type { Random } from "@loopwright/core/statistics";
import type { Company, MonthlyKpi, ProfitAndLoss, RecurringRevenue } from "../reference/company.ts";
import { roundMillions } from "../reference/figures.ts";

/**
 * ARR figures that disagree in the planted ways by a margin that rounding cannot close: the bridge falls short
 * of its ending figure, the board's adjustments explain about two thirds of its gap, and the stated growth fits
 * the controlled figure alone.
 */
export function drawArr(random: Random): RecurringRevenue {
  const controlled = random.integer(220, 900) / 10;
  const statedGrowthPercent = random.integer(45, 95);
  const gap = controlled * (0.13 + random.next() * 0.06);
  return {
    opening: roundMillions(controlled / (1 + statedGrowthPercent / 100)),
    added: tenth(controlled * (0.19 + random.next() * 0.05)),
    expansion: tenth(controlled * (0.07 + random.next() * 0.03)),
    contraction: tenth(controlled * (0.02 + random.next() * 0.02)),
    churn: tenth(controlled * (0.06 + random.next() * 0.02)),
    controlled,
    board: tenth(controlled + gap),
    bookingsAdjusted: tenth(controlled + gap * 0.6),
    launchStage: tenth(gap * 0.45),
    usageTrueUp: tenth(gap * 0.2),
    statedGrowthPercent,
  };
}

interface CalendarInputs {
  arr: RecurringRevenue;
  profitAndLoss: ProfitAndLoss;
  fiscalYear: number;
}

/** Twelve months from opening to controlled ARR, of which two inner ones are left out. */
export function drawMonths(
  random: Random,
  { arr, profitAndLoss, fiscalYear }: CalendarInputs,
): Pick<Company, "months" | "missingMonths"> {
  const missing = random.shuffle([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]).slice(0, 2);
  const all = Array.from({ length: 12 }, (_, index): MonthlyKpi => {
    // The draw stays well inside a month's step, so that ARR never falls.
    const wobble = index === 0 || index === 11 ? 0 : (random.next() - 0.5) * 0.6;
    const progress = (index + wobble) / 11;
    return {
      month: monthName(fiscalYear, index + 1),
      endingArr: roundMillions(arr.opening + (arr.controlled - arr.opening) * progress),
      newArr: partOf(random, arr.added),
      expansionArr: partOf(random, arr.expansion),
      churnArr: partOf(random, arr.churn),
      grossMargin: profitAndLoss.grossMargin,
    };
  });
  return {
    months: all.filter((_, index) => !missing.includes(index + 1)),
    missingMonths: missing.toSorted((a, b) => a - b).map((month) => monthName(fiscalYear, month)),
  };
}

/** A month's part of a year's sum: ten of them never exceed the year. */
function partOf(random: Random, year: number): number {
  return Math.floor((year / 12) * (0.8 + random.next() * 0.35) * 100) / 100;
}

function monthName(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, "0")}`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
