import { describe, expect, it } from "vitest";
import { labelOf, rowOf } from "../fixtures/judged.ts";
import { judgedItems, judgeProgress } from "../index.ts";

/** As many decided evals as are counted, with people's and the judge's verdict on each. */
const decided = (cells: readonly (readonly ["pass" | "fail", "pass" | "fail", number])[]) => {
  const pairs = cells.flatMap(([people, judge, count]) =>
    Array.from({ length: count }, () => ({ people, judge })),
  );
  return {
    labels: pairs.map(({ people }, index) =>
      labelOf("Ana", `run-${index}`, people, { eval_id: "e" }),
    ),
    rows: pairs.map(({ judge }, index) => rowOf(`run-${index}`, "e", judge === "pass" ? 1 : 0)),
  };
};

describe("judgeProgress", () => {
  it("counts down to thirty labels", () => {
    expect(judgeProgress({ labels: [], rows: [] })).toMatchObject({
      labels: 0,
      usable: false,
      missing: 30,
    });
    const some = judgeProgress(
      decided([
        ["pass", "pass", 14],
        ["fail", "fail", 15],
      ]),
    );
    expect(some).toMatchObject({ labels: 29, usable: false, missing: 1 });
    expect(some.summary).toContain(
      "29 of 30 labels for the judge: at least 1 more review of evals",
    );
  });

  it("lets a judge block that agrees with people on thirty evals", () => {
    const cells = decided([
      ["pass", "pass", 15],
      ["fail", "fail", 15],
    ]);
    expect(judgeProgress(cells)).toMatchObject({ usable: true, missing: 0 });
  });

  it("asks for as many more as shrink the interval to the bound, if agreement stays", () => {
    const once = [
      ["pass", "pass", 13],
      ["fail", "fail", 14],
      ["pass", "fail", 3],
    ] as const;
    const { missing = 0, usable, kappa } = judgeProgress(decided(once));
    expect(usable).toBe(false);
    expect(kappa?.estimate).toBeGreaterThan(0.6);
    expect(kappa?.low).toBeLessThan(0.6);
    // The same table, as much larger as was asked for, is enough; a tenth less is not.
    const scaled = (labels: number) =>
      decided(once.map(([a, b, count]) => [a, b, Math.round((count * labels) / 30)] as const));
    expect(judgeProgress(scaled(Math.ceil((30 + missing) / 30) * 30)).usable).toBe(true);
    expect(judgeProgress(scaled((30 + missing) * 0.85)).usable).toBe(false);
  });

  it("does not ask for more reviews of a judge that disagrees with people", () => {
    const progress = judgeProgress(
      decided([
        ["pass", "pass", 10],
        ["fail", "fail", 10],
        ["pass", "fail", 10],
      ]),
    );
    expect(progress.missing).toBeUndefined();
    expect(progress.summary).toContain("mend its prompt or the rubrics");
  });

  it("does not call a judge usable that was seen with one verdict only", () => {
    const { usable, summary } = judgeProgress(decided([["pass", "pass", 40]]));
    expect(usable).toBe(false);
    expect(summary).toContain("all verdicts are alike");
  });
});

describe("judgedItems", () => {
  const rows = [rowOf("run-1", "e1", 1)];
  const label = (name: string, verdict: "pass" | "partial" | "fail") =>
    labelOf(name, "run-1", verdict, { eval_id: "e1" });

  it("takes the majority of people, and nothing from a tie, a half or a verdict on the whole run", () => {
    const people = (...labels: ReturnType<typeof label>[]) =>
      judgedItems({ labels, rows }).map((item) => item.people);
    expect(people(label("Ana", "pass"), label("Ben", "fail"), label("Eva", "fail"))).toEqual([
      "fail",
    ]);
    expect(people(label("Ana", "pass"), label("Ben", "fail"))).toEqual([]);
    expect(people(label("Ana", "partial"))).toEqual([]);
    expect(people(labelOf("Ana", "run-1", "pass"))).toEqual([]);
  });

  it("compares with what the judge said, not with the literal checks beside it", () => {
    const literal = { type: "contains", passed: false, score: 0, reason: "" };
    const [row] = rows;
    const mixed = row && { ...row, outcome: "failed" as const, checks: [literal, ...row.checks] };
    expect(
      judgedItems({ labels: [label("Ana", "pass")], rows: mixed ? [mixed] : [] }),
    ).toMatchObject([{ judge: "pass" }]);
    const errored = row && { ...row, outcome: "errored" as const };
    expect(judgedItems({ labels: [label("Ana", "pass")], rows: errored ? [errored] : [] })).toEqual(
      [],
    );
  });
});
