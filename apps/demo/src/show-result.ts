import { existsSync } from "node:fs";
import { Diagnosis, GateResult, readJson } from "@loopwright/core";
import type { RunPaths } from "./run-folder.ts";
import { stageNames, type RunRecord, type StageName } from "./run-record.ts";

/**
 * Ends a turn: where the handoff is, its top three changes, and what kind of models stood behind it. After one stage
 * alone, what later stages made earlier is not its result, and is not shown as such.
 */
export async function showResult(options: {
  paths: RunPaths;
  record: RunRecord;
  json: boolean;
  /** The stage that was done, when it was only one. */
  only?: StageName;
}): Promise<{ verdict: GateResult["verdict"] | undefined }> {
  const { paths, record, only } = options;
  const isCurrent = (stage: StageName, file: string) =>
    existsSync(file) && (!only || stageNames.indexOf(stage) <= stageNames.indexOf(only));
  const gate = isCurrent("gate", paths.gate) ? await readJson(paths.gate, GateResult) : undefined;
  const diagnosis = isCurrent("diagnosis", paths.diagnosis)
    ? await readJson(paths.diagnosis, Diagnosis)
    : undefined;
  const handoff = isCurrent("handoff", paths.handoff) ? paths.handoff : undefined;
  const next = only && stageNames[stageNames.indexOf(only) + 1];
  const outcome = { paths, record, gate, diagnosis, handoff, next };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(summary(outcome), null, 2)}\n`
      : `\n${closingLines(outcome).join("\n")}\n`,
  );
  return { verdict: gate?.verdict };
}

interface Outcome {
  paths: RunPaths;
  record: RunRecord;
  gate: GateResult | undefined;
  diagnosis: Diagnosis | undefined;
  handoff: string | undefined;
  /** The stage that has to be done anew after the one that was. */
  next: StageName | undefined;
}

function summary({ paths, record, gate, diagnosis, handoff }: Outcome) {
  return {
    out: paths.dir,
    handoff: handoff ?? null,
    simulated: record.simulated,
    stages: record.stages,
    gate: gate && {
      verdict: gate.verdict,
      total: gate.total,
      passed: gate.passed,
      failed: gate.failed,
      errored: gate.errored,
    },
    top_changes: topChanges(diagnosis).map(({ id, title, component }) => ({
      id,
      title,
      component,
    })),
  };
}

function closingLines({ paths, record, gate, diagnosis, handoff, next }: Outcome): string[] {
  const top = topChanges(diagnosis);
  return [
    ...(gate ? [`Gate: ${gate.verdict}, ${gate.passed} of ${gate.total} evals passed`] : []),
    ...(top.length > 0 ? ["Top changes:", ...top.map((one) => `  ${one.rank}. ${one.title}`)] : []),
    ...(handoff ? [`Handoff: ${handoff}`] : []),
    ...(next ? [`Next: loopwright run --stage ${next} --out ${paths.dir}`] : []),
    `Everything else: ${paths.dir}`,
    record.simulated
      ? "Models were simulated: these figures show that the machinery works, not how good a live model is."
      : `Models were live: ${Object.values(record.models).join(", ")}.`,
  ];
}

function topChanges(diagnosis: Diagnosis | undefined) {
  return (diagnosis?.recommendations ?? []).toSorted((a, b) => a.rank - b.rank).slice(0, 3);
}
