import { loadHarness } from "@loopwright/harness";
import { LoopError, type HarnessConfig } from "@loopwright/core";
import { announceCost } from "./cost-estimate.ts";
import { exitCodes } from "./exit-code.ts";
import { liveModels, offlineModels, type Models } from "./models.ts";
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
  const only = options.stage ? [stageNamed(options.stage)] : undefined;
  const earlier = options.resume ?? (only ? (options.out ?? "runs/latest") : undefined);
  const start = earlier
    ? await reopen(fromUser(settings, earlier))
    : await begin(options, settings);
  const models = await chooseModels(start.record.plan, options, settings);
  const record = withModels(start.record, models);
  // A plan that cannot be run safely is refused before anything is spent on it.
  if (record.plan.live) await openSandbox(record.plan, () => {});
  const out = options.json ? process.stderr : process.stdout;
  announceCost(record, models, options, out);
  const finished = await doTurn({
    plan: record.plan,
    paths: start.paths,
    harness: start.harness,
    models,
    record,
    progress: createProgress({ stream: out, plain: settings.plain }),
    signal,
    ...(only ? { only } : {}),
  });
  const { verdict } = await showResult({
    paths: start.paths,
    record: finished,
    json: options.json ?? false,
  });
  return options.failOnGate && verdict !== undefined && verdict !== "pass"
    ? exitCodes.gateFailed
    : exitCodes.ok;
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

async function reopen(dir: string): Promise<Start> {
  const { paths, record } = await openRunFolder(dir);
  const harness = await loadHarness(record.plan.harness_dir);
  if (harness.content_hash !== record.harness.content_hash)
    throw new LoopError(
      "bad_input",
      `${record.plan.harness_dir}: the harness has changed since ${dir} was started; start a new run, so that its results belong to one harness`,
    );
  return { paths, record, harness };
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
