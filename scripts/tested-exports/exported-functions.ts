import { glob, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { outlineOf, type ModuleOutline, type Range } from "./function-bodies.ts";

/** A function that some door lets out, and where its source is. */
export interface ExportedFunction {
  /** Folder of the package: `packages/core`. */
  room: string;
  /** The door's name and the function's: `@loopwright/core/model generateObject`. */
  title: string;
  name: string;
  /** Relative to the root; missing when no body could be found, as for a function that a call made. */
  source?: { file: string; body: Range };
}

const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

/**
 * Every function and class that the doors of the packages let out, each once. What is a function is asked of the
 * loaded door, so that none is missed for the way it is written.
 *
 * @param rooms names of folders below `packages/`; none means all
 */
export async function exportedFunctions(
  root: string,
  rooms: readonly string[],
): Promise<ExportedFunction[]> {
  const reader = createReader(root);
  const found = new Map<string, ExportedFunction>();
  for await (const manifest of glob("packages/*/package.json", { cwd: root })) {
    const room = dirname(manifest);
    if (rooms.length > 0 && !rooms.includes(basename(room))) continue;
    for (const { door, entry } of await doorsOf(root, room)) {
      const values: Record<string, unknown> = await import(pathToFileURL(join(root, entry)).href);
      for (const [name, value] of Object.entries(values)) {
        if (typeof value !== "function") continue;
        const source = await reader.find(entry, name);
        const key = source ? `${source.file} ${source.body.start}` : `${door} ${name}`;
        if (!found.has(key))
          found.set(key, { room, title: `${door} ${name}`, name, ...(source ? { source } : {}) });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.title.localeCompare(b.title));
}

async function doorsOf(root: string, room: string): Promise<{ door: string; entry: string }[]> {
  const text = await readFile(join(root, room, "package.json"), "utf8");
  const { name, exports } = Manifest.parse(JSON.parse(text));
  return Object.entries(exports).flatMap(([door, targets]) => {
    const source = typeof targets === "string" ? undefined : targets["@loopwright/source"];
    return source ? [{ door: join(name, door), entry: join(room, source) }] : [];
  });
}

/** Follows re-exports from a door to the module that declares a name. */
function createReader(root: string) {
  const outlines = new Map<string, ModuleOutline>();
  async function outline(file: string): Promise<ModuleOutline> {
    const known = outlines.get(file) ?? outlineOf(file, await readFile(join(root, file), "utf8"));
    outlines.set(file, known);
    return known;
  }
  async function find(file: string, name: string): Promise<ExportedFunction["source"]> {
    const { bodies, exports, exportsAllOf } = await outline(file);
    const origin = exports.get(name);
    if (origin?.from !== undefined) return find(beside(file, origin.from), origin.name);
    const own = origin && bodies.get(origin.name);
    if (own) return { file, body: own };
    for (const module of exportsAllOf) {
      const elsewhere = await find(beside(file, module), name);
      if (elsewhere) return elsewhere;
    }
    return undefined;
  }
  return { find };
}

function beside(file: string, specifier: string): string {
  return relative(".", join(dirname(file), specifier));
}
