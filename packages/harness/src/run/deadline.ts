import { LoopError } from "@loopwright/core";

/** A signal that goes off when the caller's does or when the time is up, whichever is first. */
export function startDeadline(options: {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}): { signal: AbortSignal; clear(): void } {
  const { timeoutMs, signal } = options;
  const controller = new AbortController();
  const abort = (message: string) => controller.abort(new LoopError("aborted", message));
  const onCaller = () => abort("the caller ended the run");
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => abort(`no answer within ${timeoutMs / 1000} seconds`), timeoutMs);
  if (signal?.aborted) onCaller();
  else signal?.addEventListener("abort", onCaller, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onCaller);
    },
  };
}

/** Rejects as soon as the signal goes off, even when `work` itself does not listen to it. */
export async function untilAborted<Result>(
  signal: AbortSignal,
  work: Promise<Result>,
): Promise<Result> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  // Whoever loses the race must not end the process as an unhandled rejection.
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
