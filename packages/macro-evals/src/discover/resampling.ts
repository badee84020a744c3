import { setImmediate as nextTurn } from "node:timers/promises";
import { LoopError } from "@loopwright/core";
import {
  resampleOnce,
  stabilityOf,
  type DrawResult,
  type ResampleTask,
  type Stability,
} from "./resample.ts";
import { claimDraw, shareIndex, startThread } from "./resample-work.ts";

/** Resamples that threads are at work on. */
export interface Resampling {
  /**
   * Takes part in what is left and waits for the rest. The result does not depend on how many threads there are.
   *
   * @throws LoopError `aborted`
   */
  finish(): Promise<Stability>;
  /** Ends all threads, also in the middle of their work. */
  stop(): Promise<void>;
}

/** Fewer runs are resampled before a thread has started. */
const worthThreads = 300;

/** Begins at once in up to so many worker threads; without any, all is done in `finish`. */
export function startResampling(
  task: ResampleTask,
  { workers, signal }: { workers: number; signal?: AbortSignal | undefined },
): Resampling {
  const { draws, index } = task;
  const results: (DrawResult | undefined)[] = draws.map(() => undefined);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const wanted = index.runCount < worthThreads ? 0 : Math.min(workers, draws.length);
  const work = { task: wanted > 0 ? { ...task, index: shareIndex(index) } : task, taken };
  const threads = Array.from({ length: wanted }).flatMap(
    () => startThread(work, (draw, result) => (results[draw] = result)) ?? [],
  );
  const stop = async (): Promise<void> => {
    signal?.removeEventListener("abort", onAbort);
    await Promise.all(threads.map((thread) => thread.stop()));
  };
  const onAbort = (): void => void stop();
  signal?.addEventListener("abort", onAbort);
  const turn = async (): Promise<void> => {
    await nextTurn();
    if (signal?.aborted) throw new LoopError("aborted", "the analysis was stopped");
  };

  return {
    stop,
    async finish() {
      for (let draw = claimDraw(taken); draw < draws.length; draw = claimDraw(taken)) {
        await turn();
        results[draw] = resampleOnce(work.task, draw);
      }
      await Promise.all(threads.map(({ ended }) => ended));
      const complete: DrawResult[] = [];
      for (const draw of draws.keys()) {
        await turn();
        complete.push(results[draw] ?? resampleOnce(work.task, draw));
      }
      return stabilityOf(complete, task.count);
    },
  };
}
