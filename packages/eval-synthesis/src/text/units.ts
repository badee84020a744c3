/** A sentence of an answer with what stands before it: space, line break, bullet, heading mark. */
export interface Unit {
  lead: string;
  text: string;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** An answer as sentences; `joinUnits` puts it together again, character for character. */
export function unitsOf(answer: string): Unit[] {
  const units: Unit[] = [];
  let lead = "";
  for (const { segment } of segmenter.segment(answer)) {
    for (const piece of segment.split(/(?<=\n)/u)) {
      const opening = /^\s*(?:(?:[-*•]|\d+[.)]|#{1,6}|>)\s+)?/u.exec(piece)?.[0] ?? "";
      const text = piece.slice(opening.length).trimEnd();
      if (text === "") {
        lead += piece;
        continue;
      }
      units.push({ lead: lead + opening, text });
      lead = piece.slice(opening.length + text.length);
    }
  }
  const last = units.at(-1);
  return last && lead !== "" ? [...units.slice(0, -1), { ...last, text: last.text + lead }] : units;
}

/** Units as one text. */
export function joinUnits(units: readonly Unit[]): string {
  return units.map(({ lead, text }) => lead + text).join("");
}

/** The text without the units at these places. */
export function withoutUnits(units: readonly Unit[], dropped: ReadonlySet<number>): string {
  return joinUnits(units.filter((_, index) => !dropped.has(index))).trim();
}

/** The text with each of these units said otherwise. */
export function replaceUnits(
  units: readonly Unit[],
  places: ReadonlySet<number>,
  rewrite: (text: string) => string,
): string {
  return joinUnits(
    units.map(({ lead, text }, index) => ({
      lead,
      text: places.has(index) ? rewrite(text) : text,
    })),
  );
}
