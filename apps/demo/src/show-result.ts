import { existsSync } from "node:fs";
import { Diagnosis, GateResult, readJson } from "@loopwright/core";
import type { RunPaths } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";

/** Ends a turn: where the handoff is, its top three changes, and what kind of models stood behind it. */
export async function showResult(options: {
  paths: RunPaths;
  record: RunRecord;
  json: boolean;
}): Promise<{ verdict: GateResult["verdict"] | undefined }> {
  const { paths, record } = options;
  const gate = existsSync(paths.gate) ? await readJson(paths.gate, GateResult) : undefined;
  const diagnosis = existsSync(paths.diagnosis)
    ? await readJson(paths.diagnosis, Diagnosis)
    : undefined;
  process.stdout.write(
    options.json
      ? `${JSON.stringify(summary(paths, record, gate, diagnosis), null, 2)}\n`
      : `\n${closingLines(paths, record, gate, diagnosis).join("\n")}\n`,
  );
  return { verdict: gate?.verdict };
}

function summary(paths: RunPaths, record: RunRecord, gate?: GateResult, diagnosis?: Diagnosis) {
  return {
    out: paths.dir,
    handoff: existsSync(paths.handoff) ? paths.handoff : null,
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

function closingLines(
  paths: RunPaths,
  record: RunRecord,
  gate?: GateResult,
  diagnosis?: Diagnosis,
): string[] {
  const top = topChanges(diagnosis);
  return [
    ...(gate ? [`Gate: ${gate.verdict}, ${gate.passed} of ${gate.total} evals passed`] : []),
    ...(top.length > 0 ? ["Top changes:", ...top.map((one) => `  ${one.rank}. ${one.title}`)] : []),
    ...(existsSync(paths.handoff) ? [`Handoff: ${paths.handoff}`] : []),
    `Everything else: ${paths.dir}`,
    record.simulated
      ? "Models were simulated: these figures show that the machinery works, not how good a live model is."
      : `Models were live: ${Object.values(record.models).join(", ")}.`,
  ];
}

function topChanges(diagnosis: Diagnosis | undefined) {
  return (diagnosis?.recommendations ?? []).toSorted((a, b) => a.rank - b.rank).slice(0, 3);
}
