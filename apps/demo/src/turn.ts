import { LoopError, messageOf, noUsage, type Usage } from "@loopwright/core";
import { stages } from "./loop.ts";
import type { Loop } from "./stage.ts";
import type { Meter } from "./meter.ts";
import type { Progress } from "./progress.ts";
import { saveRecord, setAside, type RunPaths } from "./run-folder.ts";
import { stageNames, type RunRecord, type StageName, type StageRecord } from "./run-record.ts";

export interface TurnOptions extends Omit<Loop, "note"> {
  record: RunRecord;
  progress: Progress;
  /** Stages to do, in order. Default: those that are not completed. */
  only?: StageName;
  now?: () => number;
}

/**
 * Does the stages of one turn that are still open and keeps `run.json` up to date. A stage that fails leaves
 * what was finished and ends the turn.
 *
 * @returns the record, with every stage completed
 * @throws whatever the failing stage threw, after it was recorded
 */
export async function doTurn(options: TurnOptions): Promise<RunRecord> {
  let record = options.record;
  const wanted = options.only ? [options.only] : openStages(record);
  for (const name of wanted) {
    record = withStage(record, { name, status: "running", seconds: 0 });
    await saveRecord(options.paths, record);
    const outcome = await doStage(name, options);
    record = withStage(record, outcome.stage);
    await saveRecord(options.paths, record);
    if (outcome.error !== undefined) throw outcome.error;
  }
  return record;
}

function openStages(record: RunRecord): StageName[] {
  const firstOpen = record.stages.findIndex((stage) => stage.status !== "completed");
  return firstOpen === -1 ? [] : stageNames.slice(firstOpen);
}

async function doStage(
  name: StageName,
  options: TurnOptions,
): Promise<{ stage: StageRecord; error?: unknown }> {
  const now = options.now ?? (() => performance.now());
  const { meter } = options.models;
  const before = { at: now(), usage: meter.usage(), cost: meter.cost() };
  const view = options.progress.start(name);
  const spent = () => ({ seconds: round((now() - before.at) / 1000), ...consumed(meter, before) });
  try {
    await setAside(options.paths, rewrittenBy(name, options.paths));
    const summary = await stages[name]({ ...options, note: view.note });
    const stage: StageRecord = { name, status: "completed", summary, ...spent() };
    view.succeed(stage);
    return { stage };
  } catch (error) {
    const code = error instanceof LoopError ? error.code : "unexpected";
    const stage: StageRecord = {
      name,
      status: "failed",
      error: { code, message: messageOf(error) },
      ...spent(),
    };
    view.fail(stage);
    return { stage, error };
  }
}

/** Files that a stage writes anew each time. Runs and what people said are kept and added to. */
function rewrittenBy(name: StageName, paths: RunPaths): string[] {
  const files: Record<StageName, string[]> = {
    dataroom: [paths.dataroom],
    runs: [],
    feedback: [paths.modelFeedback],
    evals: [paths.suite, paths.rejectedEvals, paths.admission],
    gate: [paths.gate, paths.promptfoo],
    context: [paths.context],
    diagnosis: [paths.diagnosis],
    handoff: [paths.handoff, paths.handoffDir],
  };
  return files[name];
}

function consumed(
  meter: Meter,
  before: { usage: Usage; cost: number | undefined },
): Pick<StageRecord, "usage" | "cost"> {
  const usage = subtract(meter.usage(), before.usage);
  const cost = meter.cost();
  return {
    ...(usage.requests > 0 ? { usage } : {}),
    ...(cost === undefined ? {} : { cost: round(cost - (before.cost ?? 0)) }),
  };
}

function subtract(a: Usage, b: Usage): Usage {
  return {
    ...noUsage,
    requests: a.requests - b.requests,
    input_tokens: a.input_tokens - b.input_tokens,
    output_tokens: a.output_tokens - b.output_tokens,
  };
}

function withStage(record: RunRecord, stage: StageRecord): RunRecord {
  return {
    ...record,
    stages: record.stages.map((other) => (other.name === stage.name ? stage : other)),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
