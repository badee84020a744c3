import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTraceProcessors } from "@openai/agents";
import { AgentRun, LoopError, readJsonl, SpanRecord, writeJsonl } from "@loopwright/core";
import { runAgents } from "@loopwright/harness";
import { createTraceRouter, toSpanRecords } from "@loopwright/tracing";
import { existsSync } from "node:fs";
import type { Loop } from "./loop.ts";
import type { RunPaths } from "./run-folder.ts";
import { agentModel } from "./plan.ts";
import { openSandbox } from "./sandbox.ts";

/**
 * Asks the agent every question that has no finished run yet, each in its own sandbox and trace. Records are
 * written after each run, so that a stopped loop carries on where it was.
 */
export async function runQuestions(loop: Loop): Promise<string> {
  const { plan, paths, harness, models, note, signal } = loop;
  const journal = await openJournal(paths);
  const router = createTraceRouter();
  // Replaces the SDK's own exporter: nothing is sent to a hosted trace service.
  setTraceProcessors([router.processor]);
  const sandbox = await openSandbox(plan, note);
  const tasks = plan.questions
    .filter((question) => !journal.isCompleted(question.label))
    .map(({ label, text }) => ({
      label,
      question: text,
      outputDir: join(paths.dir, paths.artifactsOf(label)),
    }));
  await runAgents({
    harness,
    tasks,
    concurrency: plan.concurrency,
    workspaceDir: paths.dataroom,
    modelProvider: models.provider,
    model: agentModel(harness, plan, models.names.agent),
    sandbox,
    mode: models.simulated ? "simulated" : "live",
    signal,
    onStart: ({ label }) => note(`${label} started`),
    onEnd: async (run) => {
      const captured = await router.collect(run.trace_id);
      await journal.add(
        { ...run, output_dir: paths.artifactsOf(run.trace_label) },
        toSpanRecords(captured, traceOptions(loop)),
      );
      note(`${run.trace_label} ${run.status}`);
    },
  });
  return summarize(journal.runs());
}

function traceOptions({ harness, models }: Loop) {
  return {
    projectId: "loopwright-demo",
    resource: {
      serviceName: harness.name,
      serviceVersion: harness.eval_metadata.version,
      environment: models.simulated ? "simulated" : "live",
    },
  };
}

/** Runs and spans on disk, rewritten atomically after each run; a run done again replaces its failed forerunner. */
async function openJournal(paths: RunPaths) {
  let runs = existsSync(paths.runs) ? await readJsonl(paths.runs, AgentRun) : [];
  let spans = existsSync(paths.spans) ? await readJsonl(paths.spans, SpanRecord) : [];
  let writing: Promise<unknown> = Promise.resolve();
  return {
    runs: () => runs,
    isCompleted: (label: string) =>
      runs.some((run) => run.trace_label === label && run.status === "completed"),
    add(run: AgentRun, records: SpanRecord[]): Promise<unknown> {
      runs = [...runs.filter((other) => other.trace_id !== run.trace_id), run].toSorted((a, b) =>
        a.trace_label.localeCompare(b.trace_label),
      );
      spans = [...spans.filter((span) => span.trace_id !== run.trace_id), ...records];
      const snapshot = { runs, spans };
      // One after the other, and spans first: a run that is on record has its trace on record.
      writing = writing.then(async () => {
        await writeJsonl(paths.spans, snapshot.spans);
        await writeJsonl(paths.runs, snapshot.runs);
      });
      return writing;
    },
  };
}

function summarize(runs: readonly AgentRun[]): string {
  const failed = runs.filter((run) => run.status === "failed");
  const [first] = failed;
  if (first && failed.length === runs.length)
    throw new LoopError(
      "model_unreachable",
      `every run failed; the first: ${first.error ?? "no reason given"}`,
    );
  const failures = failed.map((run) => `${run.trace_label}: ${run.error ?? "no reason given"}`);
  const trouble = failures.length > 0 ? `; failed: ${failures.join("; ")}` : "";
  return `${runs.length - failed.length} of ${runs.length} runs completed${trouble}`;
}

/**
 * The runs that gave an answer.
 *
 * @throws LoopError `bad_input` when there is none
 */
export async function completedRuns(paths: RunPaths): Promise<AgentRun[]> {
  const runs = await readJsonl(paths.runs, AgentRun);
  const completed = runs.filter((run) => run.status === "completed");
  if (completed.length === 0)
    throw new LoopError(
      "bad_input",
      `${paths.runs}: no completed run in it; do the stage "runs" first`,
    );
  return completed;
}

/** The artifacts of a run, as text by file name. */
export async function readArtifacts(
  paths: RunPaths,
  run: AgentRun,
): Promise<{ path: string; content: string }[]> {
  return Promise.all(
    run.artifacts.map(async (path) => ({
      path,
      content: await readFile(join(paths.dir, run.output_dir, path), "utf8"),
    })),
  );
}
