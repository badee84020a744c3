/** A folder of the workspace and where it really lies. */
export interface Mount {
  /** Path below the workspace's root, plain relative: `data`. */
  path: string;
  /** Folder or file of the host. */
  hostPath: string;
  writable: boolean;
}

/** What differs between ways to run a command: where the workspace appears, and the program that starts it. */
export interface Backend {
  /** The workspace's root as commands see it. */
  root: string;
  /** The program and arguments that run `command` with its working folder at `cwd`, an absolute path below `root`. */
  argvFor(command: ShellCommand): string[];
  /** Environment of that program. */
  env: Readonly<Record<string, string>>;
  /** Folder of the host in which that program starts. */
  hostCwd(cwd: string): string;
}

export interface ShellCommand {
  text: string;
  cwd: string;
  /** Shell to run it with; the default one when absent. */
  shell?: string | undefined;
}

/** Makes the backend of one session: the mounts are known by then. */
export type BackendFactory = (session: {
  /** Folder of the host that belongs to this session alone. */
  sessionDir: string;
  mounts: readonly Mount[];
  environment: Readonly<Record<string, string>>;
}) => Promise<Backend>;
