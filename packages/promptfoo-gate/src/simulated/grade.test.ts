import { describe, expect, it } from "vitest";
import { verdictCases } from "./fixtures/verdict-cases.ts";
import { grade } from "./grade.ts";

describe("grade", () => {
  for (const { rubric, answers } of verdictCases)
    it.each(answers)(`gives %s for %j under: ${rubric.slice(0, 70)}`, (verdict, answer) => {
      const result = grade({ rubric, answer });
      expect([result.pass ? "pass" : "fail", result.reason]).toEqual([verdict, result.reason]);
    });
});
