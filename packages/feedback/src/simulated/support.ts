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

/** Claims that no source or a single one has to carry. */
export const thinCitations: Critique = ({ citations }) => {
  const bare = citations.find(({ sources }) => sources.length === 0);
  const thin = citations.filter(({ sources }) => new Set(sources).size === 1);
  const [first] = thin;
  return [
    ...(bare ? [`The claim ${quote(bare.claim)} is listed without any source.`] : []),
    ...(first && thin.length * 2 > citations.length
      ? [
          `Of ${citations.length} listed claims ${thin.length} ${thin.length === 1 ? "rests" : "rest"} on a single file, for example ${quote(first.claim)} on ${first.sources.join(", ")}.`,
        ]
      : []),
  ];
};

/** Figures of the answer that the list of claims and sources leaves out. */
export const unlistedFigures: Critique = ({ answer, citations }) => {
  if (citations.length === 0) return [];
  const listed = citations.flatMap(({ claim }) => readFigures(claim));
  const missing = answer.filter(
    ({ figures }) =>
      figures.length > 0 &&
      !figures.some((figure) => listed.some((other) => sameFigure(figure, other))),
  );
  const [first] = missing;
  return first
    ? [
        `The list of claims and sources leaves out ${missing.length === 1 ? "a statement" : `${missing.length} statements`} of the answer that ${missing.length === 1 ? "gives" : "give"} a figure: ${quote(first.text)}.`,
      ]
    : [];
};

function listOf(figures: readonly string[]): string {
  const shown = figures.slice(0, 4);
  return shown.length < figures.length
    ? `${shown.join(", ")} and ${figures.length - shown.length} more figures`
    : shown.join(", ");
}
