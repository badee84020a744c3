import type { Encoded } from "./encode-runs.ts";
import { siteAt } from "./feature-names.ts";
import { familyNumber } from "./feature.ts";
import { createBuilder } from "./index-builder.ts";
import { addRuleBreaks } from "./rule-features.ts";
import { addConditionalOmissions } from "./consequences.ts";
import { addLevels, levelsOf } from "./level-features.ts";
import { addOmissions, addReversals } from "./silent-features.ts";

/** Which runs show which feature; features that too few or most runs show are left out. */
export interface FeatureIndex {
  count: number;
  runCount: number;
  /** Runs of feature f: `run[start[f]] .. run[start[f + 1] - 1]`, ascending. */
  start: Int32Array;
  run: Int32Array;
  /** The first event that shows it, beside each run; -1 when it is the absence of one. */
  event: Int32Array;
  family: Int32Array;
  a: Int32Array;
  b: Int32Array;
  /** The first feature shown by exactly the same runs; itself when there is none before. */
  twinOf: Int32Array;
}

export interface IndexOptions {
  /** Stratum of each run, 0..strata-1. */
  stratum: Int32Array;
  strata: number;
  /** Fewest runs that must show a feature. Default 5. */
  support?: number;
  /** Largest share of runs that may show it; the absence of commoner ones is a feature instead. Default 0.5. */
  commonest?: number;
}

/** Where new features are put while the index is built. */
export interface IndexBuilder {
  add(feature: {
    family: number;
    a: number;
    b: number;
    runs: ArrayLike<number>;
    events?: ArrayLike<number>;
  }): void;
}

/** Builds the index: what runs show, what they lack, what came in the wrong order. */
export function indexFeatures(encoded: Encoded, options: IndexOptions): FeatureIndex {
  const support = options.support ?? 5;
  const shown = invert(encoded, outcomeSites(encoded));
  const builder = createBuilder(encoded.traces.length);
  const most = (options.commonest ?? 0.5) * encoded.traces.length;
  for (const feature of shown.order) {
    const [from, to] = [shown.start[feature]!, shown.start[feature + 1]!];
    if (encoded.family[feature] === familyNumber.given) continue;
    if (to - from < support || to - from > most) continue;
    builder.add({
      family: encoded.family[feature]!,
      a: encoded.a[feature]!,
      b: encoded.b[feature]!,
      runs: shown.run.subarray(from, to),
      events: shown.event.subarray(from, to),
    });
  }
  const levels = levelsOf(encoded, shown, support);
  addLevels(builder, encoded, levels, most);
  const context = { encoded, shown, support, levels, ...options };
  addOmissions(builder, context);
  addReversals(builder, context);
  addConditionalOmissions(builder, context);
  addRuleBreaks(builder, encoded, support);
  return builder.finish();
}

export interface Shown {
  start: Int32Array;
  run: Int32Array;
  event: Int32Array;
  /** Features by first sight in the sorted runs: their numbers depend on the order in which runs came. */
  order: number[];
}

/** Status updates and findings say how a run ended: symptoms, which must not explain themselves. */
export function outcomeSites(encoded: Encoded): Uint8Array {
  return Uint8Array.from(encoded.sites, (_, id) =>
    ["status", "finding"].includes(siteAt(encoded, id).kind) ? 1 : 0,
  );
}

function invert({ rows, family, a }: Encoded, left: Uint8Array): Shown {
  const start = new Int32Array(family.length + 1);
  for (const { features } of rows) for (const feature of features) start[feature + 1]!++;
  for (let f = 0; f < family.length; f++) start[f + 1]! += start[f]!;
  const next = start.slice();
  const run = new Int32Array(start[family.length]!);
  const event = new Int32Array(run.length);
  const order: number[] = [];
  rows.forEach(({ features, at }, index) => {
    for (let i = 0; i < features.length; i++) {
      const feature = features[i]!;
      const slot = next[feature]!++;
      if (slot === start[feature] && !left[a[feature]!]) order.push(feature);
      run[slot] = index;
      event[slot] = at[i]!;
    }
  });
  return { start, run, event, order };
}
