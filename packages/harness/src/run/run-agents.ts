import { LoopError, type AgentRun } from "@loopwright/core";
import pLimit from "p-limit";
import { runAgent, type RunAgentOptions } from "./run-agent.ts";
import { listWorkspace } from "./stage-workspace.ts";

/** One question of a batch. */
export type RunTask = Pick<RunAgentOptions, "label" | "question" | "outputDir">;

export interface RunAgentsOptions extends Omit<RunAgentOptions, keyof RunTask> {
  tasks: readonly RunTask[];
  /** Runs at the same time; 5 when left out. */
  concurrency?: number | undefined;
  onStart?: ((task: RunTask) => void | Promise<void>) | undefined;
  /** Called with each record as its run ends, in the order they end; awaited. */
  onEnd?: ((run: AgentRun) => void | Promise<void>) | undefined;
}

/**
 * Runs several questions side by side, each in its own session and trace. A failed run is a record like the others
 * and takes none of them with it.
 *
 * @returns one record a task, in the order of the tasks
 * @throws LoopError `not_found` or `bad_input` when the workspace is unusable or two tasks share a label, before
 * anything has run; whatever `onStart` or `onEnd` throw, after all runs have ended
 * @example const runs = await runAgents({ ...batch, tasks, concurrency: 5 })
 */
export async function runAgents(options: RunAgentsOptions): Promise<AgentRun[]> {
  const { tasks, concurrency = 5, onStart, onEnd, ...shared } = options;
  refuseRepeatedLabels(tasks);
  await listWorkspace(shared.workspaceDir, shared.harness);
  const limit = pLimit(concurrency);
  const settled = await Promise.allSettled(
    tasks.map((task) =>
      limit(async () => {
        await onStart?.(task);
        const run = await runAgent({ ...shared, ...task });
        await onEnd?.(run);
        return run;
      }),
    ),
  );
  return settled.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** Two runs of one label would share a trace id, and nobody could tell their spans apart. */
function refuseRepeatedLabels(tasks: readonly RunTask[]): void {
  const labels = tasks.map(({ label }) => label);
  const repeated = labels.find((label, index) => labels.indexOf(label) !== index);
  if (repeated !== undefined)
    throw new LoopError(
      "bad_input",
      `two tasks have the label "${repeated}"; each run needs its own`,
    );
}
