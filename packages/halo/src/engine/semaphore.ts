/**
 * Lets at most `permits` tasks run at a time. Each depth of agents has one of its own: were they to share one,
 * parents could hold every place while they wait for children that get none.
 */
export function createSemaphore(permits: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = permits;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
