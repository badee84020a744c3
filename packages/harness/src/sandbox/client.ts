import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LoopError } from "@loopwright/core";
import {
  Manifest,
  type Entry,
  type SandboxClient,
  type SandboxClientCreateArgs,
} from "@openai/agents/sandbox";
import { describeBadPath } from "../folder/relative-path.ts";
import type { BackendFactory, Mount } from "./backend.ts";
import type { ControlGroupHome } from "./control-groups.ts";
import type { SandboxLimits } from "./limits.ts";
import { localSession } from "./session.ts";

/**
 * A sandbox client for the Agents SDK over one of our backends. Of a manifest it takes `dir` entries, which commands
 * may write, and `local_dir`, `local_file` and `file` entries, which they may only read.
 */
export function localClient(options: {
  backendId: string;
  createBackend: BackendFactory;
  /** Whether the backend mounts folders where they are; otherwise they are copied into the workspace. */
  mountsInPlace: boolean;
  limits: SandboxLimits;
  controlGroups: readonly ControlGroupHome[];
}): SandboxClient {
  const { backendId, createBackend, mountsInPlace, limits, controlGroups } = options;
  return {
    backendId,
    supportsDefaultOptions: true,
    async create(args?: SandboxClientCreateArgs | Manifest) {
      const wanted = manifestOf(args);
      const sessionDir = await mkdtemp(join(tmpdir(), "loopwright-sandbox-"));
      try {
        const mounts = await layOut({ entries: wanted.entries, sessionDir, mountsInPlace });
        const environment = await wanted.resolveEnvironment();
        const backend = await createBackend({ sessionDir, mounts, environment });
        const { entries } = wanted;
        const manifest = new Manifest({ root: backend.root, entries, environment });
        return localSession({ manifest, backend, mounts, sessionDir, limits, controlGroups });
      } catch (error) {
        await rm(sessionDir, { recursive: true, force: true });
        throw error;
      }
    },
  };
}

function manifestOf(args: SandboxClientCreateArgs | Manifest | undefined): Manifest {
  const given = args instanceof Manifest ? args : args?.manifest;
  return given instanceof Manifest ? given : new Manifest(given);
}

async function layOut(options: {
  entries: Readonly<Record<string, Entry>>;
  sessionDir: string;
  mountsInPlace: boolean;
}): Promise<Mount[]> {
  const workspace = join(options.sessionDir, "workspace");
  await mkdir(workspace);
  return Promise.all(
    Object.entries(options.entries).map(async ([path, entry]): Promise<Mount> => {
      const problem = describeBadPath(path);
      if (problem) throw new LoopError("sandbox", `manifest entry ${problem}`);
      const place = join(workspace, path);
      await mkdir(dirname(place), { recursive: true });
      return { path, ...(await materialize(entry, place, options.mountsInPlace)) };
    }),
  );
}

async function materialize(
  entry: Entry,
  place: string,
  mountsInPlace: boolean,
): Promise<Omit<Mount, "path">> {
  switch (entry.type) {
    case "dir":
      if (Object.keys(entry.children ?? {}).length > 0)
        throw new LoopError("sandbox", "manifest entries of type dir must be empty here");
      await mkdir(place);
      return { hostPath: place, writable: true };
    case "file":
      await writeFile(place, entry.content, { mode: 0o444 });
      return { hostPath: place, writable: false };
    case "local_dir":
    case "local_file":
      if (mountsInPlace) return { hostPath: entry.src, writable: false };
      await cp(entry.src, place, { recursive: true, verbatimSymlinks: true });
      return { hostPath: place, writable: false };
    default:
      throw new LoopError(
        "sandbox",
        `manifest entries of type ${entry.type} are not supported here`,
      );
  }
}
