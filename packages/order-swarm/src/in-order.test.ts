import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { inOrder } from "./in-order.ts";

it("hands over results in the order of the jobs, with no more under way than asked", async () => {
  let underWay = 0;
  let most = 0;
  const taken: number[] = [];
  await inOrder({
    jobs: [9, 1, 7, 1, 3, 0],
    concurrency: 3,
    run: async (ms) => {
      most = Math.max(most, ++underWay);
      await delay(ms);
      underWay--;
      return ms;
    },
    take: async (ms) => void taken.push(ms),
  });
  expect(taken).toEqual([9, 1, 7, 1, 3, 0]);
  expect(most).toBe(3);
});

it("stops at the first job that fails", async () => {
  const taken: number[] = [];
  const work = inOrder({
    jobs: [1, 2, 3, 4],
    concurrency: 2,
    run: async (job) => {
      if (job === 2) throw new Error("two is broken");
      return job;
    },
    take: async (job) => void taken.push(job),
  });
  await expect(work).rejects.toThrow("two is broken");
  expect(taken).toEqual([1]);
});
