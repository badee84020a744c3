import { expect, test } from "vitest";
import { labelText, literalText } from "./literal-text.ts";

test("leaves a text without template marks readable", () => {
  for (const text of ["runway of 11 months", "50% #1 “quoted”", "两个 entities", "a\nb"])
    expect(literalText(text)).toBe(text);
});

test("writes template marks so that no tag is left to find", () => {
  for (const text of [
    "{{ env.KEY }}",
    "{{ env['KEY'] }}",
    "{% if x %}",
    "{# note",
    "}} and {{ question }}",
  ]) {
    const inside = /^\{\{ "(.*)" \}\}$/.exec(literalText(text))?.[1];
    expect(inside).toBeDefined();
    expect(inside).not.toMatch(/\{\{|\{%|\{#|\}\}|%\}|#\}|env[.[]/);
  }
});

test("hides what would be loaded as a file or a package", () => {
  for (const text of ["file://evil.mjs", "package:name:export", " package:name:export"])
    expect(literalText(text)).toMatch(/^\{\{ "/);
});

test("escapes quotes, backslashes and line ends of an encoded text", () => {
  expect(literalText('{ "a\\b" }\n\t\r')).toBe(String.raw`{{ "\{ \"a\\b\" \}\n\t\r" }}`);
});

test("closes a brace before a line separator that has no escape", () => {
  expect(literalText("{\u2028")).toBe('{{ "\\}" and "\\{\u2028" }}');
});

test("encodes a label only for what a config loader would expand or load", () => {
  expect(labelText("uses {braces} and 100%")).toBe("uses {braces} and 100%");
  expect(labelText("file://x.mjs")).toBe('{{ "file://x.mjs" }}');
  expect(labelText("{{ x }}")).toBe(literalText("{{ x }}"));
});
