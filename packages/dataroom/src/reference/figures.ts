import type { Company, Customer } from "./company.ts";

/** Figures that follow from the model. Rounded as the documents show them. */

/** Cents of a million: sums of dollar figures without binary dust. */
export function roundMillions(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The five largest legal entities in the order that the exports list them. */
export function topCustomers({ group, standalone }: Company): Customer[] {
  return [group.larger, group.smaller, standalone.large, standalone.troubled, standalone.small];
}

/** Share of controlled ending ARR, a fraction with four digits. */
export function shareOf(company: Company, arr: number): number {
  return Math.round((arr / company.arr.controlled) * 10_000) / 10_000;
}

export function parentArr({ group }: Company): number {
  return roundMillions(group.larger.arr + group.smaller.arr);
}

/** The parent's share of controlled ARR, in whole percent. */
export function parentSharePercent(company: Company): number {
  return Math.round((parentArr(company) / company.arr.controlled) * 100);
}

export function topFiveArr(company: Company): number {
  return roundMillions(topCustomers(company).reduce((sum, { arr }) => sum + arr, 0));
}

/** What the bridge's own components add up to. */
export function bridgeSum({ arr }: Company): number {
  return roundMillions(arr.opening + arr.added + arr.expansion - arr.contraction - arr.churn);
}

/** The board's figure less what finance takes out of it. */
export function boardLessAdjustments({ arr }: Company): number {
  return roundMillions(arr.board - arr.launchStage - arr.usageTrueUp);
}

/** Growth from opening ARR to `ending`, in whole percent. */
export function growthPercent({ arr }: Company, ending: number): number {
  return Math.round((ending / arr.opening - 1) * 100);
}

/** `$43.0M`, as narratives write it. */
export function dollars(millions: number): string {
  return `$${millions.toFixed(1)}M`;
}
