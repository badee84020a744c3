import type { Reading } from "./reading.ts";
import type { Token } from "./tokens.ts";

const noName = new Set(
  "january february march april may june july august september october november december monday tuesday wednesday thursday friday type board finance management sales security legal marketing net gross annual recurring revenue retention cash burn runway customer customers the a an i however in on of by for from at as it its this that these those there both all no and but or not what which when while where how is are was were has have had do does did may must should can concentration growth churn parent account".split(
    " ",
  ),
);

/** Runs of capitalised words: "Northstar Holdings", "BluePeak". Acronyms and common words are none. */
function namesOf({ tokens }: Reading): string[][] {
  const names: string[][] = [];
  let run: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (isNameLike(token)) {
      run.push(bare(token));
      continue;
    }
    names.push(...(isName(run, tokens, at - run.length) ? [run] : []));
    run = [];
  }
  return [...names, ...(isName(run, tokens, tokens.length - run.length) ? [run] : [])];
}

function isNameLike({ text, kind }: Token): boolean {
  return kind === "word" && /^\p{Lu}\p{L}*\p{Ll}/u.test(text) && !noName.has(text.toLowerCase());
}

/** One capital at the head of a sentence is only its beginning, unless the word goes on like a name. */
function isName(run: readonly string[], tokens: readonly Token[], start: number): boolean {
  if (run.length !== 1) return run.length > 1;
  const first = tokens[start];
  const before = tokens[start - 1]?.text;
  const isOpening = before === undefined || /^[.!?:;*#>•"“(-]$/u.test(before);
  return !isOpening || /\p{Ll}\p{Lu}|'s$/u.test(first?.text ?? "");
}

function bare({ lower }: Token): string {
  return lower.replace(/['’]s$/u, "");
}

/**
 * Does a sentence speak of another than the claim names? "Northstar Bank has $12.4M" says nothing about Northstar
 * Holdings. A sentence that names nobody may still speak of whom the claim names.
 */
export function namesSomebodyElse(sentence: Reading, claim: Reading): boolean {
  const wanted = namesOf(claim);
  if (wanted.length === 0) return false;
  const given = namesOf(sentence);
  const others = given.filter((name) => name.some((word) => !claimHolds(claim, word)));
  return wanted.some((name) => {
    // What stands there for another name of the claim does not stand for this one.
    const taken = given.filter((one) => wanted.some((own) => own !== name && isSame(own, one)));
    const words = sentence.tokens.map(bare).filter((word) => !taken.flat().includes(word));
    const present = name.filter((word) => words.includes(word));
    return (
      present.length < name.length &&
      !given.some((one) => isSame(name, one)) &&
      others.some((other) => isInstead(other, present))
    );
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join(" ") === b.join(" ");
}

/** "Northstar Bank" stands in the place of "Northstar Holdings"; so does "Helio" when nothing of it is there. */
function isInstead(other: readonly string[], present: readonly string[]): boolean {
  return present.length === 0 || present.some((word) => other.includes(word));
}

function claimHolds({ tokens }: Reading, word: string): boolean {
  return tokens.some((token) => bare(token) === word);
}
