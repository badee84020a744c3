import { mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJsonl, writeJsonl, type AgentRun, type HumanFeedback } from "@loopwright/core";
import type { HarnessMutant as MutantAnswer, RunHarnessMutants } from "@loopwright/eval-synthesis";
import { harnessMutants, runAgent, type HarnessMutant } from "@loopwright/harness";
import { createTraceRouter, registerTraceRouter } from "@loopwright/tracing";
import { z } from "zod";
import { agentModel } from "./plan.ts";
import { openSandbox } from "./sandbox.ts";
import type { Loop } from "./stage.ts";

/** An answer under a harness that lacks a rule, kept so that a stage done again does not pay for it twice. */
const MutantRun = z.object({
  trace_id: z.string(),
  harness_hash: z.string(),
  name: z.string(),
  answer: z.string(),
});
type MutantRun = z.infer<typeof MutantRun>;

interface MutantTask {
  run: AgentRun;
  mutant: HarnessMutant;
}

/**
 * Asks the agent again with one rule taken out of its harness, as often as the plan allows: first the rule of each
 * question that has most to do with what people said, then the next. The answers are kept in the loop's folder.
 */
export async function askWithoutRules(
  loop: Loop,
  runs: readonly AgentRun[],
  feedback: readonly HumanFeedback[],
): Promise<RunHarnessMutants> {
  const tasks = chooseTasks(loop, runs, feedback);
  const known = existsSync(loop.paths.harnessMutants)
    ? await readJsonl(loop.paths.harnessMutants, MutantRun)
    : [];
  const open = tasks.filter((task) => !known.some((one) => isOf(one, task)));
  const fresh = open.length > 0 ? await askAll(loop, open) : [];
  const answers = [...known, ...fresh];
  await writeJsonl(loop.paths.harnessMutants, answers);
  return async (run) =>
    tasks
      .filter((task) => task.run.trace_id === run.trace_id)
      .flatMap((task): MutantAnswer[] => {
        const found = answers.find((one) => isOf(one, task));
        return found ? [{ name: found.name, answer: found.answer }] : [];
      });
}

function isOf(answer: MutantRun, { run, mutant }: MutantTask): boolean {
  return answer.trace_id === run.trace_id && answer.harness_hash === mutant.harness.content_hash;
}

/** The most telling rule of every run, then the second of every run, and so on up to the limit. */
function chooseTasks(
  { harness, plan }: Loop,
  runs: readonly AgentRun[],
  feedback: readonly HumanFeedback[],
): MutantTask[] {
  const perRun = runs.map((run) => {
    const about = feedback
      .filter(({ trace_id }) => trace_id === run.trace_id)
      .flatMap((item) => [
        item.theme,
        item.summary,
        ...item.required_observations,
        ...item.prohibited_claims,
      ]);
    return harnessMutants({ harness, question: run.question, about }).map((mutant) => ({
      run,
      mutant,
    }));
  });
  const longest = Math.max(0, ...perRun.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) => perRun.flatMap((list) => list[turn] ?? []))
    .flat()
    .slice(0, plan.harness_mutants);
}

/** In batches of the loop's concurrency. A run that fails shows nothing and is left out. */
async function askAll(loop: Loop, tasks: readonly MutantTask[]): Promise<MutantRun[]> {
  const { plan, note } = loop;
  const dir = await mkdtemp(join(tmpdir(), "loopwright-mutants-"));
  const router = createTraceRouter();
  await registerTraceRouter(router);
  const sandbox = await openSandbox(plan, note);
  const ask = async ({ run, mutant }: MutantTask): Promise<MutantRun[]> => {
    const label = `${run.trace_label}-${mutant.harness.content_hash.slice(0, 12)}`;
    const answered = await runAgent({
      harness: mutant.harness,
      question: run.question,
      label,
      workspaceDir: loop.paths.dataroom,
      outputDir: join(dir, label),
      modelProvider: loop.models.provider,
      model: agentModel(mutant.harness, plan, loop.models.names.agent),
      sandbox,
      mode: loop.models.simulated ? "simulated" : "live",
      signal: loop.signal,
    });
    // These spans are no evidence about the harness that is being looked at.
    await router.collect(answered.trace_id);
    note(`${run.trace_label} without a rule: ${answered.status}`);
    return answered.status === "completed"
      ? [
          {
            trace_id: run.trace_id,
            harness_hash: mutant.harness.content_hash,
            name: mutant.name,
            answer: answered.answer,
          },
        ]
      : [];
  };
  try {
    const answers: MutantRun[] = [];
    for (let at = 0; at < tasks.length; at += plan.concurrency)
      answers.push(...(await Promise.all(tasks.slice(at, at + plan.concurrency).map(ask))).flat());
    return answers;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
