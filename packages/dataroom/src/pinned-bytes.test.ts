import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { generateDataroom, type GenerateDataroomOptions } from "./index.ts";

function hashOf(options: GenerateDataroomOptions): string {
  const hash = createHash("sha256");
  for (const { path, content } of generateDataroom(options).files)
    hash.update(`${path}\0${content}\0`);
  return hash.digest("hex");
}

it("gives the reference company byte for byte as it always was", () => {
  expect(hashOf({})).toBe("9c62f3126ae3cc4a7a738e49ba34044eef1a297a17a98a9b5a5c0c2d64d4acc4");
});

// A change of wording changes these; a change of machine must not.
it("gives a drawn company the same bytes on every machine", () => {
  expect(hashOf({ seed: "7", difficulty: "hard", files: 100 })).toBe(
    "4b2d03a6450cf6689652e2224b775b00dc445d9dfedcbf9f43ef63568ee65f46",
  );
  expect(hashOf({ seed: "7", difficulty: "hard", files: 100, locale: "zh-CN" })).toBe(
    "a545e24052477ad5ca828b1c098623a31567adf5d2c0f8b31d037140c3cf94f0",
  );
});
