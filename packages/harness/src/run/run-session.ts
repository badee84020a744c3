import { setTimeout as sleep } from "node:timers/promises";
import { LoopError, type HarnessConfig } from "@loopwright/core";
import { withCustomSpan } from "@openai/agents";
import type { SandboxSession } from "@openai/agents/sandbox";
import type { Sandbox } from "../sandbox/create-sandbox.ts";
import { buildManifest } from "./build-agent.ts";
import type { WorkspaceFile } from "./stage-workspace.ts";

/** Makes the session of one run, and records what was mounted in a `sandbox_workspace` span. */
export function openSession(options: {
  harness: HarnessConfig;
  sandbox: Sandbox;
  files: readonly WorkspaceFile[];
  stagingDir: string;
}): Promise<SandboxSession> {
  const { harness, sandbox, files, stagingDir } = options;
  const { allowed_data_root, writable_root } = harness.tool_policy;
  const data = {
    sandbox: sandbox.kind,
    isolated: sandbox.isolated,
    data_root: allowed_data_root,
    writable_root,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  return withCustomSpan(
    async () => {
      if (!sandbox.client.create)
        throw new LoopError("sandbox", `the ${sandbox.kind} client cannot make sessions`);
      return sandbox.client.create({ manifest: buildManifest(harness, stagingDir) });
    },
    { data: { name: "sandbox_workspace", data } },
  );
}

/** Ends what still runs in a session and keeps its files. The SDK's own sessions can only end as a whole. */
export async function endCommands(sandbox: Sandbox, session: SandboxSession): Promise<void> {
  if (sandbox.kind === "bubblewrap" || sandbox.kind === "host") await session.stop?.();
}

/** How long the removal of a session may take, in milliseconds. */
const removalTime = 10_000;

/**
 * Removes a session and everything in it. The SDK's unix-local session waits for every child left in the background,
 * however long that runs; a run does not wait with it.
 */
export async function endSession(session: SandboxSession): Promise<void> {
  const waiting = new AbortController();
  const removal = Promise.resolve(session.delete?.() ?? session.close?.());
  // Its failure after the patience has run out concerns nobody any more.
  removal.catch(() => {});
  const patience = sleep(removalTime, undefined, { signal: waiting.signal }).catch(() => {});
  try {
    await Promise.race([removal, patience]);
  } finally {
    waiting.abort();
  }
}
