import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  AgentRun,
  GateResult,
  HumanFeedback,
  LoopError,
  ModelFeedback,
  readJson,
  readJsonl,
  readText,
  SpanRecord,
} from "@loopwright/core";
import { createVerifier, type Verification } from "@loopwright/halo";
import {
  checkHandoff,
  HandoffRecommendations,
  parseHandoff,
  sameRecommendations,
  type HandoffRecommendation,
} from "@loopwright/handoff";
import { loadHarness } from "@loopwright/harness";
import { readSuite } from "@loopwright/promptfoo-gate";
import { openRunFolder, type RunPaths } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";

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
 * @throws LoopError `not_found` when no run or no handoff is there, `bad_input` when a raw file cannot be read
 */
export async function verifyHandoff(target: string): Promise<VerifiedFile[]> {
  const dir = await runFolderOf(target);
  const { paths, record } = await openRunFolder(dir);
  const verify = await verifierFor(paths, record);
  const files = await filesToVerify(target, paths);
  const results: VerifiedFile[] = [];
  const read: (readonly HandoffRecommendation[])[] = [];
  for (const file of files) {
    const { recommendations, problems } = await readFileToVerify(file);
    read.push(recommendations);
    results.push({ file, ...summarize(verify(recommendations), problems) });
  }
  return withAgreement(results, read);
}

/** Reads a run's raw records once; the function it returns verifies any number of handoffs. */
export async function verifierFor(
  paths: RunPaths,
  record: RunRecord,
): Promise<(recommendations: readonly HandoffRecommendation[]) => Verification> {
  return createVerifier({
    spans: await readJsonl(paths.spans, SpanRecord),
    runs: (await readJsonl(paths.runs, AgentRun)).filter((run) => run.status === "completed"),
    humanFeedback: await readJsonl(paths.humanFeedback, HumanFeedback),
    modelFeedback: await readJsonl(paths.modelFeedback, ModelFeedback),
    evals: await readSuite(paths.suite),
    gate: await readJson(paths.gate, GateResult),
    harness: await loadHarness(record.plan.harness_dir),
  });
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
