import { existsSync } from "node:fs";
import { LoopError, readJsonl, SpanRecord, writeJson, type Diagnosis } from "@loopwright/core";
import { diagnoseRuns } from "@loopwright/halo";
import { writeHandoff } from "@loopwright/handoff";
import { loadHarness } from "@loopwright/harness";
import { readSuite } from "@loopwright/promptfoo-gate";
import { exitCodes } from "./exit-code.ts";
import { openRunFolder, runPaths, setAside, type RunPaths } from "./run-folder.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface DiagnoseOptions {
  run: string;
  engine: string;
  /** Compare with this folder in place of the one that the run names. */
  harness?: string;
  json?: boolean;
}

export const diagnosisEngines = ["deterministic"] as const;

/** `loopwright diagnose`: diagnoses a finished run again, with the engine of one's choice. */
export async function diagnoseCommand(
  options: DiagnoseOptions,
  settings: Settings,
): Promise<number> {
  const dir = fromUser(settings, options.run);
  const { paths, record } = await openRunFolder(dir);
  if (!existsSync(paths.context))
    throw new LoopError("not_found", `${paths.context}: no context there; do the stages before it`);
  const harness = await loadHarness(
    options.harness ? fromUser(settings, options.harness) : record.plan.harness_dir,
  );
  const context = await readJsonl(paths.context, SpanRecord);
  const diagnosis = diagnosisBy(options.engine, { context, harness, simulated: record.simulated });
  await setAside(paths, [paths.diagnosis, paths.handoff, paths.handoffDir]);
  await writeJson(paths.diagnosis, diagnosis);
  const material = { context, harness, evals: await readSuite(paths.suite) };
  await writeHandoff({ dir, diagnosis, material, generatedBy: `${options.engine} engine` });
  process.stdout.write(
    options.json ? `${JSON.stringify(diagnosis, null, 2)}\n` : report(diagnosis, runPaths(dir)),
  );
  return exitCodes.ok;
}

function diagnosisBy(engine: string, given: Parameters<typeof diagnoseRuns>[0]): Diagnosis {
  if (engine === "deterministic") return diagnoseRuns(given);
  throw new LoopError(
    "bad_input",
    `--engine ${engine}: expected one of ${diagnosisEngines.join(", ")}`,
  );
}

function report(diagnosis: Diagnosis, paths: RunPaths): string {
  const { verified, total } = diagnosis.evidence;
  return [
    ...diagnosis.recommendations.map(
      (one) => `${one.rank}. ${one.title} (${one.component}, ${one.class.replaceAll("_", " ")})`,
    ),
    `${verified} of ${total} references verified, ${diagnosis.refused.length} finding(s) refused`,
    `Handoff: ${paths.handoff}`,
    ...(diagnosis.simulated ? ["The runs were made by simulated models."] : []),
    "",
  ].join("\n");
}
