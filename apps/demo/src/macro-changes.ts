import { join } from "node:path";
import { readJson, writeJson } from "@loopwright/core";
import {
  BehaviorPattern,
  comparePatterns,
  type Analysis,
  type PatternChange,
} from "@loopwright/macro-evals";
import { z } from "zod";

/** The patterns of an earlier result. */
export async function patternsOf(dir: string): Promise<BehaviorPattern[]> {
  return readJson(join(dir, "patterns.json"), z.array(BehaviorPattern));
}

/** Writes how the patterns moved since an earlier result; gives back those that did. */
export async function writeChanges(
  out: string,
  analysis: Analysis,
  previous: readonly BehaviorPattern[],
): Promise<PatternChange[]> {
  const changes = comparePatterns({
    previous,
    patterns: analysis.patterns,
    runs: analysis.coverage.runs,
  });
  await writeJson(join(out, "changes.json"), changes);
  return changes.filter(({ change }) => change !== "same");
}
