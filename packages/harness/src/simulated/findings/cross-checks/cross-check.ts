import type { Passage, Room } from "../../room.ts";
import type { Conflict, Topic } from "../../statement.ts";

/** What comes out when documents are held against each other, and the topic it bears on. */
export interface CrossCheck {
  topic: Topic;
  conflict: Conflict;
}

/** Files as they stand in a sentence: "`a.md` and `b.md`". */
export function filesOf(passages: readonly Passage[]): string[] {
  return [...new Set(passages.map(({ path }) => path))];
}

/** The file names in code marks, and a verb in the number that fits. */
export function named(paths: readonly string[], verb: { one: string; many: string }): string {
  const marked = paths.map((path) => `\`${path}\``);
  const list =
    marked.length < 2 ? marked.join("") : `${marked.slice(0, -1).join(", ")} and ${marked.at(-1)}`;
  return `${list} ${marked.length === 1 ? verb.one : verb.many}`;
}

/** Names of two or more capitalised words: companies and products. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\p{Lu}[\p{L}\p{N}&]*(?: \p{Lu}[\p{L}\p{N}&]*)+/gu)].map(
    ([name]) => name,
  );
}

/** ISO dates of a text. */
export function datesIn(text: string): string[] {
  return text.match(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g) ?? [];
}

/** Sentences of all narratives outside these files. */
export function passagesElsewhere(room: Room, paths: readonly string[]): Passage[] {
  return room.passages().filter(({ path }) => !paths.includes(path));
}
