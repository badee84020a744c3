import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { LoopError } from "@loopwright/core";
import { LogMessage, type HostMessage } from "./protocol.ts";
import { workerEnvironment } from "./worker-environment.ts";

/** A started thread, before anything is known about what it says. */
export interface EngineThread {
  tell(message: HostMessage): void;
  /** Calls `message` for every message, unparsed, and `ended` when the thread ends; returns how to stop. */
  listen(listener: EngineListener): () => void;
  /** Everything the thread printed since the last call. */
  takeLog(): string;
  /** An idle thread does not keep the host process alive. */
  hold(): void;
  release(): void;
  /** Ends the thread and removes its folder; safe to call twice. */
  terminate(): Promise<void>;
}

interface EngineListener {
  message(value: unknown): void;
  ended(reason: string): void;
}

/** The worker's file: TypeScript beside TypeScript sources, JavaScript in a build. */
const workerFile = import.meta.url.endsWith(".ts")
  ? new URL("./worker.ts", import.meta.url)
  : new URL("./worker.js", import.meta.url);

/** Starts a thread with its own environment and a fresh folder that goes when the thread goes. */
export async function startWorker(file: URL = workerFile): Promise<EngineThread> {
  const configDir = await mkdtemp(join(tmpdir(), "loopwright-promptfoo-"));
  const removeFolder = () => rm(configDir, { recursive: true, force: true });
  try {
    return wrap(openThread(file, workerEnvironment(configDir)), removeFolder);
  } catch (error) {
    await removeFolder();
    throw new LoopError("engine", "Promptfoo's worker thread could not be started", {
      cause: error,
    });
  }
}

function openThread(file: URL, env: Record<string, string>): Worker {
  return new Worker(file, {
    env,
    workerData: { environmentNames: Object.keys(env) },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    // Never read, and so never printed: what the worker prints comes as messages.
    stdout: true,
    stderr: true,
  });
}

function wrap(worker: Worker, removeFolder: () => Promise<void>): EngineThread {
  const log = collectLog(worker);
  // An error of an idle worker would otherwise be the host's uncaught exception; its exit is what counts.
  worker.on("error", () => {});
  const removed = new Promise<void>((resolve, reject) => {
    worker.once("exit", () => void removeFolder().then(resolve, reject));
  });
  removed.catch(() => {});
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    tell: (message) => worker.postMessage(message),
    listen: (listener) => listenTo(worker, listener),
    takeLog: log.take,
    hold: () => worker.ref(),
    release: () => worker.unref(),
    terminate: async () => {
      await worker.terminate();
      await removed;
    },
  };
}

function listenTo(worker: Worker, { message, ended }: EngineListener): () => void {
  const onError = (error: unknown): void => ended(String(error));
  const onExit = (code: number): void => ended(`it ended with code ${code}`);
  worker.on("message", message).on("error", onError).on("messageerror", onError).on("exit", onExit);
  return () =>
    worker
      .off("message", message)
      .off("error", onError)
      .off("messageerror", onError)
      .off("exit", onExit);
}

/** The last part of what was printed; a chatty engine must not fill the host's memory. */
function collectLog(worker: Worker, limit = 256 * 1024) {
  let text = "";
  worker.on("message", (message: unknown) => {
    const printed = LogMessage.safeParse(message);
    if (printed.success) text = (text + printed.data.text).slice(-limit);
  });
  return {
    take: (): string => {
      const taken = text;
      text = "";
      return taken;
    },
  };
}
