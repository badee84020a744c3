import { setTimeout as delay } from "node:timers/promises";

/** Runs `work`, but stops waiting for it when the signal says so, whether or not `work` heeds it. */
export async function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Waits; an abort ends the wait with the signal's reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await orAborted(signal, () => delay(ms, undefined, { signal }));
}

/** Never answers. Only the signal ends it. */
export function stallUntilAborted(signal: AbortSignal): Promise<never> {
  return orAborted(signal, () => new Promise<never>(() => {}));
}
