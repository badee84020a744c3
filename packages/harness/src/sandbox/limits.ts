/** What one command in a sandbox may use before it is stopped. */
export interface SandboxLimits {
  /** Wall-clock time of a command, in seconds. */
  commandSeconds: number;
  /** Printed bytes that are kept. A command that prints sixteen times as much is stopped. */
  outputBytes: number;
  /** Memory of a command and its children together, in bytes. */
  memoryBytes: number;
  /** Processes and threads of a command together. Node alone has about a dozen threads. */
  processes: number;
  /** Size of any one file, in bytes. */
  fileBytes: number;
  /** Size of each of the temporary folders `/tmp` and `/dev/shm`, in bytes (bubblewrap only). */
  temporaryBytes: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: SandboxLimits = {
  commandSeconds: 60,
  outputBytes: mebibyte,
  memoryBytes: 1536 * mebibyte,
  processes: 128,
  fileBytes: 64 * mebibyte,
  temporaryBytes: 64 * mebibyte,
};

/**
 * Address space of one process, in KiB. It is a second line behind the memory limit, and wide: Node reserves 2 GiB
 * before it runs a line.
 */
export function addressSpaceKibibytes(limits: SandboxLimits): number {
  return Math.max(4 * mebibyte, Math.ceil(limits.memoryBytes / 1024) * 2);
}
