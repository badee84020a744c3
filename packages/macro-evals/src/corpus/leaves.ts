import { asText, isLoose } from "../bundle/loose.ts";
import { wordsOf } from "../text/words.ts";

/** What one step said, broken down: words of its texts, and plain values by key. */
export interface Leaves {
  /** Words of each text, digits as `#`. */
  texts: string[][];
  /** Plain values by the last key on their path. */
  values: [key: string, value: string][];
  /** Numbers beside a word within a text: `12 units`, `qty: 12`. */
  figures: [word: string, value: string][];
}

const mostLeaves = 200;
const deepest = 6;
const longestValue = 40;

/** Breaks an input or output down to its leaves; long lists are cut at 200 leaves. */
export function leavesOf(content: unknown): Leaves {
  const leaves: Leaves = { texts: [], values: [], figures: [] };
  let left = mostLeaves;
  const walk = (value: unknown, key: string, depth: number): void => {
    if (value === null || value === undefined || left <= 0) return;
    if (Array.isArray(value)) {
      if (depth < deepest) for (const item of value) walk(item, key, depth + 1);
    } else if (isLoose(value)) {
      if (depth < deepest)
        for (const [name, item] of Object.entries(value)) walk(item, name, depth + 1);
    } else {
      left--;
      leaf(value, key, leaves);
    }
  };
  walk(content, "", 0);
  return leaves;
}

function leaf(value: unknown, key: string, leaves: Leaves): void {
  const text = asText(value);
  if (key !== "" && text.length <= longestValue && !/\s/.test(text.trim())) {
    leaves.values.push([key, text]);
    return;
  }
  const words = wordsOf(text);
  const masked: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (!startsWithDigit(word)) {
      masked.push(word);
      continue;
    }
    masked.push("#");
    const before = words[i - 1];
    const after = words[i + 1];
    if (before !== undefined && !startsWithDigit(before)) leaves.figures.push([before, word]);
    if (after !== undefined && !startsWithDigit(after)) leaves.figures.push([`+${after}`, word]);
  }
  leaves.texts.push(masked);
}

function startsWithDigit(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 48 && code <= 57;
}
