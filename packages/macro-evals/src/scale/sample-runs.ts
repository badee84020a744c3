import { LoopError } from "@loopwright/core";
import { compare } from "../bundle/event-rows.ts";
import type { NormalizedRun } from "../bundle/records.ts";
import type { Encoder } from "../corpus/encode-runs.ts";

/** Runs, each once; as a function, so that they can be read again. */
export type Runs =
  | Iterable<NormalizedRun>
  | AsyncIterable<NormalizedRun>
  | (() => Iterable<NormalizedRun> | AsyncIterable<NormalizedRun>);

/** Lists are read in order of the run ids, whatever their own; streams as they come. */
export async function* readRuns(runs: Runs, signal?: AbortSignal): AsyncGenerator<NormalizedRun> {
  const source = typeof runs === "function" ? runs() : runs;
  const inOrder = Array.isArray(source)
    ? source.toSorted((a: NormalizedRun, b: NormalizedRun) =>
        compare(a.trace.run_id, b.trace.run_id),
      )
    : source;
  for await (const run of inOrder) {
    if (signal?.aborted) throw new LoopError("aborted", "the analysis was stopped");
    yield run;
  }
}

export function canBeReadAgain(runs: Runs): boolean {
  return typeof runs === "function" || Array.isArray(runs);
}

export interface Sample {
  /** Runs that were read. */
  runs: number;
  holds(runId: string): boolean;
}

/**
 * Encodes runs, and when they are more than can be held, a sample of between half as many and as many as can be.
 * Which ones depends on their ids alone: neither on the order in which they come nor on how many are read at once.
 *
 * @throws LoopError `bad_input` for fewer than two runs, and for a stream of too many that can be read only once
 */
export async function encodeSample(
  encoder: Encoder,
  { runs, most, signal }: { runs: Runs; most: number; signal?: AbortSignal | undefined },
): Promise<Sample> {
  let count = 0;
  const chosen = narrowing(most);
  for await (const run of readRuns(runs, signal)) {
    count++;
    if (!chosen.holds(run.trace.run_id)) continue;
    encoder.add(run);
    if (encoder.size <= most) continue;
    if (!canBeReadAgain(runs))
      throw new LoopError(
        "bad_input",
        `more than ${most} runs from a stream that can be read once; give \`runs\` as a function or a list, or raise \`exactRuns\``,
      );
    while (encoder.size > most) {
      chosen.narrow();
      encoder.drop((id) => !chosen.holds(id));
    }
  }
  if (count < 2)
    throw new LoopError("bad_input", `${count} analysable run: patterns need at least two`);
  return { runs: count, holds: chosen.holds };
}

/** Of the given ids those with the lowest numbers, at most so many and at least half as many. */
export function choose(ids: readonly string[], most: number): Set<string> {
  const chosen = narrowing(most);
  let left = [...ids];
  while (left.length > most) {
    chosen.narrow();
    left = left.filter((id) => chosen.holds(id));
  }
  return new Set(left);
}

function narrowing(most: number) {
  let limit = 2 ** 32;
  return {
    holds: (id: string): boolean => limit === 2 ** 32 || hashOf(id) < limit,
    narrow(): void {
      if (limit < 1)
        throw new LoopError("bad_input", `no sample of ${most} runs: too many share their ids`);
      limit /= 2;
    },
  };
}

/** @source FNV-1a by Fowler, Noll and Vo, with the finaliser of MurmurHash3 by Appleby, so that like ids spread */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
