import { readFile, glob } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

/** Every door of every package, with the source it opens on. */
const doors = await listDoors();

describe("the doors of the packages", () => {
  it.each(doors)("$door lets out these names", async ({ door, source }) => {
    const names = Object.keys(await import(pathToFileURL(source).href)).toSorted();
    await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(
      join("doors", `${door.replaceAll("/", "-").replace("@", "")}.txt`),
    );
  });
});

async function listDoors(): Promise<{ door: string; source: string }[]> {
  const found: { door: string; source: string }[] = [];
  for await (const file of glob("packages/*/package.json", { cwd: root })) {
    const { name, exports } = Manifest.parse(JSON.parse(await readFile(join(root, file), "utf8")));
    for (const [door, targets] of Object.entries(exports)) {
      const source = typeof targets === "string" ? undefined : targets["@loopwright/source"];
      if (source) found.push({ door: join(name, door), source: join(root, file, "..", source) });
    }
  }
  return found.toSorted((a, b) => a.door.localeCompare(b.door));
}
