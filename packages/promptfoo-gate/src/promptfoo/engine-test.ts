import type { DeterministicAssertion, EvalCase } from "@loopwright/core";
import { labelText, literalText } from "./literal-text.ts";

/** Score that a rubric verdict must reach. */
const rubricThreshold = 0.8;

/** One check as Promptfoo reads it; everything else that it knows stays out of reach. */
interface EngineAssertion {
  type: DeterministicAssertion["type"] | "llm-rubric";
  value: string;
  threshold?: number;
}

/** One test as Promptfoo reads it, without providers: plain data that crosses the thread boundary. */
export interface EngineTest {
  description: string;
  vars: { question: string; trace_id: string; trace_label: string };
  metadata: { eval_id: string; scoring_method: string };
  assert: EngineAssertion[];
}

/** An eval case as a Promptfoo test: every text in it is a literal, none is a template or a file to load. */
export function toEngineTest(evalCase: EvalCase): EngineTest {
  return {
    description: labelText(evalCase.title),
    vars: {
      question: literalText(evalCase.question),
      trace_id: evalCase.source_trace_id,
      trace_label: literalText(evalCase.source_trace_label),
    },
    metadata: {
      eval_id: labelText(evalCase.eval_id),
      scoring_method: evalCase.scoring_method,
    },
    assert: [...literalChecks(evalCase), ...rubricChecks(evalCase)],
  };
}

function literalChecks(evalCase: EvalCase): EngineAssertion[] {
  return evalCase.deterministic_assertions.map(({ type, value }) => ({
    type,
    value: literalText(value),
  }));
}

function rubricChecks(evalCase: EvalCase): EngineAssertion[] {
  if (evalCase.scoring_method === "deterministic") return [];
  return [{ type: "llm-rubric", value: literalText(evalCase.rubric), threshold: rubricThreshold }];
}
