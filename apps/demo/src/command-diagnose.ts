import { existsSync } from "node:fs";
import {
  BehaviorPattern,
  LoopError,
  readJson,
  readJsonl,
  SpanRecord,
  writeJson,
  writeJsonl,
  type Diagnosis,
  type HarnessConfig,
} from "@loopwright/core";
import { addPatterns, diagnoseRuns, diagnoseWithPython } from "@loopwright/halo";
import { writeHandoff } from "@loopwright/handoff";
import { loadHarness } from "@loopwright/harness";
import { readSuite } from "@loopwright/promptfoo-gate";
import { z } from "zod";
import { diagnoseContext } from "./diagnose-context.ts";
import { exitCodes } from "./exit-code.ts";
import { liveModels, offlineModels, type Models } from "./models.ts";
import { amount } from "./plan.ts";
import { openRunFolder, runPaths, setAside, type RunPaths } from "./run-folder.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface DiagnoseOptions {
  run: string;
  engine: string;
  /** Compare with this folder in place of the one that the run names. */
  harness?: string;
  /** `patterns.json` of macro evals, whose findings become evidence. */
  patterns?: string;
  json?: boolean;
  live?: boolean;
  seed: string;
  /** The Python engine's program, where it is not `halo` on the path. */
  pythonCommand?: string;
  maxCost?: string;
}

export const diagnosisEngines = ["deterministic", "agent", "python"] as const;

/** `loopwright diagnose`: diagnoses a finished run again, with the engine of one's choice. */
export async function diagnoseCommand(
  options: DiagnoseOptions,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const dir = fromUser(settings, options.run);
  const { paths, record } = await openRunFolder(dir);
  if (!existsSync(paths.context))
    throw new LoopError("not_found", `${paths.context}: no context there; do the stages before it`);
  const harnessDir = options.harness
    ? fromUser(settings, options.harness)
    : record.plan.harness_dir;
  const harness = await loadHarness(harnessDir);
  if (options.patterns) await takePatterns(paths, fromUser(settings, options.patterns));
  const context = await readJsonl(paths.context, SpanRecord);
  const diagnosis = await diagnosisBy(options, {
    context,
    simulated: record.simulated,
    paths,
    harness,
    harnessDir,
    settings,
    signal,
  });
  await setAside(paths, [paths.diagnosis, paths.handoff, paths.handoffDir]);
  await writeJson(paths.diagnosis, diagnosis);
  const material = { context, harness, evals: await readSuite(paths.suite) };
  await writeHandoff({ dir, diagnosis, material, generatedBy: `${options.engine} engine` });
  process.stdout.write(
    options.json
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : report(diagnosis, runPaths(dir), options.harness),
  );
  return exitCodes.ok;
}

/** Keeps the patterns beside the run, where its handoff is verified, and puts them into the context. */
async function takePatterns(paths: RunPaths, file: string): Promise<void> {
  const patterns = await readJson(file, z.array(BehaviorPattern));
  const context = await readJsonl(paths.context, SpanRecord);
  await writeJson(paths.patterns, patterns);
  await writeJsonl(paths.context, addPatterns({ context, patterns }));
}

interface Given {
  context: SpanRecord[];
  simulated: boolean;
  paths: RunPaths;
  harness: HarnessConfig;
  harnessDir: string;
  settings: Settings;
  signal: AbortSignal;
}

async function diagnosisBy(options: DiagnoseOptions, given: Given): Promise<Diagnosis> {
  const { engine } = options;
  if (engine === "deterministic") return diagnoseRuns(given);
  if (engine === "agent") {
    const models = await modelsFor(options, given.settings);
    const note = (text: string) => void process.stderr.write(`  ${text}\n`);
    return (await diagnoseContext({ ...given, models, note })).diagnosis;
  }
  if (engine === "python") return diagnoseInPython(options, given);
  throw new LoopError(
    "bad_input",
    `--engine ${engine}: expected one of ${diagnosisEngines.join(", ")}`,
  );
}

/** The program finds its server and key in the environment, so that it is live whenever it runs. */
function diagnoseInPython(options: DiagnoseOptions, given: Given): Promise<Diagnosis> {
  if (!options.live)
    throw new LoopError(
      "bad_input",
      "--engine python calls a real model (OPENAI_API_KEY, OPENAI_BASE_URL); add --live to let it",
    );
  const { halo: model } = given.settings.models;
  return diagnoseWithPython({ ...given, command: options.pythonCommand, model });
}

function modelsFor(options: DiagnoseOptions, settings: Settings): Models | Promise<Models> {
  if (!options.live) return offlineModels({ seed: options.seed });
  return liveModels(
    settings,
    options.maxCost === undefined ? undefined : amount("--max-cost", options.maxCost),
  );
}

function report(diagnosis: Diagnosis, paths: RunPaths, harness: string | undefined): string {
  const { verified, total } = diagnosis.evidence;
  return [
    ...diagnosis.recommendations.map(
      (one) => `${one.rank}. ${one.title} (${one.component}, ${one.class.replaceAll("_", " ")})`,
    ),
    `${verified} of ${total} references verified, ${diagnosis.refused.length} finding(s) refused`,
    `Handoff: ${paths.handoff}`,
    ...(harness === undefined ? [] : [`It quotes ${harness}; verify it with --harness ${harness}`]),
    ...(diagnosis.simulated ? ["The runs were made by simulated models."] : []),
    "",
  ].join("\n");
}
