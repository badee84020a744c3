import type { Evidence, JsonValue } from "@loopwright/core";
import { holdsWords, oneLine } from "./words.ts";

/** As many words of a quote as tell it from others. */
const words = 6;

/**
 * A claim's text together with what it rests on: the first words of each quote, each count with its whole filter,
 * else the reference. What a text says already is not said again. So a claim cannot be given the evidence of
 * another, or a count of something else, without showing it.
 *
 * @example tieToEvidence("It never ran.", [{ ref: "trace:1", count: 0, filter: { name: "check" } }]) // "It never ran. (0 spans where name is “check”)"
 */
export function tieToEvidence(text: string, evidence: readonly Evidence[]): string {
  const unnamed = evidence
    .map((one) => ({ one, mark: markOf(one) }))
    .filter(({ mark }) => !names(text, mark))
    .map(({ one, mark }) => (one.quote === undefined ? mark : `“${mark} …”`));
  return unnamed.length === 0 ? text : `${text} (${[...new Set(unnamed)].join("; ")})`;
}

/** What in the evidence a claim's text does not name; undefined when it names all of it. */
export function untiedMark(text: string, evidence: readonly Evidence[]): string | undefined {
  return evidence.map(markOf).find((mark) => !names(text, mark));
}

/** What of one reference has to stand in the text of its claim. */
function markOf({ ref, quote, count, filter }: Evidence): string {
  if (quote !== undefined) return oneLine(quote).split(" ").slice(0, words).join(" ");
  return count === undefined ? ref : oneLine(countInWords(count, filter));
}

/** The conditions stand in the order of their keys, since writing JSON anew may change it. */
function countInWords(count: number, filter: Evidence["filter"] = {}): string {
  const conditions = Object.entries(filter)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key} ${condition(value)}`);
  const spans = count === 1 ? "1 span" : `${count} spans`;
  return conditions.length === 0 ? `${spans} in all` : `${spans} where ${conditions.join(" and ")}`;
}

function condition(wanted: JsonValue): string {
  const part = partOf(wanted);
  if (part !== undefined) return `contains “${part}”`;
  return `is “${typeof wanted === "string" ? wanted : JSON.stringify(wanted)}”`;
}

/** The text that a condition `{"contains": text}` asks for; any other value asks to be equalled. */
export function partOf(wanted: JsonValue): string | undefined {
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return undefined;
  const [first, ...others] = Object.entries(wanted);
  if (first === undefined || others.length > 0 || first[0] !== "contains") return undefined;
  return typeof first[1] === "string" ? first[1] : undefined;
}

function names(text: string, mark: string): boolean {
  return holdsWords(oneLine(text), mark);
}
