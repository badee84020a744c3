import type { HumanLabel } from "@loopwright/core";
import { reviewerKey } from "../import/reviewer-key.ts";

/** The labels that count: of each reviewer the latest on each run and eval, in the order in which they were given. */
export function latestLabels(labels: readonly HumanLabel[]): HumanLabel[] {
  const latest = new Map<string, HumanLabel>();
  for (const label of labels.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time)))
    latest.set(JSON.stringify([reviewerKey(label.reviewer), itemKey(label)]), label);
  return [...latest.values()];
}

/** What was decided: a run, or one eval on it. */
export interface LabeledItem {
  trace_id: string;
  eval_id?: string;
  labels: HumanLabel[];
}

/** The labels that count, by what they decide. */
export function labelsByItem(labels: readonly HumanLabel[]): LabeledItem[] {
  const items = new Map<string, LabeledItem>();
  for (const label of latestLabels(labels)) {
    const { trace_id, eval_id } = label;
    const fresh = { trace_id, ...(eval_id === undefined ? {} : { eval_id }), labels: [] };
    const item: LabeledItem = items.get(itemKey(label)) ?? fresh;
    item.labels.push(label);
    items.set(itemKey(label), item);
  }
  return [...items.values()];
}

function itemKey({ trace_id, eval_id }: Pick<HumanLabel, "trace_id" | "eval_id">): string {
  return JSON.stringify([trace_id, eval_id ?? null]);
}
