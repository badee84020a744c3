import { randomUUID } from "node:crypto";
import { posix } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";
import type { ExecCommandArgs, Manifest, SandboxSession } from "@openai/agents/sandbox";
import type { Backend, Mount } from "./backend.ts";
import type { ControlGroupHome } from "./control-groups.ts";
import { workspaceEditor } from "./editor.ts";
import type { SandboxLimits } from "./limits.ts";
import { shorten } from "./output.ts";
import { removeFolder } from "./remove-folder.ts";
import { runLimited, type CommandOutcome } from "./run-limited.ts";
import { workspaceFiles } from "./workspace-files.ts";

/** Tokens of a command's output that a model gets when it names no amount of its own. */
const defaultOutputTokens = 16_000;

export interface SessionParts {
  manifest: Manifest;
  backend: Backend;
  mounts: readonly Mount[];
  /** Deleted with the session. */
  sessionDir: string;
  limits: SandboxLimits;
  controlGroups: readonly ControlGroupHome[];
}

/**
 * A session as the Agents SDK wants it, over any backend. Commands and file edits run one after the other: what the
 * host checks about a path cannot change under its hands.
 */
export function localSession(parts: SessionParts): SandboxSession {
  const { manifest, backend, mounts, sessionDir } = parts;
  const files = workspaceFiles({ root: backend.root, mounts });
  const exclusively = oneAtATime();
  const ending = new AbortController();
  const stop = async () => {
    ending.abort();
    await exclusively(async () => {});
  };
  const end = async () => {
    ending.abort();
    await exclusively(() => removeFolder(sessionDir));
  };
  return {
    state: { manifest, workspaceReady: true },
    running: async () => !ending.signal.aborted,
    supportsPty: () => false,
    execCommand: (args) =>
      exclusively(async () => {
        if (ending.signal.aborted) throw new LoopError("sandbox", "the session has ended");
        return execute(parts, args, ending.signal);
      }),
    createEditor: () => workspaceEditor(files, exclusively),
    readFile: ({ path, maxBytes }) => exclusively(() => files.read(path, maxBytes)),
    listDir: ({ path }) => exclusively(() => files.list(path)),
    pathExists: (path) => exclusively(async () => (await files.kindOf(path)) !== undefined),
    directoryExists: (path) => exclusively(async () => (await files.kindOf(path)) === "dir"),
    viewImage: async () => {
      throw new LoopError("sandbox", "this sandbox shows no images");
    },
    materializeEntry: async ({ path }) => {
      throw new LoopError("sandbox", `${path}: a running session takes no more files`);
    },
    stop,
    close: end,
    delete: end,
  };
}

async function execute(
  { backend, limits, controlGroups }: SessionParts,
  args: ExecCommandArgs,
  signal: AbortSignal,
): Promise<string> {
  const cwd = posix.resolve(backend.root, args.workdir ?? ".");
  if (cwd !== backend.root && !cwd.startsWith(`${backend.root}/`))
    return respond({ output: `${cwd}: outside the workspace`, exitCode: 126, seconds: 0 }, args);
  const shell = args.shell || undefined;
  try {
    const outcome = await runLimited({
      argv: backend.argvFor({ text: args.cmd, cwd, shell }),
      cwd: backend.hostCwd(cwd),
      env: backend.env,
      limits,
      controlGroups,
      signal,
    });
    return respond(outcome, args);
  } catch (error) {
    return respond({ output: messageOf(error), exitCode: 126, seconds: 0 }, args);
  }
}

/** The text that the SDK's own sandboxes answer with, so that models find what they know. */
function respond(outcome: CommandOutcome, args: ExecCommandArgs): string {
  const note = outcome.stopped ? `\n[The command was stopped: ${outcome.stopped}.]` : "";
  const shown = shorten(outcome.output, args.maxOutputTokens ?? defaultOutputTokens);
  return [
    `Chunk ID: ${randomUUID().slice(0, 6)}`,
    `Wall time: ${outcome.seconds.toFixed(4)} seconds`,
    `Process exited with code ${outcome.exitCode}`,
    ...(shown.originalTokens === undefined
      ? []
      : [`Original token count: ${shown.originalTokens}`]),
    "Output:",
    shown.text + note,
  ].join("\n");
}

/** Runs pieces of work one after the other, in the order they came. */
function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}
