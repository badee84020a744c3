import { join } from "node:path";

/** Where a population lies. The truth and the journal, which knows of it, stand beside the data folder, not in it. */
export interface OrderPaths {
  data: string;
  results: string;
  summary: string;
  bundles: string;
  labels: string;
  traces: string;
  truth: string;
  /** What is finished of a population that is not. */
  journal: string;
  labelJournal: string;
}

/** The files of a population under `dir`. */
export function orderPaths(dir: string): OrderPaths {
  const data = join(dir, "data");
  return {
    data,
    results: join(data, "trace_results.jsonl"),
    summary: join(data, "run_summary.json"),
    bundles: join(data, "trace_bundles"),
    labels: join(data, "eval_labels.jsonl"),
    traces: join(data, "halo_traces", "traces.jsonl"),
    truth: join(dir, "truth.jsonl"),
    journal: join(dir, "journal", "orders.jsonl"),
    labelJournal: join(dir, "journal", "labels.jsonl"),
  };
}
