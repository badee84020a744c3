import type { DeskView, ReadNote } from "../desk-view.ts";

/** What a desk has handed back so far. */
export function reports(view: DeskView, agent: string): ReadNote[] {
  return view.notes.filter(({ from }) => from === agent);
}

/** Whether somebody else has dispatched the order. */
export function isDispatchedElsewhere(view: DeskView): boolean {
  return view.notes.some(({ from, status }) => /Shadow/.test(from) && status === "deferred");
}

export function supplyChecked(view: DeskView): boolean {
  return reports(view, "SupplyRiskAgent").length > 0;
}

/** Days between what two desks named; nothing while one of them has not spoken. */
export function daysApart(view: DeskView): number | undefined {
  const ready = /ready in (\d+) days/.exec(summaries(view))?.[1];
  const slot = /slot in (\d+) days/.exec(summaries(view))?.[1];
  return ready && slot ? Math.abs(Number(ready) - Number(slot)) : undefined;
}

function summaries(view: DeskView): string {
  return view.notes.map(({ summary }) => summary).join("\n");
}
