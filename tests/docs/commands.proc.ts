import { execFile } from "node:child_process";
import { chmod, glob, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../end-to-end/loopwright.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = await pagesWithCommands();

/**
 * Stands in for npm, so that a page's commands need no second installation: root scripts become what they end
 * up calling. Exit codes go to a log; 100 is a gate that failed, which a page may well show.
 */
const npm = `#!/bin/sh
script="$2"
[ "$1" = test ] && exit 0
[ "$1" = run ] || exit 1
shift 2
[ "$1" = "--" ] && shift
case "$script" in
  demo | loopwright) ;;
  *) echo "no such script: $script" >&2; echo 1 >> "$EXIT_CODES"; exit 1 ;;
esac
"$NODE" --conditions=@loopwright/source "$ROOT/apps/demo/src/main.ts" "$@"
code=$?
echo "$code" >> "$EXIT_CODES"
exit "$code"
`;

describe("the commands in our documents", () => {
  it("are there in the README and the guide", () => {
    expect(pages.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["README.md", "docs/guide/first-run.md", "apps/demo/README.md"]),
    );
  });

  it.for(pages)("run as written: $file", async ({ commands }) => {
    const { cwd, env, exitCodes } = await makeTerminal();
    await run("bash", ["-m", "-c", commands], {
      cwd,
      env,
      timeout: 110_000,
      maxBuffer: 1 << 26,
    }).catch(() => undefined);
    const codes = (await readFile(exitCodes, "utf8")).trim().split("\n").filter(Boolean);
    expect(codes.filter((code) => !["0", "100"].includes(code))).toEqual([]);
  });
});

/** A folder that looks like a checkout, with our npm first on the path. */
async function makeTerminal() {
  const cwd = await temporaryFolder();
  const bin = join(cwd, ".bin");
  const exitCodes = join(cwd, ".exit-codes");
  await mkdir(bin);
  await writeFile(exitCodes, "");
  await writeFile(join(bin, "npm"), npm);
  await chmod(join(bin, "npm"), 0o755);
  await symlink(join(root, "apps"), join(cwd, "apps"));
  const env = {
    PATH: `${bin}:${process.env["PATH"]}`,
    HOME: process.env["HOME"],
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
