import { expect, it } from "vitest";
import { LoopError, messageOf } from "./index.ts";

it("carries a code to branch on, a message to read and the original error", () => {
  const cause = new Error("ENOENT");
  const error = new LoopError("not_found", "evals.json: no such file", { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "LoopError", code: "not_found", cause });
  expect(String(error)).toBe("LoopError: evals.json: no such file");
});

it.each([
  [new LoopError("storage", "the disk is full"), "the disk is full"],
  [new TypeError("no such method"), "no such method"],
  ["thrown as text", "thrown as text"],
  [undefined, "undefined"],
])("finds the message of %j", (thrown, message) => {
  expect(messageOf(thrown)).toBe(message);
});
