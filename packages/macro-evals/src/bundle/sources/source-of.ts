import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LoopError } from "@loopwright/core";
import { compare } from "../event-rows.ts";
import { bundleArchive } from "./bundle-archive.ts";
import { bundleFiles } from "./bundle-files.ts";
import type { RunSource } from "./run-source.ts";
import { spanLines } from "./span-lines.ts";

/**
 * What holds the traces at a path: a folder of bundles before an archive of them before spans.
 *
 * @throws LoopError `not_found`
 */
export async function sourceOf(path: string): Promise<RunSource> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new LoopError("not_found", `${path}: no such file or folder`);
  if (found.isFile())
    return path.endsWith(".zip") ? bundleArchive(dirname(path), path) : spanLines(path);
  const bundles = join(path, "trace_bundles");
  const names = await readdir(bundles).catch(() => undefined);
  const files = (names ?? []).filter((name) => name.endsWith(".json")).toSorted(compare);
  if (files.length > 0)
    return bundleFiles(
      path,
      files.map((name) => join(bundles, name)),
    );
  const archive = `${bundles}.zip`;
  if (await isFile(archive)) return bundleArchive(path, archive);
  for (const file of [join(path, "halo_traces", "traces.jsonl"), join(path, "traces.jsonl")])
    if (await isFile(file)) return spanLines(file);
  throw new LoopError(
    "not_found",
    `${path}: no traces; expected trace_bundles/*.json, trace_bundles.zip, halo_traces/traces.jsonl or a JSONL file of spans`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
