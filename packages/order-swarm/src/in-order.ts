/**
 * Does jobs side by side and hands over their results in the order of the jobs, holding back at most a few.
 *
 * @throws what a job or `take` throws, once the jobs under way have settled
 */
export async function inOrder<Job, Result>(options: {
  jobs: readonly Job[];
  concurrency: number;
  run: (job: Job) => Promise<Result>;
  take: (result: Result) => Promise<void>;
}): Promise<void> {
  const { jobs, concurrency, run, take } = options;
  const running: Promise<Result>[] = [];
  let started = 0;
  const start = () => {
    const job = jobs[started++];
    if (job === undefined) return;
    const result = run(job);
    // A result that fails while an earlier one is awaited is reported in its turn.
    result.catch(() => {});
    running.push(result);
  };
  for (let i = 0; i < concurrency; i++) start();
  try {
    for (let next = running.shift(); next; next = running.shift()) {
      const result = await next;
      start();
      await take(result);
    }
  } finally {
    await Promise.allSettled(running);
  }
}
