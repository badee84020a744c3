import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const workspaceFile = fileURLToPath(new URL("../../pnpm-workspace.yaml", import.meta.url));

const Workspace = z.looseObject({
  catalog: z.looseObject({ promptfoo: z.string() }),
  overrides: z.record(z.string(), z.string()),
});

const Manifest = z.looseObject({
  version: z.string(),
  optionalDependencies: z.record(z.string(), z.string()),
});

async function readWorkspace() {
  return Workspace.parse(parse(await readFile(workspaceFile, "utf8")));
}

/** Promptfoo's exports hide its manifest, so it is found from its main file. */
async function readManifest() {
  const main = createRequire(import.meta.url).resolve("promptfoo");
  const file = `${main.slice(0, main.lastIndexOf("/dist/"))}/package.json`;
  return Manifest.parse(JSON.parse(await readFile(file, "utf8")));
}

test("every optional dependency of the installed Promptfoo is cut off, and none that it no longer has", async () => {
  const { overrides } = await readWorkspace();
  const { optionalDependencies } = await readManifest();
  const cut = Object.entries(overrides).flatMap(([key, value]) =>
    key.startsWith("promptfoo>") && value === "-" ? [key.slice("promptfoo>".length)] : [],
  );
  expect(cut.sort()).toEqual(Object.keys(optionalDependencies).sort());
});

test("the pinned Promptfoo is the installed one", async () => {
  const { catalog } = await readWorkspace();
  expect((await readManifest()).version).toBe(catalog.promptfoo);
});
