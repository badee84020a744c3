import type { HarnessConfig } from "@loopwright/core";
import { inQuotes } from "../evidence/delimit.ts";
import type { Mend } from "./problem.ts";

const defect = { class: "implementation_or_observability_defect", verb: "Repair" } as const;

/** Runs that fail or that take far more than the others. */
export function turnsMend(key: string, harness: HarnessConfig): Mend {
  const settings = harness.files.find(({ path }) => /^[^/]+\.ya?ml$/.test(path))?.path ?? null;
  const limit = harness.model_settings.max_turns;
  if (/\bmax(?:imum)?[ _]?turns?\b/i.test(key))
    return {
      ...defect,
      component: "control_flow",
      change: `model_settings.max_turns is ${limit}, which runs did not get by with. Look in the cited runs whether their steps were needed: raise the limit if they were, else take out the steps that repeat. Let a run that comes near the limit give the answer that it has.`,
      targetFile: settings,
    };
  return {
    ...defect,
    component: "control_flow",
    change:
      "Follow the cited spans to the step that failed or went round in circles, mend its cause (a tool, a limit on turns or time, the sandbox), and let a run that comes near a limit give the answer that it has.",
    targetFile: null,
  };
}

/** A runtime tool of the harness that does not work. */
export function toolMend(tool: string, harness: HarnessConfig): Mend {
  const file = harness.files.find(({ path }) =>
    new RegExp(`^tools/${tool}\\.[a-z]+$`).test(path),
  )?.path;
  return {
    ...defect,
    component: "tools",
    change: `${file ?? tool} printed an error where its report should be. Call it as the cited spans do, mend what the error names, and add a test that calls it on a finished workspace, so that a change cannot break it unseen.`,
    targetFile: file ?? null,
  };
}

/** An error of a tool or step that a run met. */
export function errorMend(key: string): Mend {
  return {
    ...defect,
    component: "tools",
    change: `Follow the cited spans to the call that failed with ${inQuotes(key)}: mend the tool, or the way in which the instructions have it called, and let its error say what a right call looks like.`,
    targetFile: null,
  };
}

/** Something that was not recorded. */
export function recordingMend(change: string): () => Mend {
  return () => ({
    ...defect,
    component: "observability",
    verb: "Record",
    change,
    targetFile: null,
  });
}
