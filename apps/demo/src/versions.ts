import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";

const Manifest = z.object({ version: z.string() });
const engines = ["@openai/agents", "openai", "promptfoo", "@loopwright/core"] as const;

/** Versions of what a run depends on, by package name, and of Node. Unknown ones are left out. */
export async function versions(): Promise<Record<string, string>> {
  const found = await Promise.all(
    engines.map(async (name) => [name, await versionOf(name)] as const),
  );
  const known = found.filter(
    (entry): entry is readonly [(typeof engines)[number], string] => entry[1] !== undefined,
  );
  return { node: process.versions.node, ...Object.fromEntries(known) };
}

/** The nearest manifest above the package's own search path; its `exports` may hide `package.json`. */
async function versionOf(name: string): Promise<string | undefined> {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    const manifest = await readFile(join(path, name, "package.json"), "utf8").catch(
      () => undefined,
    );
    if (manifest) return Manifest.parse(JSON.parse(manifest)).version;
  }
  return undefined;
}
