import { replaceUnits } from "../text/units.ts";
import type { MutationOperator } from "./mutation.ts";

type Change = readonly [RegExp, string];

/** Announces as done what is under way. */
export const claimComplete = wordingOperator("claim_complete", [
  [
    /\b(?:still |currently )?(?:in progress|under ?way|ongoing|pending|outstanding)\b/giu,
    "complete",
  ],
  [
    /\b(has|have) not (?:yet )?been (issued|completed|finished|signed|published)\b/giu,
    "$1 been $2",
  ],
  [/\b(is|are|was|were) not (?:yet )?(complete|issued|finished|signed|published)\b/giu, "$1 $2"],
  [/\bnot (?:yet )?(issued|complete|finished)\b/giu, "$1"],
  [/(?:仍在|正在)?进行中|进行之中/gu, "已完成"],
  [/尚未(?=完成|出具|发布|签署)/gu, "已"],
]);

/** Makes an estimate, or a figure that nobody has checked, into an official one. */
export const promoteEstimate = wordingOperator("promote_estimate", [
  [
    /\b(?:an? )?(?:unvalidated |unaudited |management |internal |rough )*estimate\b/giu,
    "an official figure",
  ],
  [/\bestimated\b/giu, "official"],
  [/\b(has|have) not (?:yet )?(validated|verified|audited|confirmed|published)\b/giu, "$1 $2"],
  [/\bnot (?:yet )?(?:been )?(validated|verified|audited|confirmed|official)\b/giu, "$1"],
  [/\bun(validated|audited|verified|confirmed)\b/giu, "$1"],
  [/\bcannot be (reported|stated|used|presented)\b/giu, "can be $1"],
  [/\b(is|are|was|were) not provided\b/giu, "$1 provided"],
  [/(?:管理层)?(?:未经验证的)?估计/gu, "官方数字"],
]);

/** Counts one by one what belongs together. */
export const collapseRollup = wordingOperator("collapse_rollup", [
  [/\bparent[- ]accounts?\b|\bparents?\b/giu, "legal entity"],
  [
    /\b(?:belong|sit|are grouped|roll up|add up|are) together under\b/giu,
    "are separate customers beside",
  ],
  [
    /\b(?:rolls?|rolled|adds?|added) up\b|\b(?:combined|together|consolidated)\b/giu,
    "taken one by one",
  ],
  [/母公司|集团/gu, "法律实体"],
]);

/** Changes the words of each unit that holds any of them, one unit at a time. */
function wordingOperator(name: string, changes: readonly Change[]): MutationOperator {
  const changed = (text: string) =>
    changes.reduce((current, [pattern, words]) => current.replaceAll(pattern, words), text);
  return {
    name,
    mutate: ({ units }) =>
      units.flatMap(({ text }, place) =>
        changed(text) === text ? [] : [replaceUnits(units, new Set([place]), changed)],
      ),
  };
}
