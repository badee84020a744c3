import type { ScriptedModel } from "@loopwright/core/model";
import { handOverCall, readDesk, recordCall, type DeskView } from "./simulated/desk-view.ts";
import { orchestrate } from "./simulated/orchestrator.ts";
import { policies } from "./simulated/specialists.ts";

export { simulatedGrader } from "./simulated/grader.ts";

/**
 * A scripted model that plays every agent of the order business. It reads who it is, what it is told and what
 * tools and notes say out of its request, and does what a diligent clerk would do with exactly these instructions:
 * a duty that is missing from them is a duty that it does not heed. Its runs say something about this machinery,
 * nothing about a live model.
 *
 * @example createSimulator({ models: { "sim-order-desk": simulatedSwarm() } })
 */
export function simulatedSwarm(): ScriptedModel {
  return (request, { seed }) => {
    const view = readDesk(request, seed);
    const policy = policies[view.name];
    if (!policy) return orchestrate(view);
    const reads = toolsToRead(view);
    if (reads.length > 0)
      return reads.map((name) => ({ type: "function_call", name, arguments: {} }));
    const { entries, status, summary, to = askedBy(view) } = policy(view);
    return [...entries.map(recordCall), handOverCall(to, status, summary)];
  };
}

/** The tools that the instructions say to read first, as long as none has answered. */
function toolsToRead({ instructions, answers, offered }: DeskView): string[] {
  if (answers.size > 0) return [];
  const line = /Read first[^:]*: ([^\n]*)\./.exec(instructions)?.[1] ?? "";
  return line.split(", ").filter((name) => offered.has(name));
}

function askedBy({ instructions }: DeskView): string {
  return /hand back to (\w+)/.exec(instructions)?.[1] ?? "";
}
