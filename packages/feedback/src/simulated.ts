import type { ScriptedModel } from "@loopwright/core/model";
import { observe } from "./simulated/observe.ts";
import { readRuns } from "./simulated/run-text.ts";

/**
 * A scripted model that reviews runs: it reads them from the request's text and says what it observes there. It
 * reads plainly, sentence by sentence, and knows what diligence work usually needs; it is no evidence of how well a
 * live model would review.
 *
 * @example createSimulator({ models: { "sim-critic": simulatedCritic() } })
 */
export function simulatedCritic(): ScriptedModel {
  return (request) => {
    const items = readRuns(request).map((run) => ({
      insight_id: `insight-${run.label}`,
      trace_id: run.traceId,
      question: run.question,
      source_type: "llm_insight",
      observations: observe(run),
    }));
    return [{ type: "text", text: JSON.stringify({ items }) }];
  };
}
