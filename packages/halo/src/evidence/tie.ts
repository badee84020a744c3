import type { Evidence } from "@loopwright/core";

/** As many words of a quote as tell it from others. */
const words = 6;

/**
 * A claim's text together with what it rests on: the first words of each quote, the values of each count's
 * filter, else the reference. A text that names them already stays as it is. So a claim cannot be given the
 * evidence of another without showing it.
 *
 * @example tieToEvidence("It never ran.", [{ ref: "trace:1", count: 0, filter: { name: "check" } }]) // "It never ran. (check)"
 */
export function tieToEvidence(text: string, evidence: readonly Evidence[]): string {
  const unnamed = evidence.flatMap((one) =>
    marksOf(one)
      .filter((mark) => !names(text, mark))
      .map((mark) => (one.quote === undefined ? mark : `“${mark} …”`)),
  );
  return unnamed.length === 0 ? text : `${text} (${[...new Set(unnamed)].join("; ")})`;
}

/** What in the evidence a claim's text does not name; undefined when it names all of it. */
export function untiedMark(text: string, evidence: readonly Evidence[]): string | undefined {
  return evidence.flatMap(marksOf).find((mark) => !names(text, mark));
}

function marksOf({ ref, quote, count, filter }: Evidence): string[] {
  if (quote !== undefined) return [oneLine(quote).split(" ").slice(0, words).join(" ")];
  if (count === undefined) return [ref];
  return Object.entries(filter ?? {}).map(([, value]) => {
    const part =
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? value["contains"]
        : value;
    return oneLine(typeof part === "string" ? part : JSON.stringify(part ?? value));
  });
}

function names(text: string, mark: string): boolean {
  return oneLine(text).includes(mark);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
