import { join } from "node:path";
import { HarnessConfig, LoopError, parseAt, type HarnessFile } from "@loopwright/core";
import { contentHash } from "./content-hash.ts";
import { readGuidance } from "./guidance.ts";
import { readHarnessYaml } from "./harness-yaml.ts";
import { readPromotedEvals } from "./promoted-evals.ts";
import { readFolder } from "./read-folder.ts";

/**
 * Loads a harness folder into one checked object. `content_hash` is the folder's identity: it changes when any of
 * its files changes, and only then.
 *
 * @throws LoopError `not_found` when the folder or a file it needs is missing; `bad_input` when something in it is
 * wrong, with file, line, key and what was expected
 * @example const harness = await loadHarness("apps/demo/harness")
 */
export async function loadHarness(dir: string): Promise<HarnessConfig> {
  const files = await readFolder(dir);
  const at = (path: string) => join(dir, path);
  const below = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));
  const config = readHarnessYaml(fileNamed(files, "harness.yaml", dir), at("harness.yaml"));
  requireTools(config.tool_policy.runtime_tools, files, dir);
  const harness = {
    ...config,
    instructions: readInstructions(fileNamed(files, "instructions.md", dir), dir),
    guidance: below("guidance").map((file) => readGuidance(file, at(file.path))),
    evals: readPromotedEvals(below("evals"), at),
    files,
    content_hash: contentHash(files),
  };
  return parseAt(HarnessConfig, harness, dir);
}

function readInstructions(file: HarnessFile, dir: string): string {
  const text = file.content.trim();
  if (text === "")
    throw new LoopError("bad_input", `${join(dir, file.path)}: empty; expected the prompt`);
  return text;
}

function requireTools(names: readonly string[], files: readonly HarnessFile[], dir: string): void {
  for (const name of names)
    if (!files.some(({ path }) => path === `tools/${name}.mjs`))
      throw new LoopError(
        "bad_input",
        `${join(dir, "harness.yaml")}: tool_policy.runtime_tools: "${name}" needs ${join(dir, "tools", `${name}.mjs`)}, which does not exist`,
      );
}

function fileNamed(files: readonly HarnessFile[], path: string, dir: string): HarnessFile {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) throw new LoopError("not_found", `${join(dir, path)}: no such file`);
  return file;
}
