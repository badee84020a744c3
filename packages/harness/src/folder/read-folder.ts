import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LoopError, messageOf, type HarnessFile } from "@loopwright/core";

/** Endings of the files that each subfolder may hold. */
const endings = new Map([
  ["guidance", ".md"],
  ["tools", ".mjs"],
  ["evals", ".yaml"],
]);
const topLevelFiles = ["harness.yaml", "instructions.md"];
const forPeople = ["README.md", "CHANGELOG.md"];

/**
 * Reads the files of a harness folder, sorted by path.
 *
 * @throws LoopError `not_found` when the folder or a required file is missing, `bad_input` for files that do not
 * belong there, symbolic links, and text that is not UTF-8
 */
export async function readFolder(dir: string): Promise<HarnessFile[]> {
  const entries = await listFolder(dir);
  for (const { name, at, isFolder } of entries) {
    const belongs = isFolder
      ? endings.has(name)
      : topLevelFiles.includes(name) || forPeople.includes(name);
    if (!belongs) throw unexpected(at);
  }
  for (const name of topLevelFiles)
    if (!entries.some((entry) => entry.name === name))
      throw new LoopError(
        "not_found",
        `${join(dir, name)}: no such file; a harness folder needs it`,
      );
  const folders = entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  const paths = [
    ...topLevelFiles,
    ...(await Promise.all(folders.map((name) => listFiles(dir, name)))).flat(),
  ];
  return Promise.all(
    paths.toSorted().map(async (path) => ({ path, content: await readUtf8(join(dir, path)) })),
  );
}

async function listFiles(dir: string, folder: string): Promise<string[]> {
  const ending = endings.get(folder) ?? "";
  const entries = await listFolder(join(dir, folder));
  for (const { name, at, isFolder } of entries)
    if (isFolder || !name.endsWith(ending)) throw unexpected(at, `only *${ending} files`);
  return entries.map(({ name }) => `${folder}/${name}`);
}

async function listFolder(dir: string) {
  const names = await readdir(dir).catch((error: unknown) => {
    throw new LoopError("not_found", `${dir}: no harness folder there (${messageOf(error)})`, {
      cause: error,
    });
  });
  const visible = names.filter((name) => !name.startsWith("."));
  return Promise.all(
    visible.map(async (name) => {
      const at = join(dir, name);
      const stats = await lstat(at);
      if (!stats.isFile() && !stats.isDirectory())
        throw new LoopError(
          "bad_input",
          `${at}: neither a file nor a folder; symbolic links are refused, put a copy there`,
        );
      return { name, at, isFolder: stats.isDirectory() };
    }),
  );
}

function unexpected(
  at: string,
  expected = "harness.yaml, instructions.md, guidance/, tools/, evals/",
): LoopError {
  return new LoopError("bad_input", `${at}: does not belong there; expected ${expected}`);
}

async function readUtf8(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new LoopError("bad_input", `${file}: not UTF-8 text`, { cause: error });
  }
}
