import type { AttributeDraft } from "./attributes.ts";

/**
 * One judgement in OpenInference's terms: a name and at least one of score, label and explanation.
 *
 * @source https://arize-ai.github.io/openinference/spec/feedback/annotations.html
 */
export interface Judgement {
  name: string;
  annotatorKind: "HUMAN" | "LLM" | "CODE";
  identifier: string;
  score?: number;
  label?: string;
  explanation?: string;
}

/** What a person or a model remarked, about the span that carries it and about its trace. */
export function annotationAttributes(judgements: readonly Judgement[]): AttributeDraft {
  return bothTargets("annotation", judgements);
}

/** What a grader decided, about the span that carries it and about its trace. */
export function evaluationAttributes(judgements: readonly Judgement[]): AttributeDraft {
  return bothTargets("evaluation", judgements);
}

function bothTargets(term: string, judgements: readonly Judgement[]): AttributeDraft {
  return Object.assign(
    {},
    ...["", "trace."].flatMap((target) =>
      judgements.map((judgement, index) => fields(`${target}${term}s.${index}.${term}`, judgement)),
    ),
  );
}

function fields(prefix: string, judgement: Judgement): AttributeDraft {
  return {
    [`${prefix}.name`]: judgement.name,
    [`${prefix}.annotator_kind`]: judgement.annotatorKind,
    [`${prefix}.identifier`]: judgement.identifier,
    [`${prefix}.score`]: judgement.score,
    [`${prefix}.label`]: judgement.label,
    [`${prefix}.explanation`]: judgement.explanation,
  };
}
