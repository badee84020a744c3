import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { BackendFactory } from "./backend.ts";
import { defaultShell } from "./bubblewrap.ts";

/**
 * Runs commands as plain processes of this machine, in a folder that only this session uses. The limits hold as far
 * as an ordinary process can be limited; files and network of the host are NOT out of reach.
 */
export function hostBackend({ nodeBinary }: { nodeBinary: string }): BackendFactory {
  return async ({ sessionDir, environment }) => {
    const root = join(sessionDir, "workspace");
    const binaries = await linkNode(sessionDir, nodeBinary);
    const home = join(sessionDir, "home");
    await mkdir(home);
    return {
      root,
      env: {
        PATH: `${binaries}:/usr/local/bin:/usr/bin:/bin`,
        HOME: home,
        TMPDIR: home,
        USER: "sandbox",
        LOGNAME: "sandbox",
        LANG: "C.UTF-8",
        ...environment,
      },
      hostCwd: (cwd) => cwd,
      argvFor: ({ text, shell }) => [shell ?? defaultShell(), "-c", text],
    };
  };
}

async function linkNode(sessionDir: string, nodeBinary: string): Promise<string> {
  const binaries = join(sessionDir, "bin");
  await mkdir(binaries);
  await symlink(nodeBinary, join(binaries, "node"));
  return binaries;
}
