import type { FeatureIndex, IndexBuilder } from "./feature-index.ts";
import { growing } from "./growing.ts";

/** Puts an index together feature by feature; runs ascending. */
export function createBuilder(runCount: number): IndexBuilder & { finish(): FeatureIndex } {
  const [start, run, event, family, a, b, twinOf] = [
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
  ];
  const byHash = new Map<number, number[]>();
  start.push(0);
  const sameRuns = (feature: number, runs: ArrayLike<number>): boolean => {
    const from = start.at(feature);
    if (start.at(feature + 1) - from !== runs.length) return false;
    for (let i = 0; i < runs.length; i++) if (run.at(from + i) !== runs[i]) return false;
    return true;
  };
  return {
    add(feature) {
      const id = family.length;
      let hash = feature.runs.length;
      for (let i = 0; i < feature.runs.length; i++)
        hash = (Math.imul(hash, 31) + feature.runs[i]!) | 0;
      const candidates = byHash.get(hash) ?? [];
      const twin = candidates.find((candidate) => sameRuns(candidate, feature.runs));
      if (twin === undefined) byHash.set(hash, [...candidates, id]);
      for (let i = 0; i < feature.runs.length; i++) {
        run.push(feature.runs[i]!);
        event.push(feature.events?.[i] ?? -1);
      }
      start.push(run.length);
      family.push(feature.family);
      a.push(feature.a);
      b.push(feature.b);
      twinOf.push(twin ?? id);
    },
    finish: () => ({
      count: family.length,
      runCount,
      start: start.view(),
      run: run.view(),
      event: event.view(),
      family: family.view(),
      a: a.view(),
      b: b.view(),
      twinOf: twinOf.view(),
    }),
  };
}

/** The index of some runs and some features only; runs are renumbered in the order given, which is ascending. */
export function restrictIndex(
  index: FeatureIndex,
  features: ArrayLike<number>,
  runs: ArrayLike<number>,
): FeatureIndex {
  const numberOf = new Int32Array(index.runCount).fill(-1);
  for (let i = 0; i < runs.length; i++) numberOf[runs[i]!] = i;
  const builder = createBuilder(runs.length);
  const [own, events] = [new Int32Array(runs.length), new Int32Array(runs.length)];
  for (let k = 0; k < features.length; k++) {
    const f = features[k]!;
    let size = 0;
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++) {
      const run = numberOf[index.run[i]!]!;
      if (run < 0) continue;
      own[size] = run;
      events[size++] = index.event[i]!;
    }
    builder.add({
      family: index.family[f]!,
      a: index.a[f]!,
      b: index.b[f]!,
      runs: own.subarray(0, size),
      events: events.subarray(0, size),
    });
  }
  return builder.finish();
}
