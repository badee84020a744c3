import { expect, it } from "vitest";
import { contentWords, readFigures } from "./index.ts";

it.each([" ", "\n", "a-", "a/", "a_"])("reads a long run of %j in one go", (part) => {
  const text = `${part.repeat(100_000)} 11 months`;
  const began = performance.now();
  expect(readFigures(text).at(-1)).toMatchObject({ value: 11, unit: "months" });
  expect(contentWords(text).length).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(8_000);
});
