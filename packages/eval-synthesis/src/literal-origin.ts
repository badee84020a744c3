import type { EvalDraft } from "./draft.ts";
import type { RunEvidence } from "./evidence.ts";
import { occursIn } from "./similar-text.ts";
import { coverage, keyWords } from "./text/key-words.ts";

/**
 * Where a draft rests on an accident of one trace, or on nothing: a literal that nobody's feedback holds, one
 * that any text holds, and demands that the feedback does not speak of.
 */
export function accidents(draft: EvalDraft, source: RunEvidence): string[] {
  return [...literalAccidents(draft, source), ...strangeDemands(draft, source)];
}

function literalAccidents(draft: EvalDraft, source: RunEvidence): string[] {
  const { run } = source;
  const known = [feedbackText(source), run.question].join("\n");
  return draft.deterministic_assertions.flatMap(({ type, value }) => {
    const named = `${type} "${value}"`;
    if (keyWords(value).size === 0)
      return [`${named} tells no answers apart: it is not about anything; leave it out`];
    if ([run.trace_id, run.trace_label, run.output_dir].some((text) => occursIn(text, value)))
      return [`${named} is an accident of one trace; leave it out`];
    const origin = type === "not-contains" ? `${known}\n${run.answer}` : known;
    return occursIn(value, origin)
      ? []
      : [`${named} is an accident of one trace: no feedback on it holds these words; leave it out`];
  });
}

/** Below this share of words in common, a rubric speaks of something else than the feedback. */
const related = 0.25;

function strangeDemands(draft: EvalDraft, source: RunEvidence): string[] {
  if (draft.scoring_method === "deterministic") return [];
  const known = [feedbackText(source), source.run.question].join("\n");
  const isSameScript = hasHan(known) === hasHan(draft.rubric);
  return isSameScript && coverage(keyWords(draft.rubric), known) < related
    ? ["the rubric asks for something that the feedback on that trace does not speak of"]
    : [];
}

function feedbackText({ human, model }: RunEvidence): string {
  return [
    ...human.flatMap((item) => [
      item.theme,
      item.summary,
      ...item.required_observations,
      ...item.prohibited_claims,
    ]),
    ...model.flatMap(({ observations }) => observations),
  ].join("\n");
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
