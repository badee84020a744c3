import { execFile } from "node:child_process";
import { chmod, glob, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { finishedRun } from "../end-to-end/finished-run.ts";
import { temporaryFolder } from "../end-to-end/loopwright.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = await pagesWithCommands();

/**
 * Stands in for npm, so that a page's commands need no second installation: root scripts become what they end
 * up calling. The README's turn of the loop is made; where another page begins with the very same turn, it gets a
 * copy of a finished one.
 */
const npm = `#!/bin/sh
script="$2"
[ "$1" = test ] && exit 0
[ "$1" = run ] || exit 1
shift 2
[ "$1" = "--" ] && shift
case "$script" in
  demo | loopwright) ;;
  *) echo "no such script: $script" >&2; exit 1 ;;
esac
if [ "$script" = demo ] && [ $# = 0 ] && [ -n "$FINISHED_RUN" ]; then
  mkdir -p runs && cp -r "$FINISHED_RUN" runs/finished && ln -s finished runs/latest
  exit
fi
exec loopwright "$@"
`;

/** The command as its package installs it. */
const loopwright = `#!/bin/sh
exec "$NODE" --conditions=@loopwright/source "$ROOT/apps/demo/src/main.ts" "$@"
`;

/** Notes the exit code of every command that fails, also of one that is not there. */
const watch = `trap 'echo "$? $BASH_COMMAND" >> "$EXIT_CODES"' ERR\n`;

describe("the commands in our documents", () => {
  let finished = "";
  beforeAll(async () => {
    finished = await finishedRun();
  });

  it("are there in the README and the guide", () => {
    expect(pages.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["README.md", "docs/guide/first-run.md", "apps/demo/README.md"]),
    );
  });

  it.for(pages)("run as written: $file", { timeout: 300_000 }, async ({ file, commands }) => {
    const { cwd, env, exitCodes } = await makeTerminal(file === "README.md" ? "" : finished);
    const printed = await run("bash", ["-m", "-c", watch + commands], {
      cwd,
      env,
      timeout: 280_000,
      maxBuffer: 1 << 26,
    }).catch((error: unknown) => error);
    const failed = (await readFile(exitCodes, "utf8")).split("\n").filter(Boolean);
    // 100 is a gate that failed, which a page may well show.
    const unexpected = failed.filter((line) => !line.startsWith("100 "));
    expect(unexpected.length > 0 ? `${unexpected.join("\n")}: ${inspect(printed)}` : "").toBe("");
    expect(printed).not.toMatchObject({ killed: true });
  });
});

/** A folder that looks like a checkout, with our npm and our command first on the path. */
async function makeTerminal(finished: string) {
  const cwd = await temporaryFolder();
  const bin = join(cwd, ".bin");
  const exitCodes = join(cwd, ".exit-codes");
  await mkdir(bin);
  await writeFile(exitCodes, "");
  for (const [name, text] of Object.entries({ npm, loopwright })) {
    await writeFile(join(bin, name), text);
    await chmod(join(bin, name), 0o755);
  }
  await symlink(join(root, "apps"), join(cwd, "apps"));
  const env = {
    PATH: `${bin}:${process.env["PATH"]}`,
    HOME: process.env["HOME"],
    NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
    FINISHED_RUN: finished,
    ROOT: root,
    NODE: process.execPath,
    EXIT_CODES: exitCodes,
    CI: "true",
    NODE_NO_WARNINGS: "1",
  };
  return { cwd, env, exitCodes };
}

async function pagesWithCommands(): Promise<{ file: string; commands: string }[]> {
  const found: { file: string; commands: string }[] = [];
  for (const pattern of ["README.md", "apps/*/README.md", "docs/**/*.md"])
    for await (const file of glob(pattern, { cwd: root })) {
      const markdown = await readFile(join(root, file), "utf8");
      const blocks = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
      if (blocks.length > 0) found.push({ file, commands: blocks.join("\n") });
    }
  return found.toSorted((a, b) => a.file.localeCompare(b.file));
}
