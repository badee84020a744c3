import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  AgentRun,
  BehaviorPattern,
  GateResult,
  HumanFeedback,
  LoopError,
  ModelFeedback,
  readJson,
  readJsonl,
  readText,
  SpanRecord,
} from "@loopwright/core";
import {
  createVerifier,
  type ClaimProblem,
  type RawEvidence,
  type Verification,
} from "@loopwright/halo";
import {
  checkHandoff,
  HandoffRecommendations,
  parseHandoff,
  sameRecommendations,
  type HandoffRecommendation,
} from "@loopwright/handoff";
import { loadHarness } from "@loopwright/harness";
import { readSuite } from "@loopwright/promptfoo-gate";
import { z } from "zod";
import { openRunFolder, type RunPaths } from "./run-folder.ts";

/** What became of one handoff file. */
export interface VerifiedFile {
  file: string;
  verified: number;
  total: number;
  problems: readonly string[];
}

/**
 * Verifies the handoff of a run against the run's own files; the copies below `handoff/` are not looked at.
 *
 * @param target the run's folder, its `handoff` folder, `codex_handoff.md` or `recommendations.json`
 * @param harnessDir the harness that was diagnosed, where it is not the one that the run names
 * @throws LoopError `not_found` when no run or no handoff is there, `bad_input` when a raw file cannot be read
 */
export async function verifyHandoff(target: string, harnessDir?: string): Promise<VerifiedFile[]> {
  const verify = await openVerifier(target, harnessDir);
  return verify(target);
}

/** Reads a run's own files once; what it returns verifies any number of handoffs of that run, as `verifyHandoff`. */
export async function openVerifier(
  target: string,
  harnessDir?: string,
): Promise<(target: string) => Promise<VerifiedFile[]>> {
  const dir = await runFolderOf(target);
  const { paths, record } = await openRunFolder(dir);
  await filesToVerify(target, paths);
  const verify = await verifierFor(paths, harnessDir ?? record.plan.harness_dir);
  return async (handoff) => {
    const results: VerifiedFile[] = [];
    const read: (readonly HandoffRecommendation[])[] = [];
    for (const file of await filesToVerify(handoff, paths)) {
      const { recommendations, problems } = await readFileToVerify(file);
      read.push(recommendations);
      results.push({ file, ...summarize(verify(recommendations), problems) });
    }
    return withAgreement(results, read);
  };
}

async function verifierFor(
  paths: RunPaths,
  harnessDir: string,
): Promise<(recommendations: readonly HandoffRecommendation[]) => Verification> {
  const raw = {
    spans: await readJsonl(paths.spans, SpanRecord),
    runs: (await readJsonl(paths.runs, AgentRun)).filter((run) => run.status === "completed"),
    humanFeedback: await readJsonl(paths.humanFeedback, HumanFeedback),
    modelFeedback: await readJsonl(paths.modelFeedback, ModelFeedback),
    evals: await readSuite(paths.suite),
    gate: await readJson(paths.gate, GateResult),
    patterns: existsSync(paths.patterns)
      ? await readJson(paths.patterns, z.array(BehaviorPattern))
      : [],
    harness: await loadHarness(harnessDir),
  };
  const hint = changedHarness(raw, harnessDir);
  const verify = verifierOf(raw);
  return (recommendations) => {
    const found = verify(recommendations);
    return found.problems.length === 0
      ? found
      : { ...found, problems: [...hint, ...found.problems] };
  };
}

/** Records that do not fit together bear nothing out: that is a finding, and no failure of the command. */
function verifierOf(raw: RawEvidence): ReturnType<typeof createVerifier> {
  try {
    return createVerifier(raw);
  } catch (error) {
    if (!(error instanceof LoopError) || error.code !== "evidence_unresolved") throw error;
    const problem = { recommendation: "the run's files", claim: "", reason: error.message };
    return () => ({ verified: 0, total: 0, problems: [problem] });
  }
}

/** Most often it is the harness that was changed since, by whoever implemented the handoff. */
function changedHarness({ runs, harness }: RawEvidence, harnessDir: string): ClaimProblem[] {
  const ran = runs[0]?.harness_hash;
  if (ran === undefined || ran === harness.content_hash) return [];
  const reason = `it is not the one that the runs had (${harness.content_hash.slice(0, 12)}, not ${ran.slice(0, 12)}); name a copy of that one with --harness`;
  return [{ recommendation: harnessDir, claim: "", reason }];
}

async function runFolderOf(target: string): Promise<string> {
  if (!existsSync(target)) throw new LoopError("not_found", `${target}: no such file or folder`);
  let dir = (await stat(target)).isDirectory() ? target : dirname(target);
  while (!existsSync(join(dir, "run.json"))) {
    if (dirname(dir) === dir)
      throw new LoopError("not_found", `${target}: no run.json in its folder or above it`);
    dir = dirname(dir);
  }
  return dir;
}

async function filesToVerify(target: string, paths: RunPaths): Promise<string[]> {
  if (!(await stat(target)).isDirectory()) return [target];
  const files = [paths.handoff, join(paths.handoffDir, "recommendations.json")];
  const present = files.filter((file) => existsSync(file));
  if (present.length === 0)
    throw new LoopError(
      "not_found",
      `${paths.dir}: no handoff there; do the stage "handoff" first`,
    );
  return present;
}

/** What cannot be read as a handoff is a problem of the handoff, and not of the verification. */
async function readFileToVerify(
  file: string,
): Promise<{ recommendations: readonly HandoffRecommendation[]; problems: string[] }> {
  try {
    if (!file.endsWith(".md"))
      return { ...(await readJson(file, HandoffRecommendations)), problems: [] };
    const markdown = await readText(file);
    const { recommendations } = parseHandoff(markdown).summary;
    return { recommendations, problems: checkHandoff(markdown) };
  } catch (error) {
    if (error instanceof LoopError) return { recommendations: [], problems: [error.message] };
    throw error;
  }
}

function summarize({ verified, total, problems }: Verification, own: readonly string[]) {
  const found = problems.map(({ recommendation, claim, reason }) =>
    claim === "" ? `${recommendation}: ${reason}` : `${recommendation}, "${claim}": ${reason}`,
  );
  return { verified, total, problems: [...own, ...found] };
}

/** The document and the data beside it have to say the same. */
function withAgreement(
  results: readonly VerifiedFile[],
  read: readonly (readonly HandoffRecommendation[])[],
): VerifiedFile[] {
  const [document, data] = read;
  const agree = document === undefined || data === undefined || sameRecommendations(document, data);
  return results.map((result, index) =>
    agree || index === 0
      ? result
      : { ...result, problems: [...result.problems, "it says otherwise than codex_handoff.md"] },
  );
}
