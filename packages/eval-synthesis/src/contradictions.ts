import type { HumanFeedback } from "@loopwright/core";
import type { EvalDraft } from "./draft.ts";
import { bareClaim } from "./rubric-sentence.ts";
import { occursIn, wordOverlap } from "./similar-text.ts";

/**
 * Where a draft goes against what people said about its run, as far as words alone tell: a literal that bans
 * a required observation, a literal that only a prohibited claim holds, a pass example that makes one. The
 * gate's own engine is asked about the rest.
 */
export function contradictions(draft: EvalDraft, feedback: readonly HumanFeedback[]): string[] {
  return feedback.flatMap((item) => [
    ...bannedObservations(draft, item),
    ...requiredClaims(draft, item),
    ...claimsInPassExample(draft, item),
  ]);
}

function bannedObservations(draft: EvalDraft, item: HumanFeedback): string[] {
  return draft.deterministic_assertions.flatMap(({ type, value }) => {
    const observation = item.required_observations.find((text) => occursIn(value, text));
    return type === "not-contains" && observation !== undefined
      ? [
          `not-contains "${value}" bans words of an observation that ${item.feedback_id} requires: "${observation}"`,
        ]
      : [];
  });
}

function requiredClaims(draft: EvalDraft, item: HumanFeedback): string[] {
  const innocent = [...item.required_observations, item.summary, item.question].join("\n");
  return draft.deterministic_assertions.flatMap(({ type, value }) => {
    const claim = item.prohibited_claims.find((text) => occursIn(value, text));
    return type !== "not-contains" && claim !== undefined && !occursIn(value, innocent)
      ? [
          `${type} "${value}" asks for words that only a claim prohibited by ${item.feedback_id} holds: "${claim}"`,
        ]
      : [];
  });
}

/** Only a sentence that is the claim almost word for word: a negation more or less makes another sentence. */
function claimsInPassExample(draft: EvalDraft, item: HumanFeedback): string[] {
  const sentences = draft.suggested_pass_example.split(/(?<=[.!?。！？])\s*/u);
  return item.prohibited_claims.flatMap((claim) =>
    sentences.some((sentence) => wordOverlap(sentence, bareClaim(claim)) > 0.9)
      ? [`suggested_pass_example makes a claim that ${item.feedback_id} prohibits: "${claim}"`]
      : [],
  );
}
