import { joinUnits, replaceUnits, withoutUnits } from "../text/units.ts";
import type { MutationOperator } from "./mutation.ts";
import { negated } from "./negate.ts";

/** Turns what the eval asks for into its contrary. */
export const negate: MutationOperator = {
  name: "negate",
  mutate: ({ units, needed }) =>
    needed.map((place) => replaceUnits(units, new Set([place]), negated)),
};

/** Says something true and beside the point where the needed statements stood. */
export const replaceWithIrrelevance: MutationOperator = {
  name: "replace_with_irrelevance",
  mutate: ({ units, needed }) => {
    const places = needed.length > 0 ? new Set(needed) : new Set(units.keys());
    const { text = "" } = units[0] ?? {};
    const aside = /\p{Script=Han}/u.test(text) ? "资料分放在若干文件夹中。" : asides;
    let next = 0;
    const texts = [aside].flat();
    return units.length === 0
      ? []
      : [replaceUnits(units, places, () => texts[next++ % texts.length] ?? "")];
  },
};

const asides = [
  "The material is sorted into several folders.",
  "Some of it is in tables and some is in plain text.",
  "It was collected by the team that prepared it.",
];

/** Breaks off early. */
export const truncate: MutationOperator = {
  name: "truncate",
  mutate: ({ units }) => {
    if (units.length > 1) return [joinUnits(units.slice(0, Math.floor(units.length / 2))).trim()];
    const words = units[0]?.text.split(/(?<=\s)/u) ?? [];
    return words.length < 4
      ? []
      : [
          words
            .slice(0, Math.ceil(words.length / 3))
            .join("")
            .trim(),
        ];
  },
};

const caveat =
  /\b(?:not (?:yet |been )?(?:validated|verified|audited|reconciled|confirmed|issued|official|reported)|unvalidated|unaudited|unverified|unconfirmed|estimated?|excludes?|excluding|leaves? out|partial(?:ly)?|subject to|at risk|in progress|pending|cannot|could not|however|weaker|caveat|only)\b|未经|尚未|估计|不包括|但/iu;

/** Leaves out what qualifies a statement: a trailing clause, or the sentence that holds nothing else. */
export const dropCaveat: MutationOperator = {
  name: "drop_caveat",
  mutate: ({ units }) =>
    units.flatMap(({ text }, place) => {
      if (!caveat.test(text)) return [];
      const shortened = withoutTrailingCaveat(text);
      if (shortened !== undefined) return [replaceUnits(units, new Set([place]), () => shortened)];
      return units.length > 1 ? [withoutUnits(units, new Set([place]))] : [];
    }),
};

function withoutTrailingCaveat(text: string): string | undefined {
  const clauses = [
    ...text.matchAll(
      /(?:[,;:]? (?:but|although|though|however|which|that|and|while|because)|[;,:]|，|；) /gu,
    ),
  ];
  const cut = clauses.find(({ index }) => caveat.test(text.slice(index)) && index > 12);
  return cut && !caveat.test(text.slice(0, cut.index))
    ? `${text.slice(0, cut.index)}${/\p{Script=Han}/u.test(text) ? "。" : "."}`
    : undefined;
}

const citation =
  /\s*(?:\(|\[)?(?:(?:source|sources|see|as shown in|according to|per|by|from|in|来源)[:：]?\s+)?`?[\p{L}\p{N}_./-]*[\p{L}\p{N}_-]\.(?:csv|tsv|json|md|txt|pdf|xlsx|ya?ml)`?(?:\)|\])?/giu;

/** Leaves out the names of the files that a statement rests on. */
export const removeCitation: MutationOperator = {
  name: "remove_citation",
  mutate: ({ units }) => {
    const answer = joinUnits(units);
    const bare = answer.replaceAll(citation, "").trim();
    return bare === answer.trim() ? [] : [bare];
  },
};
