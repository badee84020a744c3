import { contentWords } from "@loopwright/simulator/language";
import { words } from "./passages.ts";
import type { Room, Row } from "./room.ts";
import { say, type Statement } from "./statement.ts";

/** A row or a sentence that may answer something, with the words it holds. */
interface Entry {
  path: string;
  row: Row | undefined;
  text: string;
  words: ReadonlySet<string>;
}

export interface Match {
  statement: Statement;
  /** Share, between 0 and 1, of the asked words (rare ones weigh more) that the entry holds. */
  fit: number;
  path: string;
}

/**
 * Rows and sentences that speak of what is asked, the best first. Plain word overlap: rare words count more
 * than frequent ones.
 */
export function lookUp(asked: string, room: Room, limit = 5): Match[] {
  const entries = entriesOf(room);
  const wanted = [...new Set(contentWords(asked))].filter((word) => !emptyWords.has(word));
  const weights = new Map(wanted.map((word) => [word, rarity(word, entries)]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return [];
  return entries
    .map((entry) => ({ entry, fit: fitOf(entry, weights) / total }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.entry.text.length - b.entry.text.length)
    .slice(0, limit)
    .map(({ entry, fit }) => ({ statement: state(entry, wanted), fit, path: entry.path }));
}

/** Words that say how something is asked, not what. */
const emptyWords = new Set(
  [
    "what",
    "which",
    "when",
    "where",
    "who",
    "how",
    "many",
    "much",
    "state",
    "list",
    "company",
  ].flatMap(contentWords),
);

function entriesOf(room: Room): Entry[] {
  const rows = [...room.tables].flatMap(([path, table]) =>
    table.map((row) => {
      const text = Object.entries(row).map(([column, cell]) => `${words(column)} ${words(cell)}`);
      return entry({ path, row, text: text.join("; ") });
    }),
  );
  const sentences = room.passages().map(({ path, text }) => entry({ path, row: undefined, text }));
  return [...rows, ...sentences];
}

function entry({ path, row, text }: Omit<Entry, "words">): Entry {
  const place = path.replace(/\.\w+$/, "").replaceAll(/[/_]/g, " ");
  return { path, row, text, words: new Set([...contentWords(text), ...contentWords(place)]) };
}

function rarity(word: string, entries: readonly Entry[]): number {
  const holding = entries.filter((each) => each.words.has(word)).length;
  return Math.log(1 + entries.length / (1 + holding));
}

function fitOf(each: Entry, weights: ReadonlyMap<string, number>): number {
  let fit = 0;
  for (const [word, weight] of weights) if (each.words.has(word)) fit += weight;
  return fit;
}

function state({ path, row, text }: Entry, wanted: readonly string[]): Statement {
  return row ? say(rowText(row, wanted), path) : say(`${text.replace(/[.。]$/, "")}.`, path);
}

/** The row by its first cell, with the columns that were asked for, or else all that are filled. */
function rowText(row: Row, wanted: readonly string[]): string {
  const [[, name = ""] = [], ...cells] = Object.entries(row);
  const filled = cells.filter(([, cell]) => cell !== "");
  const asked = filled.filter(([column]) =>
    contentWords(words(column)).some((word) => wanted.includes(word)),
  );
  const shown = (asked.length > 0 ? asked : filled).map(
    ([column, cell]) => `${words(column)} ${cell}`,
  );
  return `${words(name)}: ${shown.join(", ")}.`;
}
