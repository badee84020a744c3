import { readFeedbackSentence, withStop } from "../feedback-sentence.ts";

/**
 * A demand as one or more that can be met by stating something. "Distinguish A, which is x, from B, which is y"
 * asks for both to be said of A and B; other demands stay as they are.
 */
export function plainDemands(demand: string): string[] {
  const { action, negated } = readFeedbackSentence(demand);
  const sides =
    /^(?:distinguish|separate|tell)(?: between)? (?<one>.+?),? (?:from|and) (?<other>.+?)\.?$/isu.exec(
      action,
    )?.groups;
  const said = [sides?.["one"], sides?.["other"]].flatMap((side) => statementIn(side ?? "") ?? []);
  return negated || said.length < 2 ? [demand] : said;
}

/** "SOC 2 Type I, which is complete," says that SOC 2 Type I is complete. */
function statementIn(side: string): string | undefined {
  const parts =
    /^(?<what>.+?),? (?:which|that) (?<said>(?:is|are|was|were|has|have)\b.+?),?$/isu.exec(
      side,
    )?.groups;
  return parts && withStop(`${parts["what"]} ${parts["said"]}`);
}
