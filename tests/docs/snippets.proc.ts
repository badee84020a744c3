import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { glob } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
// Below tests/, so that imports resolve as they do for a project that depends on the packages.
const workshop = join(root, "tests", ".snippets");

interface Snippet {
  file: string;
  line: number;
  code: string;
}

const snippets = await readSnippets();
let folder = "";

beforeAll(async () => {
  await mkdir(workshop, { recursive: true });
  folder = await mkdtemp(join(workshop, "run-"));
  await Promise.all(snippets.map((snippet) => writeFile(fileOf(snippet), snippet.code)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the TypeScript in our documents", () => {
  it("is there in every package README", async () => {
    const files = new Set(snippets.map(({ file }) => file));
    for await (const manifest of glob("packages/*/package.json", { cwd: root }))
      expect(files).toContain(manifest.replace("package.json", "README.md"));
  });

  it("is right by the type checker", async () => {
    const options = { extends: "../../../tsconfig.json", include: ["*.ts"], exclude: [] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(options));
    const checked = run("pnpm", ["exec", "tsc", "-p", folder], { cwd: root }).catch(
      (error: unknown) => error,
    );
    expect(await checked).toMatchObject({ stdout: "" });
  });

  it.for(snippets)("runs: $file:$line", async (snippet) => {
    const script = fileOf(snippet);
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
    const env = { PATH, HOME, NODE_COMPILE_CACHE, NODE_NO_WARNINGS: "1" };
    const { stderr } = await run("node", ["--conditions=@loopwright/source", script], {
      cwd: folder,
      env,
      timeout: 90_000,
    });
    expect(stderr).toBe("");
  });
});

function fileOf({ file, line }: Snippet): string {
  return join(folder, `${file.replaceAll("/", "-")}-${line}.ts`);
}

async function readSnippets(): Promise<Snippet[]> {
  const found: Snippet[] = [];
  for (const pattern of ["*.md", "packages/*/README.md", "apps/*/README.md", "docs/**/*.md"])
    for await (const file of glob(pattern, { cwd: root }))
      found.push(
        ...snippetsOf(relative(root, join(root, file)), await readFile(join(root, file), "utf8")),
      );
  return found;
}

function snippetsOf(file: string, markdown: string): Snippet[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    file,
    line: markdown.slice(0, match.index).split("\n").length,
    code: match[1] ?? "",
  }));
}
