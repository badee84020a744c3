import { loadHarness } from "@loopwright/harness";
import {
  AgentRun,
  LoopError,
  readJsonl,
  type GateResult,
  type HarnessConfig,
} from "@loopwright/core";
import { existsSync } from "node:fs";
import { announceCost } from "./cost-estimate.ts";
import { exitCodes } from "./exit-code.ts";
import { liveModels, offlineModels, openGate, type Models } from "./models.ts";
import { amount, defaultOut, makePlan, type RunOptions } from "./plan.ts";
import { createProgress } from "./progress.ts";
import {
  createRunFolder,
  openRunFolder,
  pointLatestAt,
  saveRecord,
  type RunPaths,
} from "./run-folder.ts";
import { stageNames, StageName, type RunPlan, type RunRecord } from "./run-record.ts";
import { fromUser, type Settings } from "./settings.ts";
import { showResult } from "./show-result.ts";
import { openSandbox } from "./sandbox.ts";
import { doTurn } from "./turn.ts";
import { versions } from "./versions.ts";

/** `loopwright run`: one turn of the loop, or the rest of an earlier one, or a single stage of it. */
export async function runCommand(
  options: RunOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const only: { only?: StageName } =
    options.stage === undefined ? {} : { only: stageNamed(options.stage) };
  const { paths, harness, ...start } = await openOrBegin(
    options,
    settings,
    only.only !== undefined,
  );
  const models = await chooseModels(start.record.plan, options, settings);
  const record = withModels(start.record, models);
  // A plan that cannot be run safely is refused before anything is spent on it.
  if (record.plan.live) await openSandbox(record.plan, () => {});
  const out = options.json ? process.stderr : process.stdout;
  announceCost({ record, models, out, prices: settings.prices, maxCost: options.maxCost });
  const progress = createProgress({ stream: out, plain: settings.plain });
  const gate = await openGate(models, record.plan.calibration_file);
  try {
    const { plan } = record;
    const turn = { plan, paths, harness, models, gate, record, progress, signal };
    const otlp = settings.otlpEndpoint ? { otlpEndpoint: settings.otlpEndpoint } : {};
    const finished = await doTurn({ ...turn, ...otlp, ...only });
    const json = options.json ?? false;
    const { verdict } = await showResult({ paths, record: finished, json, ...only });
    return exitCodeFor(verdict, options);
  } finally {
    await gate.close();
  }
}

/** The demo's exit code says that the loop completed, whatever the gate said, unless it was asked to. */
function exitCodeFor(verdict: GateResult["verdict"] | undefined, options: RunOptions): number {
  if (!options.failOnGate || verdict === undefined || verdict === "pass") return exitCodes.ok;
  return verdict === "fail" ? exitCodes.gateFailed : exitCodes.couldNotEvaluate;
}

function openOrBegin(
  options: RunOptions,
  settings: Settings,
  singleStage: boolean,
): Promise<Start> {
  if (options.resume) return reopen(fromUser(settings, options.resume), { retryFailedRuns: true });
  if (singleStage)
    return reopen(fromUser(settings, options.out ?? "runs/latest"), { retryFailedRuns: false });
  return begin(options, settings);
}

interface Start {
  paths: RunPaths;
  record: RunRecord;
  harness: HarnessConfig;
}

async function begin(options: RunOptions, settings: Settings): Promise<Start> {
  const plan = await makePlan(options, settings);
  const harness = await loadHarness(plan.harness_dir);
  const now = new Date();
  const out = options.out ? fromUser(settings, options.out) : defaultOut(settings, plan.seed, now);
  const paths = await createRunFolder(out);
  const record: RunRecord = {
    id: out.split(/[\\/]/).at(-1) ?? out,
    created_at: now.toISOString(),
    simulated: !plan.live,
    models: {},
    versions: await versions(),
    harness: {
      name: harness.name,
      version: harness.eval_metadata.version,
      content_hash: harness.content_hash,
    },
    plan,
    stages: stageNames.map((name) => ({ name, status: "pending", seconds: 0 })),
  };
  await saveRecord(paths, record);
  if (!options.out) await pointLatestAt(out);
  return { paths, record, harness };
}

async function reopen(dir: string, how: { retryFailedRuns: boolean }): Promise<Start> {
  const { paths, record } = await openRunFolder(dir);
  const harness = await loadHarness(record.plan.harness_dir);
  if (harness.content_hash !== record.harness.content_hash)
    throw new LoopError(
      "bad_input",
      `${record.plan.harness_dir}: the harness has changed since ${dir} was started; start a new run, so that its results belong to one harness`,
    );
  const again = how.retryFailedRuns && (await hasFailedRuns(paths));
  return { paths, record: again ? reopenedFrom("runs", record) : record, harness };
}

/** Runs that failed are asked again, and what was made without them is made anew. */
async function hasFailedRuns(paths: RunPaths): Promise<boolean> {
  if (!existsSync(paths.runs)) return false;
  return (await readJsonl(paths.runs, AgentRun)).some(({ status }) => status === "failed");
}

function reopenedFrom(name: StageName, record: RunRecord): RunRecord {
  const first = stageNames.indexOf(name);
  const stages = record.stages.map((stage, index) =>
    index < first ? stage : { name: stage.name, status: "pending" as const, seconds: 0 },
  );
  return { ...record, stages };
}

async function chooseModels(
  plan: RunPlan,
  options: RunOptions,
  settings: Settings,
): Promise<Models> {
  if (plan.live)
    return liveModels(
      settings,
      options.maxCost === undefined ? undefined : amount("--max-cost", options.maxCost),
    );
  return offlineModels({
    seed: plan.seed,
    ...(options.latency === undefined ? {} : { latencyMs: amount("--latency", options.latency) }),
  });
}

function withModels(record: RunRecord, models: Models): RunRecord {
  return { ...record, simulated: models.simulated, models: { ...models.names } };
}

function stageNamed(name: string): StageName {
  const known = stageNames.find((stage) => stage === name);
  if (known) return known;
  throw new LoopError("bad_input", `--stage ${name}: expected one of ${stageNames.join(", ")}`);
}
