import { seededRandom } from "@loopwright/core/statistics";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { compactText, plain, pythonText } from "./write-json.ts";

test("parses what JSON.parse parses, to the same value", () => {
  const random = seededRandom("json");
  const leaf = () => random.pick<unknown>([null, true, 1.5, -3, 0, 'é\n"😀\u2028', "", 1e21]);
  const value = (depth: number): unknown => {
    if (depth === 0 || random.next() < 0.3) return leaf();
    const items = Array.from({ length: random.integer(0, 4) }, () => value(depth - 1));
    if (random.next() < 0.5) return items;
    return Object.fromEntries(
      items.map((item, i) => [random.pick(["__proto__", "a", "1"]) + i, item]),
    );
  };
  for (let round = 0; round < 300; round++) {
    const sample = value(5);
    expect(plain(parseJson(JSON.stringify(sample, null, round % 3)))).toEqual(sample);
  }
});

test("keeps the last of repeated keys at the place of the first, and own __proto__ keys", () => {
  expect(compactText(parseJson('{"b":1,"a":2,"b":3,"__proto__":{}}'))).toBe(
    '{"b":3,"a":2,"__proto__":{}}',
  );
  expect(Object.keys({ ...Object(plain(parseJson('{"__proto__":{"x":1}}'))) })).toEqual([
    "__proto__",
  ]);
});

test("writes numbers as Python's json does, and as the reference measures them", () => {
  const numbers = parseJson(
    "[1.0,100,1e16,1e15,0.0001,1e-5,1E-7,-0,-0.0,NaN,123456789012345678901,5e-324]",
  );
  expect(pythonText(numbers)).toBe(
    "[1.0, 100, 1e+16, 1000000000000000.0, 0.0001, 1e-05, 1e-07, 0, -0.0, NaN, 123456789012345678901, 5e-324]",
  );
  expect(compactText(numbers)).toBe(
    "[1.0,100,1e+16,1000000000000000.0,0.0001,0.00001,1e-7,0,-0.0,null,123456789012345678901,5e-324]",
  );
});

test.each([
  '"\\ud800"',
  '"\ud800"',
  "01",
  "1.",
  "[1,]",
  '{"a":1,}',
  "{a:1}",
  "'a'",
  "tru",
  '"\t"',
  "",
  "1 2",
  '"\\x"',
  "-",
])("refuses %j", (text) => {
  expect(() => parseJson(text)).toThrow("not valid JSON");
});
