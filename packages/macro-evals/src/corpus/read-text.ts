import { wordsOf } from "../text/words.ts";
import { termKinds, type Terms } from "./terms.ts";

/** What a text says, as numbers. */
export interface Said {
  /** Terms: words, digits as `#`, and pairs of neighbours. */
  says: number[];
  /** Strings: alternating word and figure beside it. */
  figures: number[];
}

const mostCached = 100_000;
const longestCached = 400;

/** Words of a text, pairs of neighbours, and figures with the words beside them. */
export function createTextReader(terms: Terms): (text: string) => Said {
  const cache = new Map<string, Said>();
  return (text) => {
    let found = cache.get(text);
    if (!found) {
      found = readText(text, terms);
      if (cache.size < mostCached && text.length < longestCached) cache.set(text, found);
    }
    return found;
  };
}

function readText(text: string, { strings, table }: Terms): Said {
  const said: Said = { says: [], figures: [] };
  const words = wordsOf(text);
  let last = -1;
  words.forEach((word, i) => {
    const isFigure = startsWithDigit(word);
    if (isFigure) {
      const value = strings.idOf(word);
      const [before, after] = [words[i - 1], words[i + 1]];
      if (before !== undefined && !startsWithDigit(before))
        said.figures.push(strings.idOf(before), value);
      if (after !== undefined && !startsWithDigit(after))
        said.figures.push(strings.idOf(`+${after}`), value);
    }
    const id = strings.idOf(isFigure ? "#" : word);
    if (last >= 0) said.says.push(table.idOf(termKinds.pair, last, id));
    said.says.push(table.idOf(termKinds.text, id, 0));
    last = id;
  });
  return said;
}

function startsWithDigit(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 48 && code <= 57;
}
