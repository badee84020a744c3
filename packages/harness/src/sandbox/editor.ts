import { messageOf } from "@loopwright/core";
import { applyDiff, type ApplyPatchResult, type Editor } from "@openai/agents";
import type { WorkspaceFiles } from "./workspace-files.ts";

/**
 * Applies a model's patches to the writable part of a workspace. What cannot be applied comes back as a failed
 * result that tells the model why; nothing is thrown at the run.
 */
export function workspaceEditor(
  files: WorkspaceFiles,
  exclusively: <Result>(work: () => Promise<Result>) => Promise<Result>,
): Editor {
  const attempt = (work: () => Promise<string>): Promise<ApplyPatchResult> =>
    exclusively(async () => {
      try {
        return { status: "completed", output: await work() };
      } catch (error) {
        return { status: "failed", output: messageOf(error) };
      }
    });
  return {
    createFile: ({ path, diff }) =>
      attempt(async () => {
        const kind = await files.kindOf(path);
        if (kind === "dir") throw new Error(`${path}: is a folder`);
        await files.write(path, applyDiff("", diff, "create"));
        return `${kind ? "Replaced" : "Created"} ${files.normalize(path)}`;
      }),
    updateFile: ({ path, diff, moveTo }) =>
      attempt(async () => {
        const before = new TextDecoder().decode(await read(files, path));
        const target = moveTo ?? path;
        await files.write(target, diff === "" ? before : applyDiff(before, diff));
        if (files.normalize(target) !== files.normalize(path)) await files.remove(path);
        return `Updated ${files.normalize(target)}`;
      }),
    deleteFile: ({ path }) =>
      attempt(async () => {
        await read(files, path);
        await files.remove(path);
        return `Deleted ${files.normalize(path)}`;
      }),
  };
}

async function read(files: WorkspaceFiles, path: string): Promise<Uint8Array> {
  if ((await files.kindOf(path)) === undefined) throw new Error(`${path}: no such file`);
  return files.read(path);
}
