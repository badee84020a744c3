import type { Localized } from "../company.ts";
import type { NarrativePath } from "../paths.ts";
import type { PhraseKey } from "../phrases/index.ts";

export type FactValue = string | number | Localized;

/** Something a narrative says. Its words are chosen when the narrative is written. */
export interface Fact {
  type: "fact";
  file: NarrativePath;
  phrase: PhraseKey;
  values: Readonly<Record<string, FactValue>>;
}

/** Something an export shows: the beginning of one row, or a part of it, as the file prints it. */
export interface Cell {
  type: "cell";
  file: string;
  value: string;
}

export type Evidence = Fact | Cell;

export function fact(
  file: NarrativePath,
  phrase: PhraseKey,
  values: Readonly<Record<string, FactValue>> = {},
): Fact {
  return { type: "fact", file, phrase, values };
}

export function cell(file: string, ...cells: readonly (string | number)[]): Cell {
  return { type: "cell", file, value: cells.join(",") };
}

/** Equal facts have equal keys: what two conflicts lean on is said once. */
export function factKey({ file, phrase, values }: Fact): string {
  return `${file}\u0000${phrase}\u0000${JSON.stringify(values)}`;
}
