import { asText, isLoose } from "../bundle/loose.ts";
import { termKinds, type Terms } from "./terms.ts";
import { createTextReader } from "./read-text.ts";

/** What one input or output says, as numbers. */
export interface Content {
  /** Terms: words and pairs of neighbours, digits as `#`. */
  says: readonly number[];
  /** Terms: `key=value`, plain values by the last key on their path. */
  values: readonly number[];
  /** Strings: alternating key and value, of plain values and of figures in texts: `12 units`, `qty: 12`. */
  held: readonly number[];
  /** Strings: alternating key with its place in a list, and value; what actions are compared by. */
  placed: readonly number[];
  /** What it shows at the site where it came up first, and at others: most contents belong to one. */
  shown: Shown | undefined;
  elsewhere: Map<number, Shown> | undefined;
}

/** Features of a content at a site. */
export interface Shown {
  site: number;
  features: readonly number[];
  /** The run that showed them last. */
  run: number;
}

/** What a step was given and what came back; undefined where nothing was. */
export interface EventContents {
  input: Content | undefined;
  output: Content | undefined;
}

const mostCached = 100_000;
const longestCached = 400;

/**
 * Contents repeat a lot: each distinct one is broken down once. Objects are known by identity, since a bundle's
 * reader gives the same object for the same text.
 */
export function contentReader(terms: Terms): (content: unknown) => Content | undefined {
  const byText = new Map<string, Content>();
  const byObject = new WeakMap<object, Content>();
  const read = createContentReader(terms);
  return (content) => {
    if (content === undefined || content === null || content === "") return undefined;
    if (typeof content !== "object") {
      const text = asText(content);
      let found = byText.get(text);
      if (found) return found;
      found = read(content);
      if (byText.size < mostCached && text.length < longestCached) byText.set(text, found);
      return found;
    }
    let found = byObject.get(content);
    if (!found) {
      found = read(content);
      byObject.set(content, found);
    }
    return found;
  };
}

const mostLeaves = 200;
const mostPlaced = 60;
const deepestList = 6;
const deepestPlaced = 5;
const longestValue = 40;
/** Spaces, and the punctuation of scripts that write without them. */
const severalWords = /[\s\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f]/u;

/** Breaks an input or output down to its leaves; long lists are cut. */
function createContentReader(terms: Terms): (content: unknown) => Content {
  const { strings, table } = terms;
  const readText = createTextReader(terms);
  let [says, values, held, figures, placed] = [list(), list(), list(), list(), list()];
  let left = 0;

  const leaf = (value: unknown, key: string, place: string, depth: number): void => {
    const text = asText(value);
    const short = key !== "" && text.length <= longestValue;
    const id = short ? strings.idOf(text) : -1;
    if (short && text !== "" && depth <= deepestPlaced && placed.length < 2 * mostPlaced)
      placed.push(strings.idOf(place === "" ? key : `${key}@${place}`), id);
    if (left-- <= 0) return;
    if (short && !severalWords.test(text.trim())) {
      const name = strings.idOf(key);
      values.push(table.idOf(termKinds.assigned, name, id));
      held.push(name, id);
      return;
    }
    const said = readText(text);
    for (const word of said.says) says.push(word);
    for (const figure of said.figures) figures.push(figure);
  };
  const walk = (value: unknown, key: string, place: string, depth: number): void => {
    if (value === null || value === undefined) return;
    if (left <= 0 && placed.length >= 2 * mostPlaced) return;
    if (Array.isArray(value)) {
      if (depth >= deepestList) return;
      for (const [i, item] of value.entries()) walk(item, key, placeOf(i, value.length), depth + 1);
    } else if (isLoose(value)) {
      if (depth >= deepestList) return;
      for (const name of Object.keys(value)) walk(value[name], name, place, depth + 1);
    } else leaf(value, key, place, depth);
  };

  return (content) => {
    [says, values, held, figures, placed] = [list(), list(), list(), list(), list()];
    left = mostLeaves;
    walk(content, "", "", 0);
    for (const figure of figures) held.push(figure);
    return { says, values, held, placed, shown: undefined, elsewhere: undefined };
  };
}

function list(): number[] {
  return [];
}

function placeOf(index: number, length: number): string {
  if (length === 1) return "only";
  return index === length - 1 ? "last" : index === 0 ? "first" : "between";
}
