import type { Passage, Room } from "./room.ts";

/** The first sentence of the given files, in the order of the files, that matches every pattern. */
export function findPassage(
  room: Room,
  paths: readonly string[],
  ...patterns: readonly RegExp[]
): Passage | undefined {
  return findPassages(room, paths, ...patterns)[0];
}

/** All sentences of the given files that match every pattern. */
export function findPassages(
  room: Room,
  paths: readonly string[],
  ...patterns: readonly RegExp[]
): Passage[] {
  return paths
    .flatMap((path) => room.passages(path))
    .filter((passage) => patterns.every((pattern) => pattern.test(passage.text)));
}

/** A sentence as it can stand in quotation marks in the analyst's own text. */
export function quoted(passage: Passage): string {
  return `"${passage.text.replace(/["“”]/g, "'").replace(/[.。]$/, "")}"`;
}

/** `service_credit_carveout` as words. */
export function words(key: string): string {
  return key.replaceAll("_", " ").trim();
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
