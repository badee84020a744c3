import type { Recommendation } from "@loopwright/core";
import { refsOf } from "./handoff-summary.ts";
import { classNames, componentNames } from "./outline.ts";
import { inline } from "./plain-markdown.ts";

/** The first three changes as a numbered list. */
export function topChanges(ranked: readonly Recommendation[]): string {
  if (ranked.length === 0) return "Nothing: no change is recommended on this evidence.";
  return ranked
    .slice(0, 3)
    .map(
      (one, index) =>
        `${index + 1}. **${inline(one.title)}** (${one.id}, ${componentNames[one.component]}, ${classNames[one.class]}${
          one.target_file ? `, in ${inline(one.target_file)}` : ""
        }): ${inline(firstSentences(one.change))}`,
    )
    .join("\n");
}

const glance = 320;

/**
 * Enough of the change to know what it is; the rest stands under Detailed recommendations. It ends where a
 * sentence does, and not within words that it quotes.
 */
function firstSentences(text: string): string {
  if (text.length <= glance) return text;
  const ends = [...text.matchAll(/[.!?]["”’)]*(?=\s)|[。！？]["”’）]*/g)]
    .map((match) => text.slice(0, match.index + match[0].length))
    .filter((part) => part.length <= glance && (part.match(/"/g)?.length ?? 0) % 2 === 0);
  return ends.at(-1) ?? `${text.slice(0, glance)} …`;
}

/** Every recommendation as a row of a table. */
export function rankedTable(ranked: readonly Recommendation[]): string {
  const header = [
    "| Rank | Recommendation | Impact | Confidence | Implementation effort | Evidence | Validation |",
    "| ---: | --- | --- | --- | --- | --- | --- |",
  ];
  const rows = ranked.map((one) => {
    const cells = [
      String(one.rank),
      one.title,
      one.impact,
      one.confidence,
      one.effort,
      refsOf(one).join(", "),
      one.validation,
    ];
    return `| ${cells.map(inline).join(" | ")} |`;
  });
  return rows.length > 0
    ? [...header, ...rows].join("\n")
    : [...header, "| - | No change is recommended | - | - | - | - | - |"].join("\n");
}
