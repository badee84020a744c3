import { LoopError } from "@loopwright/core";
import { createSandbox, type Sandbox } from "@loopwright/harness";
import type { RunPlan } from "./run-record.ts";

/**
 * The sandbox a plan asks for.
 *
 * @throws LoopError `sandbox` when commands that a live model wrote would run on the host unasked
 */
export async function openSandbox(
  plan: Pick<RunPlan, "sandbox" | "live" | "unsafe_host">,
  warn: (text: string) => void,
): Promise<Sandbox> {
  const sandbox = await createSandbox({ kind: sandboxKind(plan.sandbox) });
  if (!sandbox.isolated && plan.live && !plan.unsafe_host)
    throw new LoopError(
      "sandbox",
      "no isolation here: install bubblewrap, use --sandbox docker, or accept with --unsafe-host that commands written by a model run on this machine",
    );
  if (sandbox.warning) warn(sandbox.warning);
  return sandbox;
}

export const sandboxKinds = ["auto", "bubblewrap", "host", "unix-local", "docker"] as const;

function sandboxKind(name: string): (typeof sandboxKinds)[number] {
  const kind = sandboxKinds.find((known) => known === name);
  if (kind) return kind;
  throw new LoopError("bad_input", `--sandbox ${name}: expected one of ${sandboxKinds.join(", ")}`);
}
