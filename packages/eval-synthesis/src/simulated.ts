import type { JsonValue } from "@loopwright/core";
import type { ScriptedModel } from "@loopwright/core/model";
import { planEvals } from "./simulated/plan-evals.ts";
import { readDesignRequest } from "./simulated/read-request.ts";
import { repairEval } from "./simulated/repair-eval.ts";

/**
 * A scripted model that designs evals from nothing but the prompt of this package: one for each run from what
 * its reviewers require and prohibit (or, where no person has reviewed it, from what a model observed), and a
 * few more up to the size it is asked for. It mends drafts that are sent back by their reason. It writes
 * plainly and invents nothing; it shows that the machinery works, not how good a model's evals would be.
 *
 * @example createSimulator({ models: { "sim-eval-designer": simulatedEvalDesigner() } })
 */
export function simulatedEvalDesigner(): ScriptedModel {
  return (request) => {
    const asked = readDesignRequest(request);
    const repaired = asked.sentBack.flatMap((item) => repairEval(item, asked.runs) ?? []);
    const evals = [...repaired, ...planEvals(asked)];
    const reply: JsonValue = { evals: evals.map((draft) => ({ ...draft })) };
    return [{ type: "text", text: JSON.stringify(reply) }];
  };
}
