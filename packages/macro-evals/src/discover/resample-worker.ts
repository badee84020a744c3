import { parentPort, workerData } from "node:worker_threads";
import { claimDraw, type ResampleWork } from "./resample-work.ts";
import { resampleOnce } from "./resample.ts";

/*
 * A thread that takes one resample after the other until none is left, and ends. It says what each brought back.
 */

const { task, taken }: ResampleWork = workerData;
for (let draw = claimDraw(taken); draw < task.draws.length; draw = claimDraw(taken))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ draw, result: resampleOnce(task, draw) });
