import { DraftDiagnosis, DraftRecommendation, type DraftClaim } from "../diagnosis/draft.ts";
import { z } from "zod";

/** A recommendation of the engine; `based_on` names the finding of the analysis that it words. */
export const EngineRecommendation = DraftRecommendation.omit({ id: true }).extend({
  based_on: z.string().nullable(),
});
export type EngineRecommendation = z.infer<typeof EngineRecommendation>;

/** What the root agent hands in at the end. */
export const FinalAnswer = DraftDiagnosis.extend({
  recommendations: z.array(EngineRecommendation),
});
export type FinalAnswer = z.infer<typeof FinalAnswer>;

/**
 * The model's recommendations on top of the analysis. One that is based on a finding keeps the finding's
 * component, class and claims, and gains its own; findings that the model passed over follow in their order:
 * a model ranks and words, and cannot talk a finding away.
 */
export function mergeWithAnalysis(
  answer: FinalAnswer,
  drafts: readonly DraftRecommendation[],
): DraftRecommendation[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const used = new Set<string>();
  const worded = answer.recommendations.flatMap(({ based_on, ...own }, index) => {
    const finding = based_on === null ? undefined : byId.get(based_on);
    if (!finding) return [{ ...own, id: `engine-${index + 1}` }];
    if (used.has(finding.id)) return [];
    used.add(finding.id);
    return [adopt(finding, own)];
  });
  return [...worded, ...drafts.filter((draft) => !used.has(draft.id))];
}

function adopt(
  finding: DraftRecommendation,
  own: Omit<DraftRecommendation, "id">,
): DraftRecommendation {
  const worded = (mine: string, theirs: string) => (mine.trim() === "" ? theirs : mine);
  return {
    ...finding,
    title: worded(own.title, finding.title),
    change: worded(own.change, finding.change),
    validation: worded(own.validation, finding.validation),
    target_file: own.target_file ?? finding.target_file,
    impact: own.impact,
    confidence: own.confidence,
    effort: own.effort,
    claims: distinct([...finding.claims, ...own.claims]),
  };
}

function distinct(claims: readonly DraftClaim[]): DraftClaim[] {
  const keys = new Set<string>();
  return claims.filter((claim) => {
    const key = JSON.stringify([claim.about, claim.evidence]);
    return keys.has(key) ? false : keys.add(key) !== undefined;
  });
}
