import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A project of a stranger: two of our packages from tarballs, their peers from the registry, nothing else. */
describe("a project that installs one package", () => {
  let project = "";

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "loopwright-consumer-"));
    const tarballs = join(project, "tarballs");
    await mkdir(tarballs);
    for (const name of ["core", "simulator", "feedback"])
      await run("pnpm", ["pack", "--pack-destination", tarballs], {
        cwd: join(root, "packages", name),
      });
    await writeFile(
      join(project, "package.json"),
      JSON.stringify({ name: "stranger", type: "module", private: true }),
    );
    const files = (await readdir(tarballs)).map((file) => `./tarballs/${file}`);
    await run(
      "npm",
      [
        "install",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        ...files,
        "openai@7",
        "typescript@7",
        "@types/node@24",
      ],
      {
        cwd: project,
      },
    );
  });

  it("gets no test, no build state and no other package of ours", async () => {
    expect((await readdir(join(project, "node_modules", "@loopwright"))).toSorted()).toEqual([
      "core",
      "feedback",
      "simulator",
    ]);
    const shipped = await readdir(join(project, "node_modules", "@loopwright", "core"), {
      recursive: true,
    });
    expect(shipped.filter((file) => /\.(test|proc)\.|tsbuildinfo/.test(file))).toEqual([]);
    expect(shipped).toContain("README.md");
  });

  it("runs and type-checks the package's own README example", async () => {
    const readme = await readFile(join(root, "packages/feedback/README.md"), "utf8");
    const code = /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? "";
    expect(code).toContain("@loopwright/feedback");
    await writeFile(join(project, "example.ts"), code);
    await run("node", ["example.ts"], { cwd: project });
    const checked = run(
      "npx",
      [
        "--no-install",
        "tsc",
        "--noEmit",
        "--strict",
        "--target",
        "es2023",
        "--module",
        "nodenext",
        "--skipLibCheck",
        "--types",
        "node",
        "example.ts",
      ],
      { cwd: project },
    ).catch((error: unknown) => error);
    expect(await checked).toMatchObject({ stdout: "" });
  });
});
