import { seededRandom } from "@loopwright/core/statistics";
import { encodeRuns, type AnalyzeOptions } from "./analyze.ts";
import type { LabelRow } from "./bundle/read-labels.ts";
import { checkSets } from "./contrast/check-sets.ts";
import { countChance, withinStrata } from "./contrast/chance.ts";
import { labelColumns } from "./contrast/label-columns.ts";
import { indexFeatures } from "./corpus/feature-index.ts";
import { discoverPatterns } from "./discover/discover-patterns.ts";
import { strataOf } from "./find-in.ts";

export interface NullCheckOptions extends Pick<AnalyzeOptions, "runs" | "minSize" | "signal"> {
  labels: ReadonlyMap<string, LabelRow>;
  /** How often verdicts are shuffled. Default 100. */
  shuffles?: number;
  seed?: string;
}

/**
 * How many patterns come out when verdicts mean nothing: whole label rows are shuffled among the runs of a case
 * type, and patterns are looked for anew. A method that invents none gives zeros.
 *
 * @returns the number of patterns of each shuffle
 * @example (await checkAgainstChance({ runs, labels })).filter((patterns) => patterns <= 1).length
 */
export async function checkAgainstChance(options: NullCheckOptions): Promise<number[]> {
  const encoded = await encodeRuns(options);
  const { stratum, strata } = strataOf(encoded);
  const index = indexFeatures(encoded, { stratum, strata });
  const columns = labelColumns(encoded.traces, options.labels);
  const table = { index, stratum, strata, red: columns.red, columns: columns.names.length };
  // Chance is the same for every order of the same rows, so it is counted once.
  const counted = countChance(table, checkSets(table), {});
  const shuffle = withinStrata(stratum, strata);
  const random = seededRandom(options.seed ?? "null check");
  return Array.from({ length: options.shuffles ?? 100 }, (_, draw) => {
    const red = shuffle(columns.red, random.fork(String(draw)).next);
    const found = discoverPatterns({
      index,
      columns: { ...columns, red },
      stratum,
      strata,
      troubled: Uint8Array.from(red, (bits) => (bits === 0 ? 0 : 1)),
      counted,
      ...(options.minSize === undefined ? {} : { minSize: options.minSize }),
    });
    return found.profiles.length;
  });
}
