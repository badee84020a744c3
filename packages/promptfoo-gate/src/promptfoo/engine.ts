import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { LoopError, messageOf, parseAt } from "@loopwright/core";
import { WorkerMessage, type HostReply, type NumberedTest } from "./protocol.ts";
import { startWorker, type EngineThread } from "./start-worker.ts";
import type { SummaryV3 } from "./summary.ts";

interface EngineRequest {
  tests: NumberedTest[];
  concurrency: number;
  signal?: AbortSignal;
  /** Gives the answer under test, or `{ error }`; never rejects. */
  output(caseId: string): Promise<HostReply>;
  /** Decides the rubric of a case, or gives `{ error }`; never rejects. */
  judge(caseId: string, rubric: unknown): Promise<HostReply>;
}

/** Whatever scores tests; the gate knows no more of Promptfoo than this. */
export interface Engine {
  /** One evaluation at a time; later ones wait. */
  evaluate(request: EngineRequest): Promise<{ version: string; summary: SummaryV3 }>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** What the engine prints is appended here; left out, it is dropped. */
  logFile?: string;
  /** Longest silence of the worker, in milliseconds, while it waits for nothing. Default two minutes. */
  silenceMs?: number;
  start?: () => Promise<EngineThread>;
}

interface Running {
  thread: EngineThread;
  version: string;
}

/**
 * Promptfoo in a worker thread that is started with the first evaluation, used again for later ones, and ended
 * by `close`, by an abort, or when it breaks its contract; the next evaluation then starts a new one.
 */
export function createEngine(options: EngineOptions = {}): Engine {
  const { start = startWorker, silenceMs = 120_000, logFile } = options;
  let running: Running | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  const closing = new AbortController();

  const end = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    await ending?.thread.terminate();
  };
  const forget = (thread: EngineThread): void => {
    if (running?.thread === thread) running = undefined;
  };
  const ensureRunning = async (signal: AbortSignal): Promise<Running> => {
    if (running) return running;
    const thread = await start();
    try {
      const version = await converse(thread, { signal, silenceMs, onMessage: untilReady });
      thread.listen({ message: ignore, ended: () => forget(thread) });
      return (running = { thread, version });
    } catch (error) {
      await keepLog(thread, logFile).catch(ignore);
      await thread.terminate();
      throw error;
    }
  };
  const evaluateNow = async (request: EngineRequest) => {
    const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
    if (closed || signal.aborted) throw abortedBy(signal);
    const { thread, version } = await ensureRunning(signal);
    thread.hold();
    try {
      const summary = await evaluateIn(thread, { ...request, signal }, silenceMs);
      await keepLog(thread, logFile);
      return { version, summary };
    } catch (error) {
      await keepLog(thread, logFile).catch(ignore);
      await end();
      throw error;
    } finally {
      thread.release();
    }
  };

  return {
    evaluate: (request) => {
      const result = queue.then(() => evaluateNow(request));
      queue = result.catch(ignore);
      return result;
    },
    close: async () => {
      closed = true;
      closing.abort(new LoopError("aborted", "the gate was closed"));
      await queue;
      await end();
    },
  };
}

const ignore = (): void => {};

const untilReady = (message: WorkerMessage): { result: string } | undefined =>
  message.kind === "ready" ? { result: message.version } : undefined;

function evaluateIn(
  thread: EngineThread,
  request: EngineRequest & { signal: AbortSignal },
  silenceMs: number,
): Promise<SummaryV3> {
  const answer = async (callId: number, reply: Promise<HostReply>): Promise<void> =>
    thread.tell({ kind: "reply", callId, reply: await reply });
  const result = converse(thread, {
    signal: request.signal,
    silenceMs,
    onMessage: (message) => {
      if (message.kind === "done") return { result: message.summary };
      if (message.kind === "failed")
        throw new LoopError("engine", `Promptfoo could not evaluate the suite: ${message.message}`);
      if (message.kind === "output")
        return { pending: answer(message.callId, request.output(message.caseId)) };
      if (message.kind === "judge")
        return { pending: answer(message.callId, request.judge(message.caseId, message.rubric)) };
      return undefined;
    },
  });
  thread.tell({ kind: "evaluate", tests: request.tests, concurrency: request.concurrency });
  return result;
}

type Step<T> = { result: T } | { pending: Promise<void> } | undefined;

/**
 * Listens until `onMessage` gives a result. Ends early when the signal aborts, the thread ends, says something
 * of another shape, or is silent although no answer of ours is outstanding.
 */
function converse<T>(
  thread: EngineThread,
  options: {
    signal: AbortSignal;
    silenceMs: number;
    onMessage(message: WorkerMessage): Step<T>;
  },
): Promise<T> {
  let outstanding = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopListening = ignore;
  const conversation = new Promise<T>((resolve, reject) => {
    const watch = (): void => {
      clearTimeout(timer);
      if (outstanding > 0) return;
      timer = setTimeout(() => reject(silent(options.silenceMs)), options.silenceMs);
    };
    const take = (step: Step<T>): void => {
      if (step && "result" in step) return resolve(step.result);
      if (step) {
        outstanding++;
        step.pending.then(() => (outstanding--, watch()), reject);
      }
      watch();
    };
    const onAbort = (): void => reject(abortedBy(options.signal));
    options.signal.addEventListener("abort", onAbort, { once: true });
    const stopThread = thread.listen({
      ended: (reason) =>
        reject(new LoopError("engine", `Promptfoo's worker thread stopped: ${reason}`)),
      message: (value) => {
        try {
          take(options.onMessage(parseAt(WorkerMessage, value, "Promptfoo's worker thread")));
        } catch (error) {
          reject(asEngineError(error));
        }
      },
    });
    stopListening = () => {
      clearTimeout(timer);
      stopThread();
      options.signal.removeEventListener("abort", onAbort);
    };
    watch();
    if (options.signal.aborted) onAbort();
  });
  return conversation.finally(() => stopListening());
}

function abortedBy(signal: AbortSignal): LoopError {
  const { reason }: { reason: unknown } = signal;
  if (reason instanceof LoopError && reason.code === "aborted") return reason;
  return new LoopError("aborted", "the gate run was aborted", { cause: reason });
}

function silent(silenceMs: number): LoopError {
  return new LoopError(
    "engine",
    `Promptfoo's worker thread said nothing for ${Math.round(silenceMs / 1000)} s and was ended`,
  );
}

function asEngineError(error: unknown): LoopError {
  if (error instanceof LoopError && error.code === "engine") return error;
  return new LoopError("engine", `Promptfoo broke its contract: ${messageOf(error)}`, {
    cause: error,
  });
}

async function keepLog(thread: EngineThread, logFile: string | undefined): Promise<void> {
  const text = thread.takeLog();
  if (logFile === undefined || text === "") return;
  try {
    await mkdir(dirname(logFile), { recursive: true });
    await appendFile(logFile, text);
  } catch (error) {
    throw new LoopError("storage", `${logFile}: could not write: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
