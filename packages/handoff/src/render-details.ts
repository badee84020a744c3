import type { Recommendation } from "@loopwright/core";
import { classNames, detailGroups } from "./outline.ts";
import { block, inline } from "./plain-markdown.ts";

/** Every group and part, in order; a part without recommendations says so. */
export function renderDetails(ranked: readonly Recommendation[]): string {
  return detailGroups
    .map((group) =>
      [
        `### ${group.title}`,
        ...group.parts.flatMap((part) => {
          const mine = ranked.filter((one) => one.component === part.component);
          return [
            `#### ${part.title}`,
            ...(mine.length > 0
              ? mine.map(renderRecommendation)
              : [`No change to this part is recommended.`]),
          ];
        }),
      ].join("\n\n"),
    )
    .join("\n\n");
}

function renderRecommendation(one: Recommendation): string {
  return [
    `**${one.id}: ${inline(one.title)}**`,
    block(one.change),
    [
      `- Class: ${classNames[one.class]}`,
      `- File: ${one.target_file ? inline(one.target_file) : "none in particular"}`,
      `- Impact ${one.impact}, confidence ${one.confidence}, effort ${one.effort}`,
      `- Validation: ${inline(one.validation)}`,
    ].join("\n"),
  ].join("\n\n");
}
