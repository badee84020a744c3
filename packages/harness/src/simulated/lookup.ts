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
  /** Words of its heading and its file's name: they count half. */
  around: ReadonlySet<string>;
}

export interface Match {
  statement: Statement;
  /** Share of the asked words, rare ones weighing more, that the entry holds; a little above 1 for a full row. */
  fit: number;
}

const perFile = 2;
/** Exports come before narrative where both say it. */
const rowBonus = 1.1;

/**
 * Rows and sentences that speak of what is asked, the best first. Plain word overlap: rare words and names count
 * more than frequent words.
 */
export function lookUp(asked: string, room: Room, limit = 5): Match[] {
  const entries = entriesOf(room);
  const wanted = wantedWords(asked, entries);
  const total = [...wanted.values()].reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [];
  const taken = new Map<string, number>();
  return entries
    .map((entry) => ({ entry, fit: (fitOf(entry, wanted) / total) * (entry.row ? rowBonus : 1) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.entry.text.length - b.entry.text.length)
    .filter(({ entry: { path } }) => {
      taken.set(path, (taken.get(path) ?? 0) + 1);
      return (taken.get(path) ?? 0) <= perFile;
    })
    .slice(0, limit)
    .map(({ entry, fit }) => ({ statement: state(entry, wanted), fit }));
}

/** Words that say how something is asked, not what. */
const emptyWords = keysOf(
  "what which when where who how many much state list company happen please name tell about",
);

/** Word stems cut short, so that "healthy" meets "health". */
function keysOf(text: string): Set<string> {
  return new Set(
    contentWords(text).map((word) => (/^[a-z]+$/.test(word) ? word.slice(0, 6) : word)),
  );
}

interface Wanted {
  weight: number;
  /** The asked word as it was written, in lower case; empty where it is part of a phrase. */
  written: string;
}

/** Names count double. */
function wantedWords(asked: string, entries: readonly Entry[]): Map<string, Wanted> {
  const names = keysOf((asked.slice(1).match(/\b[A-Z][\w&]+/g) ?? []).join(" "));
  const written = new Map(
    (asked.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).flatMap((word) =>
      [...keysOf(word)].map((key) => [key, word] as const),
    ),
  );
  const keys = [...keysOf(asked)].filter((key) => !emptyWords.has(key));
  return new Map(
    keys.map((key) => [
      key,
      {
        weight: rarity(key, entries) * (names.has(key) ? 2 : 1),
        written: written.get(key) ?? "",
      },
    ]),
  );
}

function entriesOf(room: Room): Entry[] {
  const rows = [...room.tables].flatMap(([path, table]) =>
    table.map((row) => {
      const cells = Object.entries(row).map(([column, cell]) => `${words(column)} ${words(cell)}`);
      const text = cells.join("; ");
      return { path, row, text, words: keysOf(text), around: placeOf(path) };
    }),
  );
  const sentences = room
    .passages()
    .filter(({ text }) => !/[?？]$/.test(text))
    .map(({ path, text, heading }) => ({
      path,
      row: undefined,
      text,
      words: keysOf(text),
      around: new Set([...placeOf(path), ...keysOf(heading)]),
    }));
  return [...rows, ...sentences];
}

function placeOf(path: string): Set<string> {
  return keysOf(path.replace(/\.\w+$/, "").replaceAll(/[/_]/g, " "));
}

function rarity(word: string, entries: readonly Entry[]): number {
  const holding = entries.filter((each) => each.words.has(word)).length;
  return Math.log(1 + entries.length / (1 + holding));
}

/** A synonym is worth less than the word itself, and a word of the heading less than either. */
function fitOf(each: Entry, wanted: ReadonlyMap<string, Wanted>): number {
  const text = each.text.toLowerCase();
  let fit = 0;
  for (const [key, { weight, written }] of wanted) {
    if (each.words.has(key))
      fit += written !== "" && text.includes(written) ? weight : 0.8 * weight;
    else if (each.around.has(key)) fit += weight / 2;
  }
  return fit;
}

function state({ path, row, text }: Entry, wanted: ReadonlyMap<string, Wanted>): Statement {
  return row ? say(rowText(row, wanted), path) : say(`${text.replace(/[.。]$/, "")}.`, path);
}

/** The row by its first cell, with the columns that were asked for, or else all that are filled. */
function rowText(row: Row, wanted: ReadonlyMap<string, Wanted>): string {
  const [first, ...cells] = Object.entries(row);
  const filled = cells.filter(([, cell]) => cell !== "");
  const asked = filled.filter(([column]) =>
    [...keysOf(words(column))].some((key) => wanted.has(key)),
  );
  const shown = (asked.length > 0 ? asked : filled).map(
    ([column, cell]) => `${words(column)} ${words(cell)}`,
  );
  return `${words(first?.[1] ?? "")}: ${shown.join(", ")}.`;
}
