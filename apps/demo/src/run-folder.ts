import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { LoopError, readJson, writeJson } from "@loopwright/core";
import { RunRecord } from "./run-record.ts";

/** Where the files of one loop lie. Their names are interfaces: other tools read them. */
export function runPaths(dir: string) {
  const at = (...parts: string[]) => join(dir, ...parts);
  return {
    dir,
    record: at("run.json"),
    dataroom: at("dataroom"),
    spans: at("halo_traces", "traces.jsonl"),
    /** Folder of one run's artifacts, relative to the loop's folder. */
    artifactsOf: (label: string) => join("traces", label.replaceAll("-", "_")),
    runs: at("runs.jsonl"),
    humanFeedback: at("feedback", "human.jsonl"),
    modelFeedback: at("feedback", "llm.jsonl"),
    labels: at("feedback", "labels.jsonl"),
    suite: at("evals", "eval_suite.json"),
    rejectedEvals: at("evals", "rejected.json"),
    admission: at("evals", "admission.json"),
    harnessMutants: at("evals", "harness_mutants.jsonl"),
    promptfoo: at("promptfoo"),
    promptfooResults: at("promptfoo", "promptfoo_results.json"),
    gate: at("gate.json"),
    /** What macro evals found, as it was given to a diagnosis. */
    patterns: at("patterns.json"),
    context: at("halo_optimization_context.jsonl"),
    diagnosis: at("diagnosis.json"),
    handoff: at("codex_handoff.md"),
    handoffDir: at("handoff"),
  };
}
export type RunPaths = ReturnType<typeof runPaths>;

/**
 * Makes a folder for a new loop.
 *
 * @throws LoopError `bad_input` when it already holds something: earlier output is never overwritten
 */
export async function createRunFolder(dir: string): Promise<RunPaths> {
  if (existsSync(dir) && (await readdir(dir)).length > 0)
    throw new LoopError(
      "bad_input",
      `--out ${dir}: the folder is not empty; choose another, or carry on there with --resume ${dir}`,
    );
  await mkdir(dir, { recursive: true });
  return runPaths(dir);
}

/**
 * Opens the folder of an earlier loop.
 *
 * @throws LoopError `not_found` when it holds no `run.json`
 */
export async function openRunFolder(dir: string): Promise<{ paths: RunPaths; record: RunRecord }> {
  const paths = runPaths(dir);
  if (!existsSync(paths.record))
    throw new LoopError(
      "not_found",
      `${dir}: no run.json there; name the folder of an earlier run`,
    );
  return { paths, record: await readJson(paths.record, RunRecord) };
}

export async function saveRecord(paths: RunPaths, record: RunRecord): Promise<void> {
  await writeJson(paths.record, record);
}

/** Lets `latest`, beside the run's folder, point to it. */
export async function pointLatestAt(dir: string): Promise<void> {
  const link = join(dirname(dir), "latest");
  const fresh = `${link}.${process.pid}`;
  try {
    await symlink(basename(dir), fresh, "dir");
    await rename(fresh, link);
  } catch {
    // A convenience only: file systems without symbolic links do without it.
    await rm(fresh, { force: true });
  }
}

/**
 * Moves what a stage wrote earlier out of the way, into `earlier/<n>/`, so that doing it again deletes nothing.
 */
export async function setAside(paths: RunPaths, files: readonly string[]): Promise<void> {
  const present = files.filter((file) => existsSync(file));
  if (present.length === 0) return;
  const shelf = await nextShelf(join(paths.dir, "earlier"));
  for (const file of present) {
    const target = join(shelf, relative(paths.dir, file));
    await mkdir(dirname(target), { recursive: true });
    await rename(file, target);
  }
}

async function nextShelf(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const taken = (await readdir(parent)).map(Number).filter(Number.isInteger);
  return join(parent, String(Math.max(0, ...taken) + 1));
}
