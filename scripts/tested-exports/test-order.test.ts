import { expect, it } from "vitest";
import { testOrder, type TestFile } from "./test-order.ts";

const test = (file: string, text = "", ownProcess = file.endsWith(".proc.ts")): TestFile => ({
  file,
  text,
  ownProcess,
});

it("asks tests that name the function first, cheap ones before those with a process of their own", () => {
  const tests = [
    test("tests/end-to-end/loop.proc.ts"),
    test("tests/consumer/packages.proc.ts", "open()"),
    test("packages/b/src/b.test.ts", "open()"),
    test("packages/b/src/c.test.ts", "reopen()"),
    test("packages/a/src/long.proc.ts", "open() and more"),
    test("packages/a/src/short.proc.ts", "open()"),
    test("packages/a/src/other.proc.ts"),
    test("packages/a/src/other.test.ts"),
    test("packages/a/src/open.test.ts", "open()"),
  ];
  const order = testOrder(tests, { room: "packages/a", name: "open" });
  expect(order.map((group) => group.map(({ file }) => file))).toEqual([
    ["packages/a/src/open.test.ts"],
    ["packages/a/src/other.test.ts"],
    ["packages/a/src/short.proc.ts"],
    ["packages/a/src/long.proc.ts"],
    ["packages/b/src/b.test.ts"],
    ["packages/a/src/other.proc.ts"],
  ]);
});
