import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readmes: string[] = [];
for await (const file of glob("packages/*/README.md", { cwd: root })) readmes.push(file);

describe("a package README", () => {
  it.for(readmes.toSorted())(
    "says how to install all that its examples import: %s",
    async (file) => {
      const markdown = await readFile(join(root, file), "utf8");
      const installed = [...markdown.matchAll(/npm install ([^#\n]+)/g)].flatMap(([, names = ""]) =>
        names.trim().split(/\s+/).map(nameOf),
      );
      const examples = [...markdown.matchAll(/^```(?:ts|js)\n([\s\S]*?)^```$/gm)];
      const imported = examples.flatMap(([example]) =>
        [...example.matchAll(/ from "([^".]+[^"]*)"/g)].map(([, specifier = ""]) =>
          nameOf(specifier),
        ),
      );
      expect(imported.length).toBeGreaterThan(0);
      expect(installed).toEqual(
        expect.arrayContaining(imported.filter((name) => !name.startsWith("node:"))),
      );
    },
  );
});

/** The package in `@scope/name/door`, `name/door` or `name@version`. */
function nameOf(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  const name = first.startsWith("@") ? `${first}/${second}` : first;
  return name.replace(/(?<=.)@.*$/, "");
}
