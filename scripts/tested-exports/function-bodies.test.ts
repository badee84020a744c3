import { describe, expect, it } from "vitest";
import { emptied, outlineOf } from "./function-bodies.ts";

/** The source with the body of one of its names emptied. */
function without(name: string, source: string): string {
  const body = outlineOf("module.ts", source).bodies.get(name);
  if (!body) throw new Error(`no body of ${name} in: ${source}`);
  return emptied(source, body);
}

describe("emptying", () => {
  it.each([
    ["export function f(a = {}) { return a; }", "export function f(a = {}) {}"],
    [
      "export async function f<T>(): Promise<T> { x(); }",
      "export async function f<T>(): Promise<T> {}",
    ],
    ["function f() { return '}'; }\nexport { f };", "function f() {}\nexport { f };"],
    ["export const f = (n: number) => n + 1;", "export const f = (n: number) => {};"],
    ["export const f = () => ({ a: 1 });", "export const f = () => {};"],
    [
      "export const f = (async () => { await g(); }) satisfies G;",
      "export const f = (async () => {}) satisfies G;",
    ],
    ["export class f extends Error { code = 1; }", "export class f extends Error {}"],
    ["/** ü 漢 */ export function f() { return 1; }", "/** ü 漢 */ export function f() {}"],
  ])("leaves nothing of the body in %j", (source, expected) => {
    expect(without("f", source)).toBe(expected);
  });

  it("takes the implementation of an overloaded function", () => {
    const overloads = "export function f(a: 1): 1;\nexport function f(a: 2): 2;\n";
    const source = `${overloads}export function f(a: number) { return a; }`;
    expect(without("f", source)).toBe(`${overloads}export function f(a: number) {}`);
  });

  it("finds no body where a call made the function", () => {
    expect(outlineOf("m.ts", "export const f = memoize(() => 1);").bodies.get("f")).toBeUndefined();
  });
});

describe("the outline of a module", () => {
  it("tells what is let out from here and from elsewhere, without types", () => {
    const { exports, exportsAllOf } = outlineOf(
      "index.ts",
      [
        'export { a, b as c, type D } from "./one.ts";',
        'export type { E } from "./two.ts";',
        'export * from "./three.ts";',
        "const own = () => 1;",
        "export { own as mine };",
      ].join("\n"),
    );
    expect([...exports]).toEqual([
      ["a", { name: "a", from: "./one.ts" }],
      ["c", { name: "b", from: "./one.ts" }],
      ["mine", { name: "own" }],
    ]);
    expect(exportsAllOf).toEqual(["./three.ts"]);
  });

  it("says which file does not parse", () => {
    expect(() => outlineOf("bad.ts", "export function (")).toThrow(/^bad\.ts: /);
  });
});
