import type { AssignmentRow, SuspectRow } from "../analysis.ts";
import { assignmentsOf, factsOf, suspectRows, type RunFacts } from "../analysis-rows.ts";
import type { LabelRow } from "../bundle/read-labels.ts";
import type { Encoded, Encoder } from "../corpus/encode-runs.ts";
import { familyNumber } from "../corpus/feature.ts";
import { indexFeatures, type FeatureIndex } from "../corpus/feature-index.ts";
import type { Evidence } from "../discover/evidence.ts";
import { placeRuns } from "../discover/refine.ts";
import { behaviours, isTroubled, strataOf, type Found } from "../find-in.ts";
import { rankSuspects } from "../localize/suspects.ts";
import { choose, readRuns, type Runs, type Sample } from "./sample-runs.ts";

/** Runs that were given to patterns which others had been found in. */
export interface Rest {
  facts: RunFacts[];
  assignments: AssignmentRow[];
  suspects: SuspectRow[];
  red: number;
}

export interface RestOptions {
  runs: Runs;
  sample: Sample;
  found: Found;
  /** Holds the sample. */
  encoder: Encoder;
  idOf: ReadonlyMap<number, string>;
  labels: ReadonlyMap<string, LabelRow>;
  /** Runs that are looked at together. */
  portion: number;
  signal?: AbortSignal | undefined;
}

/**
 * Gives the runs outside the sample to its patterns, portion by portion: each portion is laid beside runs of the
 * sample, the same features are looked for in both, and the profiles learnt from the sample say where a run belongs.
 * Approximate: what is usual is judged by the portion and the runs beside it.
 */
export async function assignRest(options: RestOptions): Promise<Rest> {
  const { encoder, found, portion, sample } = options;
  const rest: Rest = { facts: [], assignments: [], suspects: [], red: 0 };
  const beside = choose(
    found.encoded.traces.map(({ run_id }) => run_id),
    portion,
  );
  const known = knownFeatures(found);
  encoder.drop((id) => !beside.has(id));
  encoder.mark();
  const own = encoder.size;
  const place = (): void => {
    if (encoder.size > own) placePortion(options, { known, beside, rest });
    encoder.rewind();
  };
  for await (const run of readRuns(options.runs, options.signal)) {
    if (sample.holds(run.trace.run_id)) continue;
    encoder.add(run);
    if (encoder.size >= own + portion) place();
  }
  place();
  return rest;
}

function placePortion(
  { encoder, found, labels, idOf }: RestOptions,
  { known, beside, rest }: { known: Map<string, number>; beside: Set<string>; rest: Rest },
): void {
  const encoded = encoder.finish();
  const index = indexFeatures(encoded, strataOf(encoded));
  const red = Int32Array.from(encoded.traces, found.bitsOf);
  const troubled = Uint8Array.from(encoded.traces, (trace, run) =>
    isTroubled(trace, red[run]!, labels) ? 1 : 0,
  );
  const { profiles, evidence } = found.discovery;
  const placed = placeRuns(profiles, {
    evidence: shownIn(encoded, index, { known, evidence }),
    labels: { red, columns: found.columns.names.length },
    troubled,
  });
  const isNew = (run: number): boolean => !beside.has(encoded.traces[run]!.run_id);
  const suspects = rankSuspects({
    encoded,
    index,
    labels: behaviours(placed),
    further: placed.further,
    patternCount: profiles.length,
  }).filter((_, run) => isNew(run));
  const add = <T>(list: T[], more: readonly T[]): void => {
    for (const one of more) list.push(one);
  };
  add(
    rest.facts,
    factsOf(encoded).filter((_, run) => isNew(run)),
  );
  add(
    rest.assignments,
    assignmentsOf(encoded.traces, placed, idOf, troubled).filter((_, run) => isNew(run)),
  );
  add(rest.suspects, suspectRows(suspects, encoded, index));
  rest.red += red.filter((bits, run) => bits !== 0 && isNew(run)).length;
}

/** The features that the patterns were learnt from, by what they say. */
function knownFeatures({ encoded, index, discovery }: Found): Map<string, number> {
  return new Map(
    discovery.evidence.features.map((f, position) => [keyOf(encoded, index, f), position]),
  );
}

/** The same evidence among other runs. */
function shownIn(
  encoded: Encoded,
  index: FeatureIndex,
  { known, evidence }: { known: Map<string, number>; evidence: Evidence },
): Evidence {
  const byRun = Array.from(encoded.traces, (): number[] => []);
  for (let f = 0; f < index.count; f++) {
    const position = known.get(keyOf(encoded, index, f));
    if (position === undefined) continue;
    for (let i = index.start[f]!; i < index.start[f + 1]!; i++)
      byRun[index.run[i]!]!.push(position);
  }
  for (const shown of byRun) shown.sort((a, b) => a - b);
  return { ...evidence, runCount: encoded.traces.length, byRun };
}

/** Families whose detail is a text that was put together while the index was built. */
const worded: ReadonlySet<number> = new Set([
  familyNumber.level,
  familyNumber.without,
  familyNumber.despite,
  familyNumber.unlike,
]);

function keyOf({ textOf }: Encoded, { family, a, b }: FeatureIndex, f: number): string {
  const detail = worded.has(family[f]!) ? textOf(b[f]!) : b[f];
  return `${family[f]} ${a[f]} ${detail}`;
}
