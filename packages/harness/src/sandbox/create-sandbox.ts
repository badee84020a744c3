import { LoopError } from "@loopwright/core";
import type { Manifest, SandboxClient, SandboxSession } from "@openai/agents/sandbox";
import { bubblewrapBackend } from "./bubblewrap.ts";
import { localClient } from "./client.ts";
import { findControlGroupHomes } from "./control-groups.ts";
import { hostBackend } from "./host.ts";
import { defaultLimits, type SandboxLimits } from "./limits.ts";
import { probeBubblewrap } from "./probe-bubblewrap.ts";

export type SandboxKind = "bubblewrap" | "host" | "unix-local" | "docker";

/** Where commands of a run are executed. */
export interface Sandbox {
  client: SandboxClient;
  kind: SandboxKind;
  /** Whether commands are kept away from the host's files, network and processes. */
  isolated: boolean;
  /** What a person should know before going on; absent when there is nothing to fear. */
  warning?: string;
}

export interface CreateSandboxOptions {
  /** `auto` takes bubblewrap where it works, and else the host with a warning. */
  kind: "auto" | SandboxKind;
  /** Limits of each command; the SDK's own clients (`unix-local`, `docker`) have none to set. */
  limits?: Partial<SandboxLimits>;
  /** Image for `docker`; it needs a shell and Node. */
  dockerImage?: string;
}

/**
 * Prepares a sandbox; one serves any number of runs, each in its own session.
 *
 * @throws LoopError `sandbox` when the kind asked for cannot be had here
 * @example const sandbox = await createSandbox({ kind: "auto" })
 */
export async function createSandbox(options: CreateSandboxOptions): Promise<Sandbox> {
  const limits = { ...defaultLimits, ...options.limits };
  if (options.kind === "host") return host(limits, "asked for");
  if (options.kind === "unix-local") return unixLocal();
  if (options.kind === "docker") return docker(options.dockerImage ?? "node:24-slim");
  const found = await tryBubblewrap(limits);
  if (!("unavailable" in found)) return found;
  if (options.kind === "auto") return host(limits, found.unavailable);
  throw new LoopError(
    "sandbox",
    `${found.unavailable}; install the package bubblewrap, or choose another sandbox`,
  );
}

async function tryBubblewrap(limits: SandboxLimits): Promise<Sandbox | { unavailable: string }> {
  const probed = await probeBubblewrap({ nodeBinary: process.execPath, limits });
  if ("unavailable" in probed) return probed;
  const client = localClient({
    backendId: "bubblewrap",
    createBackend: bubblewrapBackend(probed),
    mountsInPlace: true,
    limits,
    controlGroups: await findControlGroupHomes(),
  });
  return { client, kind: "bubblewrap", isolated: true };
}

async function host(limits: SandboxLimits, reason: string): Promise<Sandbox> {
  const client = localClient({
    backendId: "host",
    createBackend: hostBackend({ nodeBinary: process.execPath }),
    mountsInPlace: false,
    limits,
    controlGroups: await findControlGroupHomes(),
  });
  return { client, kind: "host", isolated: false, warning: noIsolation(reason) };
}

function noIsolation(reason: string): string {
  return `NO ISOLATION (${reason}): commands that the model writes run on this machine as you, with your files and your network in reach`;
}

async function unixLocal(): Promise<Sandbox> {
  const { UnixLocalSandboxClient } = await import("@openai/agents/sandbox/local");
  const client = new UnixLocalSandboxClient({ defaultShell: "/bin/bash" });
  return {
    client: onlyManifest("unix_local", (manifest) => client.create({ manifest })),
    kind: "unix-local",
    isolated: false,
    warning: noIsolation("the SDK's unix-local sandbox does not isolate, and needs Python 3"),
  };
}

async function docker(image: string): Promise<Sandbox> {
  const { DockerSandboxClient } = await import("@openai/agents/sandbox/local");
  const client = new DockerSandboxClient({ image, networkMode: "none" });
  return {
    client: onlyManifest("docker", (manifest) => client.create({ manifest })),
    kind: "docker",
    isolated: true,
  };
}

/** The SDK's clients differ in their options; a run needs none of them. */
function onlyManifest(
  backendId: string,
  open: (manifest: Manifest) => Promise<SandboxSession>,
): SandboxClient {
  return {
    backendId,
    supportsDefaultOptions: true,
    async create(args) {
      const { Manifest } = await import("@openai/agents/sandbox");
      const given = args instanceof Manifest ? args : args?.manifest;
      return open(given instanceof Manifest ? given : new Manifest(given));
    },
  };
}
