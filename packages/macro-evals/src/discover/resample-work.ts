import { Worker } from "node:worker_threads";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import type { DrawResult, ResampleTask } from "./resample.ts";

/** What a thread that resamples is given. */
export interface ResampleWork {
  task: ResampleTask;
  /** How many draws have been taken, by whichever thread; in shared memory. */
  taken: Int32Array<SharedArrayBuffer>;
}

export interface ResampleThread {
  /** Fulfilled when the thread has ended, whether it did its work or failed. */
  ended: Promise<void>;
  /** Ends the thread; safe to call twice. */
  stop(): Promise<void>;
}

/** Takes the next draw, so that no two threads work on the same one. */
export function claimDraw(taken: Int32Array<SharedArrayBuffer>): number {
  return Atomics.add(taken, 0, 1);
}

/** The worker's file: TypeScript beside TypeScript sources, JavaScript in a build. */
const fromSources = import.meta.url.endsWith(".ts");
const workerFile = fromSources
  ? new URL("./resample-worker.ts", import.meta.url)
  : new URL("./resample-worker.js", import.meta.url);
const execArgv = fromSources
  ? ["--conditions=@loopwright/source", "--disable-warning=ExperimentalWarning"]
  : [];

/**
 * Starts a thread on the draws that are left.
 *
 * @returns undefined where no thread can be started: the others then do its share
 */
export function startThread(
  work: ResampleWork,
  done: (draw: number, result: DrawResult) => void,
): ResampleThread | undefined {
  try {
    const worker = new Worker(workerFile, { workerData: work, execArgv });
    worker.on("message", ({ draw, result }: { draw: number; result: DrawResult }) =>
      done(draw, result),
    );
    // What a failed thread leaves undone is done elsewhere; unheard, its error would end the process.
    worker.on("error", () => {});
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    return {
      ended,
      stop: async () => {
        await worker.terminate();
      },
    };
  } catch {
    return undefined;
  }
}

/** The index in memory that threads share, so that it is there once and not once a thread. */
export function shareIndex(index: FeatureIndex): FeatureIndex {
  const shared = (values: Int32Array): Int32Array => {
    const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
    copy.set(values);
    return copy;
  };
  return {
    ...index,
    start: shared(index.start),
    run: shared(index.run),
    event: shared(index.event),
    family: shared(index.family),
    a: shared(index.a),
    b: shared(index.b),
    twinOf: shared(index.twinOf),
  };
}
