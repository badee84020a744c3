import { expect, test } from "vitest";
import { compilePattern } from "./pattern.ts";

function found(pattern: string, text: string): string[] {
  const compiled = compilePattern(pattern);
  const texts = [...compiled.matches(text)].map(([start, end]) => text.slice(start, end));
  expect(compiled.test(Buffer.from(text))).toBe(texts.length > 0);
  return texts;
}

// Each result is what Python's re.finditer gives.
test.each<[pattern: string, text: string, matches: string[]]>([
  ["a*", "baac", ["", "aa", "", ""]],
  ["a*?", "aa", ["", "a", "", "a", ""]],
  ["|a", "aa", ["", "a", "", "a", ""]],
  ["(?P<word>\\w+) \\w", "naïve 日本 x", ["naïve 日", "本 x"]],
  ["\\d+", "٣4 x5", ["٣4", "5"]],
  ["(?a)\\d+", "٣4 x5", ["4", "5"]],
  ["[^\\W\\d_]+", "é1ab_", ["é", "ab"]],
  ["\\s", "a\u2028b\u0085c\u001cd", ["\u2028", "\u0085", "\u001c"]],
  ["a.c", "a\rc a\u2028c", ["a\rc", "a\u2028c"]],
  ["x{,2}", "xxx", ["xx", "x", ""]],
  ["x{,}y", "xxy", ["xxy"]],
  ["x{a}", "x{a}", ["x{a}"]],
  ["[]a]+", "a]b", ["a]"]],
  ["[a\\-z]+", "a-z", ["a-z"]],
  ["\\x41\\u0042\\U00000043\\103\\0", "ABCC\u0000", ["ABCC\u0000"]],
  ["(?i)straße|k", "STRAßE \u212a", ["STRAßE", "\u212a"]],
  ["(?i)i", "I\u0130\u0131", ["I", "\u0130", "\u0131"]],
  ["(?x) a  b # both\n c", "abc", ["abc"]],
  ["(?i:A)b", "ab AB", ["ab"]],
  ["a(?#note)b", "ab", ["ab"]],
  ["c$", "abc", ["c"]],
  ["\\Aa|c\\Z", "aac", ["a", "c"]],
  ["(?<=b)a", "ba a", ["a"]],
  ["[😀-😂]", "x😁y", ["😁"]],
  ["", "😀", ["", ""]],
])("%j in %j", (pattern, text, matches) => {
  expect(found(pattern, text)).toEqual(matches);
});

test.each([
  ["(a", "subpattern"],
  ["a)", "unbalanced"],
  ["*a", "nothing to repeat"],
  ["a**", "multiple repeat"],
  ["^*", "nothing to repeat"],
  ["[b-a]", "range"],
  ["[a", "unterminated"],
  ["\\q", "bad escape"],
  ["a{3,2}", "least"],
  ["(?P<a>x)(?P<a>y)", "one name"],
  ["a(?i)b", "start"],
  ["(?=a)", "linear time"],
  ["(a)\\1", "linear time"],
  ["(?P<a>x)(?P=a)", "linear time"],
  ["(?>a)", "linear time"],
  ["a++", "linear time"],
  ["a\\", "backslash"],
])("refuses %j and says why", (pattern, reason) => {
  expect(() => compilePattern(pattern)).toThrow(reason);
});

test("patterns that make backtracking engines hang take no time", () => {
  const started = performance.now();
  expect(found("(a+)+$", `${"a".repeat(20_000)}b`)).toEqual([]);
  expect(found("(?:a|a)*?c", "a".repeat(2_000))).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});
