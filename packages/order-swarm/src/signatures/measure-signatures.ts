import { join } from "node:path";
import { readJson, readJsonl } from "@loopwright/core";
import { ResultRow } from "../bundle/result-row.ts";
import { TraceBundle } from "../bundle/trace-bundle.ts";
import { LabelRow } from "../labels/label-row.ts";
import { orderPaths } from "../files/order-files.ts";
import { patternIds, type PatternId } from "../plan/patterns.ts";
import { TruthRow } from "../truth/truth-row.ts";
import { lineFeatures } from "./line-features.ts";
import { featureKinds, runFeatures, type FeatureKind } from "./run-features.ts";

/** How well one single thing tells the runs of a pattern from all others. */
export interface Signature {
  pattern_id: PatternId;
  kind: FeatureKind;
  feature: string;
  /** Whether it is there in the runs of the pattern, or missing from them. */
  sign: "present" | "absent";
  precision: number;
  recall: number;
  /** Harmonic mean of precision and recall. */
  f1: number;
}

/**
 * Measures whether a planted pattern could be found without any analysis, by one word, two-word phrase, tool,
 * agent or field value, by its presence or its absence: for each pattern and kind the thing with the highest F1, and
 * every other one above `signatureLimit`.
 * Reads bundles, result rows, labels and truth of a population below `dir`, and its trace lines where there are any.
 *
 * @throws LoopError `not_found`, `bad_input`
 */
export async function measureSignatures({ dir }: { dir: string }): Promise<Signature[]> {
  const paths = orderPaths(dir);
  const truths = await readJsonl(paths.truth, TruthRow);
  const labels = byRun(await readJsonl(paths.labels, LabelRow));
  const rows = byRun(await readJsonl(paths.results, ResultRow));
  const counts = new Map<string, Uint16Array>();
  const totals = new Uint16Array(patternIds.length);
  const shownBy = new Map<string, number[]>();
  for (const truth of truths) {
    const bundle = await readJson(join(paths.bundles, `${truth.run_id}.json`), TraceBundle);
    const shown = patternsOf(truth);
    shownBy.set(bundle.trace.trace_id.replace(/^trace_/, ""), shown);
    for (const pattern of shown) totals[pattern] = (totals[pattern] ?? 0) + 1;
    const files = { bundle, label: labels.get(truth.run_id), row: rows.get(truth.run_id) };
    for (const feature of runFeatures(files)) tally(counts, feature, shown);
  }
  // Counted apart: what stands in both files counts once in each.
  const inLines = new Map<string, Uint16Array>();
  for await (const { traceId, features } of lineFeatures(paths.traces))
    for (const feature of features) tally(inLines, feature, shownBy.get(traceId) ?? []);
  return patternIds.flatMap((id, pattern) =>
    featureKinds.flatMap((kind) => {
      const search = { id, pattern, kind, total: totals[pattern] ?? 0, runs: truths.length };
      const found = [
        ...signaturesIn({ ...search, counts }),
        ...signaturesIn({ ...search, counts: inLines }),
      ];
      const ranked = found.toSorted((a, b) => b.f1 - a.f1);
      return ranked.filter(({ f1 }, place) => place === 0 || f1 > signatureLimit);
    }),
  );
}

function byRun<Row extends { run_id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.run_id, row]));
}

/** Positions of the patterns that a run shows. */
function patternsOf({ pattern_id, further_patterns }: TruthRow): number[] {
  const ids = pattern_id === null ? further_patterns : [pattern_id, ...further_patterns];
  return ids.map((id) => patternIds.indexOf(id));
}

/** One slot a pattern, and the last one for all runs. */
function tally(counts: Map<string, Uint16Array>, feature: string, shown: readonly number[]): void {
  const slots = counts.get(feature) ?? new Uint16Array(patternIds.length + 1);
  counts.set(feature, slots);
  for (const slot of [...shown, patternIds.length]) slots[slot] = (slots[slot] ?? 0) + 1;
}

interface Search {
  id: PatternId;
  pattern: number;
  kind: FeatureKind;
  counts: ReadonlyMap<string, Uint16Array>;
  /** Runs of the pattern. */
  total: number;
  /** All runs. */
  runs: number;
}

/** The best one of a kind, and every other above the limit. */
function signaturesIn({ id, pattern, kind, counts, total, runs }: Search): Signature[] {
  const found: Signature[] = [];
  if (total === 0) return found;
  let best = 0;
  for (const [key, slots] of counts) {
    if (!key.startsWith(`${kind}:`)) continue;
    const hits = slots[pattern] ?? 0;
    const all = slots[patternIds.length] ?? 0;
    for (const [sign, there, everywhere] of [
      ["present", hits, all],
      ["absent", total - hits, runs - all],
    ] as const) {
      const f1 = (2 * there) / (total + everywhere);
      if (f1 <= Math.min(best, signatureLimit)) continue;
      best = Math.max(best, f1);
      found.push({
        pattern_id: id,
        kind,
        feature: key.slice(kind.length + 1),
        sign,
        precision: everywhere === 0 ? 0 : there / everywhere,
        recall: there / total,
        f1,
      });
    }
  }
  return found;
}

/** Above this F1, one single thing would give a pattern away. */
export const signatureLimit = 0.6;
