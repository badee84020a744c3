import { expect, test } from "vitest";
import { suiteSize } from "./index.ts";

test.each([
  [1, 2, 3],
  [2, 2, 4],
  [3, 3, 5],
  [5, 5, 7],
  [10, 5, 7],
])("%i runs want %i to %i evals", (runs, minimum, maximum) => {
  expect(suiteSize(runs)).toEqual({ minimum, maximum });
});
