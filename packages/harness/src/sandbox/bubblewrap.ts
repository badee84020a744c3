import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendFactory, Mount, ShellCommand } from "./backend.ts";
import type { SandboxLimits } from "./limits.ts";

/** Where the workspace appears inside. */
const root = "/workspace";

/** Read-only folders of the host that programs need; those that do not exist are left out. */
const systemFolders = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/nix/store",
  "/gnu/store",
  "/etc/alternatives",
  "/etc/ld.so.cache",
  "/etc/ld.so.conf",
  "/etc/ld.so.conf.d",
  "/etc/localtime",
];

export interface BubblewrapOptions {
  /** The `bwrap` program. */
  program: string;
  /** The Node binary that runs the runtime tools. */
  nodeBinary: string;
  limits: SandboxLimits;
  /** Whether this bwrap can forbid further user namespaces inside. */
  disableUserNamespaces: boolean;
}

/** Runs commands in namespaces of their own: see `bubblewrapArgs` for what they can reach. */
export function bubblewrapBackend(options: BubblewrapOptions): BackendFactory {
  return async ({ sessionDir, mounts, environment }) => {
    const etc = await writeAccounts(sessionDir);
    return {
      root,
      env: {},
      hostCwd: () => "/",
      argvFor: (command) => [
        options.program,
        ...bubblewrapArgs({ ...options, mounts, environment, etc, command }),
      ],
    };
  };
}

/**
 * The arguments of one command. It gets no network (not even the host's loopback), its own processes only, a
 * read-only system, the mounts of its workspace, two temporary folders in memory, and no environment but the one
 * given. It cannot gain privileges, and ends with the program that started it.
 */
export function bubblewrapArgs(
  options: BubblewrapOptions & {
    mounts: readonly Mount[];
    environment: Readonly<Record<string, string>>;
    /** Folder with the account files to show as /etc. */
    etc: string;
    command: ShellCommand;
  },
): string[] {
  const { mounts, environment, etc, command, nodeBinary, limits } = options;
  const temporary = (path: string) => ["--size", String(limits.temporaryBytes), "--tmpfs", path];
  return [
    isolation(options.disableUserNamespaces),
    environmentArgs({ ...ownEnvironment, ...environment }),
    systemFolders.filter((path) => existsSync(path)).flatMap((path) => ["--ro-bind", path, path]),
    ["passwd", "group"].flatMap((name) => ["--ro-bind", join(etc, name), `/etc/${name}`]),
    // Wherever the running Node lies on the host, nothing around it is shown.
    ["--ro-bind", nodeBinary, "/sandbox/bin/node"],
    ["--proc", "/proc", "--dev", "/dev"],
    ["/dev/shm", "/tmp"].flatMap(temporary),
    ["--dir", root],
    mounts.flatMap(mountArgs),
    ["--remount-ro", "/dev", "--remount-ro", "/"],
    ["--chdir", command.cwd, "--", command.shell ?? defaultShell(), "-c", command.text],
  ].flat();
}

const ownEnvironment = {
  PATH: "/sandbox/bin:/usr/local/bin:/usr/bin:/bin",
  HOME: "/tmp",
  TMPDIR: "/tmp",
  USER: "sandbox",
  LOGNAME: "sandbox",
  LANG: "C.UTF-8",
};

function isolation(disableUserNamespaces: boolean): string[] {
  return [
    "--unshare-user",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-net",
    "--unshare-cgroup-try",
    ...(disableUserNamespaces ? ["--disable-userns"] : []),
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--uid",
    "1000",
    "--gid",
    "1000",
    "--hostname",
    "sandbox",
  ];
}

function environmentArgs(environment: Readonly<Record<string, string>>): string[] {
  const pairs = Object.entries(environment);
  return ["--clearenv", ...pairs.flatMap(([name, value]) => ["--setenv", name, value])];
}

/** The shell that model-written commands expect, where there is one. */
export function defaultShell(): string {
  return existsSync("/bin/bash") ? "/bin/bash" : "/bin/sh";
}

function mountArgs({ path, hostPath, writable }: Mount): string[] {
  return [writable ? "--bind" : "--ro-bind", hostPath, `${root}/${path}`];
}

/** The host's own account files are not shown: they name its people. */
async function writeAccounts(sessionDir: string): Promise<string> {
  const etc = join(sessionDir, "etc");
  await mkdir(etc);
  await writeFile(join(etc, "passwd"), "sandbox:x:1000:1000::/tmp:/bin/sh\n");
  await writeFile(join(etc, "group"), "sandbox:x:1000:\n");
  return etc;
}
