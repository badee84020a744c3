import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readJsonl } from "@loopwright/core";
import { seededRandom, type Random } from "@loopwright/core/statistics";
import {
  normalizeBundle,
  readLabels,
  type LabelRow,
  type NormalizedRun,
} from "@loopwright/macro-evals";
import { z } from "zod";

const Loose = z.record(z.string(), z.unknown());
const Bundle = z.looseObject({
  run: z.looseObject({ run_id: z.string() }),
  spans: z.array(Loose),
  events: z.array(Loose).default([]),
});
type Bundle = z.infer<typeof Bundle>;

/** A population of any size, drawn from the bundles of a smaller one. */
export interface VariedRuns {
  labels: Map<string, LabelRow>;
  /** The same runs at each call. Only one is held at a time. */
  runs(): AsyncGenerator<NormalizedRun>;
}

const day = 86_400_000;

/**
 * Draws runs from a folder of bundles with replacement: each has ids of its own, its fields in another order, and
 * takes place at another time. Good for speed and memory; it says nothing about accuracy, since runs recur.
 */
export async function varyRuns(folder: string, count: number, seed: string): Promise<VariedRuns> {
  const bundles = join(folder, "trace_bundles");
  const names = (await readdir(bundles)).filter((name) => name.endsWith(".json")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(bundles, name), "utf8")));
  const random = seededRandom(seed);
  const drawn = Array.from({ length: count }, () => Math.floor(random.next() * texts.length));
  const rows = await readJsonl(
    join(folder, "eval_labels.jsonl"),
    z.looseObject({ run_id: z.string() }),
  );
  const rowOf = new Map(rows.map((row) => [`${row.run_id}.json`, row]));
  const labels = readLabels(
    drawn.flatMap((from, i) => {
      const row = rowOf.get(names[from] ?? "");
      return row ? [{ ...row, run_id: runId(i) }] : [];
    }),
  ).labels;
  return {
    labels: new Map(labels.map((label) => [label.run_id, label])),
    async *runs() {
      for (const [i, from] of drawn.entries()) {
        const bundle = Bundle.parse(JSON.parse(texts[from] ?? "{}"));
        yield normalizeBundle(vary(bundle, i, random.fork(String(i))));
      }
    },
  };
}

function runId(i: number): string {
  return `varied-${String(i).padStart(7, "0")}`;
}

function vary(bundle: Bundle, i: number, random: Random): unknown {
  const shift = Math.floor(random.next() * 100) * day;
  const moved = (row: Record<string, unknown>) =>
    Object.fromEntries(
      random.shuffle(Object.entries(row)).map(([key, value]) => [key, changed(key, value)]),
    );
  const changed = (key: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    if (key === "span_id" || key === "parent_span_id") return `${value}-${i}`;
    return key.endsWith("_at") || key === "timestamp" ? later(value, shift) : value;
  };
  return {
    ...moved(bundle),
    run: { ...moved(bundle.run), run_id: runId(i) },
    trace: moved(Loose.catch({}).parse(bundle["trace"])),
    spans: bundle.spans.map(moved),
    events: bundle.events.map(moved),
  };
}

function later(time: string, shift: number): string {
  const at = Date.parse(time);
  return Number.isFinite(at) ? new Date(at + shift).toISOString() : time;
}
