import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { generateDataroom } from "./index.ts";

it("gives the reference company byte for byte as it always was", () => {
  const hash = createHash("sha256");
  for (const { path, content } of generateDataroom().files) hash.update(`${path}\0${content}\0`);
  expect(hash.digest("hex")).toBe(
    "9c62f3126ae3cc4a7a738e49ba34044eef1a297a17a98a9b5a5c0c2d64d4acc4",
  );
});
