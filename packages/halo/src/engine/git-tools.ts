import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { LoopError } from "@loopwright/core";
import { z } from "zod";
import { engineTool } from "./toolbox.ts";

const run = promisify(execFile);
const outputAtMost = 60_000;

/** A commit or branch name that cannot be taken for an option. */
const Revision = z.string().regex(/^[\w][\w./~^-]*$/, "expected a commit, tag or branch");
const HarnessPath = z
  .string()
  .regex(
    /^(?![-/])(?!.*(?:^|\/)\.\.(?:\/|$))[^\0\\]+$/,
    "expected a path inside the harness folder",
  );

/** The history of the harness folder, read only; for a folder that git knows. */
export function gitTools(dir: string) {
  return [
    engineTool({
      name: "git_log",
      description:
        "Commits that changed the harness, latest first; of one file when path is given.",
      parameters: z.object({
        path: HarnessPath.nullable(),
        limit: z.number().int().min(1).max(100).nullable(),
      }),
      run: ({ path, limit }) =>
        git(dir, [
          "log",
          `--max-count=${limit ?? 20}`,
          "--date=iso-strict",
          "--format=%h %ad %an: %s",
          "--",
          path ?? ".",
        ]),
    }),
    engineTool({
      name: "git_show",
      description: "What one commit changed in the harness folder.",
      parameters: z.object({ revision: Revision }),
      run: ({ revision }) =>
        git(dir, ["show", "--no-ext-diff", "--no-textconv", revision, "--", "."]),
    }),
    engineTool({
      name: "git_blame",
      description: "Which commit each line of a harness file comes from.",
      parameters: z.object({ path: HarnessPath }),
      run: ({ path }) => git(dir, ["blame", "--date=short", "--", path]),
    }),
  ];
}

/** Neither the environment nor the repository's own settings may make git run something else. */
async function git(dir: string, args: readonly string[]): Promise<string> {
  try {
    // A path may not speak git's own language, in which `:(top)` leads out of the folder.
    const safely = ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"];
    const { stdout } = await run("git", [...safely, ...args], {
      cwd: dir,
      env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", GIT_CONFIG_NOSYSTEM: "1" },
      maxBuffer: 10 * outputAtMost,
      timeout: 10_000,
    });
    return stdout.length <= outputAtMost
      ? stdout
      : `${stdout.slice(0, outputAtMost)}\n[cut: ${stdout.length} characters]`;
  } catch (error) {
    throw new LoopError("not_found", "git knows nothing of that, or the folder is none of git's", {
      cause: error,
    });
  }
}
