import { synonyms } from "./synonyms.ts";

const grammar = new Set(
  `a an the this that these those it its they them their there here he she his her you your we our i
  and or but nor so as of to in on at by for from with into onto over under about than then when whenever where
  while who whom whose which what how why if unless is are was were be been being am do does did has have had having
  not no never cannot can could may might must shall should will would also only just any all each every some such same
  one ones other another own very more most much many few less least both either neither too yet still again once
  s t re don doesn didn isn aren wasn weren won let lets get gets comes come goes up out off apart together
  above below between among beside beyond make makes made sure always answer answers answered answering analyst analysts agent agents response responses
  reply replies replying run runs
  company state states stated stay stays stayed remain remains remained itself themselves`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/**
 * The words of a text that carry meaning, in order: lower case, English endings cut off, common synonyms under
 * one name, Han characters as pairs. Nothing is said about negation.
 *
 * @example contentWords("Rolling entities up to their parents") // ["combin", "entiti", "parent"]
 */
export function contentWords(text: string): string[] {
  const known = cache.get(text);
  if (known) return known;
  const plain = synonyms(
    text
      .toLowerCase()
      .replace(/[_/]|['’]|(?<=\p{L})-(?=\p{L})/gu, " ")
      .replace(/\s+/g, " "),
  );
  const words = plain.match(/[\p{L}\p{N}]+(?:[.,][\p{N}]+)*/gu) ?? [];
  const found = words.flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? hanPairs(word) : grammar.has(word) ? [] : [stem(word)],
  );
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, found);
  return found;
}

/**
 * Words that rules on any matter use: they count, but do not by themselves make two texts speak of the same.
 */
export function isCommonplace(word: string): boolean {
  return commonplace.has(word);
}

/** The same few rules and wishes are compared over and over. */
const cache = new Map<string, string[]>();
const cacheLimit = 20_000;

/** Cuts the commonest English endings; it need not give real words, only the same one for the same word. */
export function stem(word: string): string {
  if (word.length < 4 || /\p{N}/u.test(word)) return word;
  const base = word
    .replace(/(?:'s|’s)$/, "")
    .replace(/(?<=\w{3})ies$/, "y")
    .replace(/(?<=\w{3}(?:s|x|z|ch|sh))es$/, "")
    .replace(/(?<=\w{2}[^s])s$/, "")
    .replace(/(?<=\w{3})(?:ations?|ated|ating|ates?|ative)$/, "at")
    .replace(/(?<=\w{3})(?:ings?|edly|ed|ly)$/, "");
  return base
    .replace(/([bdfglmnprt])\1$/, "$1")
    .replace(/(?<=\w{3})e$/, "")
    .replace(/(?<=\w{2})y$/, "i");
}

const commonplace = new Set(
  `give gives given giving use uses used using report reports reported reporting say says said saying tell tells told
  show shows shown showing name names named naming take takes taken put puts keep keeps kept write writes written
  writing list lists listed look looks find finds found see sees know read reads add adds include includes contain
  contains treat treats mean means place places thing things way ways time times point base based count counts number
  numbers figure figures amount amounts value values first last latest next new end ends big large largest small high
  low good right wrong clear plain short different certain important material relevant matter matters reader readers
  people user question questions ask asked request requested need needs want wants exact whether possible instead
  rather without within through alone judged judge judges both only never forbidden itself while during require requires required present presents single item items line lines
  word words text texts note notes mention describe describes explain rely relies several part parts`
    .split(/\s+/)
    .map(stem),
);

function hanPairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.length < 2
    ? characters
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
