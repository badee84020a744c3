import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { LoopError, messageOf, type HarnessConfig, type HarnessFile } from "@loopwright/core";
import { isInside } from "../folder/relative-path.ts";

/** Names below the data root that the run itself fills. */
const toolsFolder = "tools";
const runtimeManifestFile = "runtime_manifest.json";

export interface WorkspaceFile {
  /** Below the workspace, with `/`. */
  path: string;
  bytes: number;
}

/**
 * Lists a workspace's files, sorted by path.
 *
 * @throws LoopError `not_found` when there is no such folder; `bad_input` when it is empty, holds symbolic links or
 * other things that are not files, or holds a file where the run mounts one of its own
 */
export async function listWorkspace(
  workspaceDir: string,
  harness: Pick<HarnessConfig, "files">,
): Promise<WorkspaceFile[]> {
  const mounted = new Set([runtimeManifestFile, ...toolFiles(harness).map(({ path }) => path)]);
  const entries = await readdir(workspaceDir, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw new LoopError(
        "not_found",
        `${workspaceDir}: no workspace there (${messageOf(error)})`,
        {
          cause: error,
        },
      );
    },
  );
  const files: WorkspaceFile[] = [];
  for (const entry of entries) {
    const at = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) continue;
    if (!entry.isFile())
      throw new LoopError(
        "bad_input",
        `${at}: neither a file nor a folder; symbolic links in a workspace are refused, put a copy there`,
      );
    const path = relative(workspaceDir, at);
    if (mounted.has(path) || path === toolsFolder)
      throw new LoopError("bad_input", `${at}: the run mounts its own ${path} there; rename it`);
    files.push({ path, bytes: (await stat(at)).size });
  }
  if (files.length === 0)
    throw new LoopError("bad_input", `${workspaceDir}: the workspace holds no files`);
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Copies a workspace to a folder of its own and adds the runtime tools and the runtime manifest. The source is only
 * read.
 */
export async function stageWorkspace(options: {
  workspaceDir: string;
  files: readonly WorkspaceFile[];
  harness: HarnessConfig;
}): Promise<{ dir: string; remove(): Promise<void> }> {
  const { workspaceDir, files, harness } = options;
  const dir = await mkdtemp(join(tmpdir(), "loopwright-staging-"));
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    for (const { path } of files) await copyTo(join(workspaceDir, path), join(dir, path));
    for (const { path, content } of toolFiles(harness)) await writeTo(join(dir, path), content);
    const manifest = runtimeManifest(harness, files);
    await writeTo(join(dir, runtimeManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    return { dir, remove };
  } catch (error) {
    await remove();
    throw new LoopError("storage", `could not stage the workspace: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** What the runtime tools are told about the run. */
function runtimeManifest(harness: HarnessConfig, files: readonly WorkspaceFile[]) {
  return {
    scope: {
      data_root: harness.tool_policy.allowed_data_root,
      writable_root: harness.tool_policy.writable_root,
    },
    harness: {
      name: harness.name,
      version: harness.eval_metadata.version,
      content_hash: harness.content_hash,
    },
    files,
    required_artifacts: harness.required_artifacts,
  };
}

function toolFiles({ files }: Pick<HarnessConfig, "files">): HarnessFile[] {
  return files.filter(({ path }) => isInside(path, toolsFolder));
}

async function copyTo(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
}

async function writeTo(target: string, content: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
