import type { Company, RecurringRevenue } from "./company.ts";

/** Sums of figures with two decimals, without binary dust. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function total(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0));
}

/** `$43.0M`, as narratives write it; a company's figures have one decimal. */
export function dollars(millions: number): string {
  return `$${decimals(millions)}M`;
}

export function euros(millions: number): string {
  return `€${decimals(millions)}M`;
}

/** One decimal, or two where the figure has two. */
function decimals(value: number): string {
  return Math.abs(value * 10 - Math.round(value * 10)) < 1e-6 ? value.toFixed(1) : value.toFixed(2);
}

/** A part of controlled ARR: a fraction with four digits. */
export function shareOf({ arr }: Company, part: number): number {
  return Number((part / arr.controlled).toFixed(4));
}

export function wholePercent({ arr }: Company, part: number): number {
  return Math.round((part / arr.controlled) * 100);
}

/** What the bridge's own components add up to. */
export function bridgeSum(arr: RecurringRevenue): number {
  return rounded(arr.opening + arr.printedAdded + arr.expansion - arr.contraction - arr.churn);
}

/** The board's figure less what finance takes out of it. */
export function boardLessAdjustments(arr: RecurringRevenue): number {
  return rounded(arr.board - arr.launchStage - arr.usageTrueUp);
}

export function growthPercent(opening: number, ending: number): number {
  return Math.round((ending / opening - 1) * 100);
}

/** `2026-03-07` */
export function day(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
