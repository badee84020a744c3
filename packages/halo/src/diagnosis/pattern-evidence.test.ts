import type { BehaviorPattern } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { oneTurn } from "../fixtures/one-turn.ts";
import { addPatterns, buildContext, createVerifier, diagnoseRuns } from "../index.ts";

const turn = oneTurn();
const runIds = turn.runs.slice(1, 4).map((run) => run.trace_id);
const pattern: BehaviorPattern = {
  id: "p-4c1d",
  label: "the analyst answers before it has compared the exports",
  trace_count: 40,
  prevalence: 0.2,
  owner: "analyst",
  summary: "Answers rest on one file.",
  evidence: [
    { text: "no second file is opened", inside: 38, inside_of: 40, outside: 9, outside_of: 160 },
  ],
  run_ids: [...runIds, "a-run-of-another-day"],
};
const raw = { ...turn, patterns: [pattern] };
const { recommendations } = diagnoseRuns({ context: buildContext(raw), harness: turn.harness });
const found = recommendations.find(({ title }) => title.includes(pattern.label));

function verified(change: (text: string) => string) {
  const given = JSON.parse(change(JSON.stringify([found])));
  return createVerifier(raw)(given).problems.map(({ reason }) => reason);
}

describe("patterns of macro evals", () => {
  it("become findings that cite them, with the number of their runs", () => {
    expect(found?.claims[0]).toMatchObject({
      about: "p-4c1d",
      evidence: [{ ref: "pattern:p-4c1d", quote: pattern.label, count: 40 }],
    });
    expect(found?.change).toContain("3 of them among those diagnosed here");
    expect(verified((text) => text)).toEqual([]);
  });

  it.each([
    ["a wrong count", (text: string) => text.replace('"count":40', '"count":41'), /41 was claimed/],
    ["an unknown id", (text: string) => text.replaceAll("p-4c1d", "p-4c1e"), /no such thing/],
    [
      "words that it does not hold",
      (text: string) => text.replaceAll("compared", "read"),
      /not a quote/,
    ],
    [
      "a run that is none of its own",
      (text: string) => text.replace('"about":"p-4c1d"', `"about":"${turn.runs[0]?.trace_id}"`),
      /does not concern/,
    ],
    [
      "a filter, which it cannot have",
      (text: string) => text.replace('"count":40', '"count":40,"filter":{"name":"x"}'),
      /without a filter/,
    ],
  ])("are refused with %s", (_what, change, reason) => {
    expect(verified(change).join("\n")).toMatch(reason);
  });

  it("may be cited about one of their runs", () => {
    const about = (text: string) => text.replace('"about":"p-4c1d"', `"about":"${runIds[0]}"`);
    expect(verified(about)).toEqual([]);
  });

  it("stay an insight when none of their runs is among those diagnosed", () => {
    const elsewhere = { ...pattern, run_ids: ["a-run-of-another-day"] };
    const context = buildContext({ ...turn, patterns: [elsewhere] });
    const diagnosis = diagnoseRuns({ context, harness: turn.harness });
    expect(JSON.stringify(diagnosis.recommendations)).not.toContain("p-4c1d");
    expect(diagnosis.insights.traces.join("\n")).toContain("p-4c1d");
  });

  it("take the place of those that a context held before, and share one trace", () => {
    const context = buildContext(raw);
    const other = { ...pattern, id: "p-0000" };
    const again = addPatterns({ context, patterns: [other, { ...other, id: "p-1111" }] });
    const spans = again.filter((span) => span.name === "macro_eval.pattern");
    expect(spans.map((span) => span.attributes["pattern.id"])).toEqual(["p-0000", "p-1111"]);
    expect(new Set(spans.map((span) => span.trace_id)).size).toBe(1);
    expect(again.length).toBe(context.length + 1);
    expect(() => addPatterns({ context, patterns: [other, other] })).toThrow(
      /pattern id p-0000: given more than once/,
    );
  });
});
