import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun, LoopError, messageOf, readJsonl, type SpanRecord } from "@loopwright/core";
import { runAgents } from "@loopwright/harness";
import {
  createTraceRouter,
  exportRecords,
  registerTraceRouter,
  toSpanRecords,
} from "@loopwright/tracing";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { Loop } from "./stage.ts";
import { setAside, type RunPaths } from "./run-folder.ts";
import { openJournal } from "./run-journal.ts";
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
  await registerTraceRouter(router);
  const sandbox = await openSandbox(plan, note);
  const tasks = plan.questions
    .filter((question) => !journal.isCompleted(question.label))
    .map(({ label, text }) => ({
      label,
      question: text,
      outputDir: join(paths.dir, paths.artifactsOf(label)),
    }));
  // What a failed attempt left is kept for whoever wants to know why.
  await setAside(
    paths,
    tasks.map(({ outputDir }) => outputDir),
  );
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
      const spans = toSpanRecords(captured, traceOptions(loop));
      await journal.add({ ...run, output_dir: paths.artifactsOf(run.trace_label) }, spans);
      await sendToCollector(spans, loop);
      note(`${run.trace_label} ${run.status}`);
    },
  });
  if (signal.aborted)
    throw new LoopError("aborted", `interrupted; carry on with --resume ${paths.dir}`);
  return summarize(journal.runs());
}

/** The file is what counts: a collector that is down costs a note, not the run. */
async function sendToCollector(records: SpanRecord[], { otlpEndpoint, note }: Loop): Promise<void> {
  if (!otlpEndpoint) return;
  const url = `${otlpEndpoint.replace(/\/$/, "")}/v1/traces`;
  await exportRecords({ records, exporter: new OTLPTraceExporter({ url }) }).catch(
    (error: unknown) => note(`spans could not be sent to ${url}: ${messageOf(error)}`),
  );
}

function traceOptions({ harness, models, plan }: Loop) {
  return {
    projectId: "loopwright-demo",
    resource: {
      serviceName: harness.name,
      serviceVersion: harness.eval_metadata.version,
      environment: models.simulated ? "simulated" : "live",
    },
    ...(models.prices
      ? { prices: { [agentModel(harness, plan, models.names.agent)]: models.prices } }
      : {}),
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
