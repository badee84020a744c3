import { readFigures, sameFigure } from "@loopwright/simulator/language";
import type { Critique } from "./critique.ts";
import { quote } from "./statements.ts";

/** Figures in the answer with no source beside them. */
export const uncitedFigures: Critique = ({ answer }) => {
  const bare = answer.filter(({ figures, sources }) => figures.length > 0 && sources.length === 0);
  const [first] = bare;
  if (!first) return [];
  const figures = [
    ...new Set(bare.flatMap((statement) => statement.figures.map(({ text }) => text))),
  ];
  return [
    `The answer gives ${listOf(figures)} without naming a source file beside it, for example in ${quote(first.text)}.`,
  ];
};

/** Figures in the answer that stand in none of the files the run left. */
export const unbackedFigures: Critique = ({ answer, evidence }) => {
  if (evidence.length === 0) return [];
  const known = evidence.flatMap(({ figures }) => figures);
  const lost = answer
    .flatMap(({ figures }) => figures)
    .filter((figure) => !known.some((other) => sameFigure(figure, other)))
    .map(({ text }) => text);
  if (lost.length === 0) return [];
  return [
    `The answer states ${listOf([...new Set(lost)])}, which stands in none of the files that the run left.`,
  ];
};

/** Claims with figures that rest on narrative files alone. */
export const narrativeOnly: Critique = ({ citations }) =>
  citations
    .filter(({ claim }) => readFigures(claim).some(({ unit }) => unit !== "count"))
    .filter(({ sources }) => sources.length > 0 && sources.every((path) => path.endsWith(".md")))
    .slice(0, 1)
    .map(
      ({ claim, sources }) =>
        `The claim ${quote(claim)} rests on narrative text alone (${sources.join(", ")}); no export is cited for its figure.`,
    );

/** Claims that one file has to carry. */
export const thinCitations: Critique = ({ citations }) => {
  const uncited = citations.filter(({ sources }) => sources.length === 0);
  const single = citations.filter(({ sources }) => new Set(sources).size === 1);
  const [bare] = uncited;
  const [thin] = single;
  const most = single.length * 2 > citations.length;
  return [
    ...(bare ? [`The claim ${quote(bare.claim)} is listed without any source.`] : []),
    ...(thin && most
      ? [
          `${single.length} of ${citations.length} listed claims rest on one file each, for example ${quote(thin.claim)} on ${thin.sources.join(", ")}.`,
        ]
      : []),
  ];
};

function listOf(figures: readonly string[]): string {
  const shown = figures.slice(0, 4);
  return shown.length < figures.length
    ? `${shown.join(", ")} and ${figures.length - shown.length} more figures`
    : shown.join(", ");
}
