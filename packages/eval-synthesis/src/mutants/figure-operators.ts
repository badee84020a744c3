import { figuresIn, type FigureInText } from "../text/figures.ts";
import { joinUnits, replaceUnits } from "../text/units.ts";
import type { MutationOperator } from "./mutation.ts";

/**
 * Puts the headline figure where the controlled one belongs: a figure of the same kind that people called wrong,
 * or that stands elsewhere in the answer.
 */
export const swapFigure: MutationOperator = {
  name: "swap_figure",
  mutate: ({ units, needed, wrongClaims }) => {
    const rivals = [...wrongClaims, joinUnits(units)].flatMap(figuresIn);
    return needed.flatMap((place) => {
      const text = units[place]?.text ?? "";
      const swapped = figuresIn(text).flatMap((figure) => {
        const rival = rivals.find((other) => isRival(other, figure, text));
        return rival ? [exchanged(text, figure, rival)] : [];
      });
      return swapped.map((wrong) => replaceUnits(units, new Set([place]), () => wrong));
    });
  },
};

function isRival(other: FigureInText, figure: FigureInText, sentence: string): boolean {
  return other.kind === figure.kind && !sentence.includes(other.text);
}

function exchanged(text: string, figure: FigureInText, rival: FigureInText): string {
  return text.slice(0, figure.start) + rival.text + text.slice(figure.start + figure.text.length);
}

/** Makes a claim that people called wrong, in an answer that is right otherwise. */
export const addWrongClaim: MutationOperator = {
  name: "add_wrong_claim",
  mutate: ({ units, wrongClaims }) =>
    wrongClaims
      .filter((claim) => !claim.startsWith("I "))
      .map((claim) => `${joinUnits(units).trimEnd()} ${claim}`),
};
