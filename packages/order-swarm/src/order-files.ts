import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";

/** Where a population lies. The truth stands beside the data folder, not in it. */
export interface OrderPaths {
  data: string;
  results: string;
  summary: string;
  bundles: string;
  labels: string;
  traces: string;
  truth: string;
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
  };
}

/** A file that grows line by line; waits when the disk is slower than the runs. */
export interface LineFile {
  write(rows: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

export async function openLineFile(file: string): Promise<LineFile> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  // An error that comes while nobody waits is reported by `close`.
  const end = finished(stream);
  end.catch(() => {});
  return {
    async write(rows) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      if (text !== "" && !stream.write(text) && !stream.errored) await once(stream, "drain");
    },
    async close() {
      stream.end();
      await end;
    },
  };
}
