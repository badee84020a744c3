import { describe, expect, it } from "vitest";
import { seededRandom } from "@loopwright/core/statistics";
import { labelOf } from "../fixtures/judged.ts";
import { latestLabels, reviewerAgreement } from "../index.ts";

const agree = (labels: Parameters<typeof reviewerAgreement>[0]["labels"]) =>
  reviewerAgreement({ labels, random: seededRandom("agreement") });

const table = (cells: readonly (readonly ["pass" | "fail", "pass" | "fail", number])[]) =>
  cells
    .flatMap(([a, b, count]) => Array.from({ length: count }, () => [a, b] as const))
    .flatMap(([a, b], index) => [
      labelOf("Ana", `run-${index}`, a),
      labelOf("Ben", `run-${index}`, b),
    ]);

describe("reviewerAgreement", () => {
  it("gives the textbook's fifty grant proposals kappa 0.4, with an interval around it", () => {
    // Two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
    const { pairs, shared } = agree(
      table([
        ["pass", "pass", 20],
        ["pass", "fail", 5],
        ["fail", "pass", 10],
        ["fail", "fail", 15],
      ]),
    );
    expect(shared).toBe(50);
    expect(pairs).toMatchObject([{ reviewers: ["Ana", "Ben"], shared: 50 }]);
    expect(pairs[0]?.kappa.estimate).toBeCloseTo(0.4, 10);
    expect(pairs[0]?.kappa.low).toBeLessThan(0.4);
    expect(pairs[0]?.kappa.high).toBeGreaterThan(0.4);
  });

  it("gives Krippendorff's twelve news items by two observers alpha 0.095", () => {
    // Krippendorff, "Computing Krippendorff's alpha-reliability", 2011, part A: ten units, binary data.
    const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    const labels = first.flatMap((value, index) => [
      labelOf("Ana", `run-${index}`, value === 1 ? "pass" : "fail"),
      labelOf("Ben", `run-${index}`, second[index] === 1 ? "pass" : "fail"),
    ]);
    const { alpha } = agree(labels);
    expect(alpha.nominal.estimate).toBeCloseTo(0.095, 3);
    expect(alpha.nominal.low).toBeLessThanOrEqual(alpha.nominal.estimate);
    expect(agree(labels)).toEqual(agree(labels));
  });

  it("counts a half as nearer to both ends than the ends are to each other", () => {
    const near = [
      labelOf("Ana", "run-1", "pass"),
      labelOf("Ben", "run-1", "partial"),
      labelOf("Ana", "run-2", "fail"),
      labelOf("Ben", "run-2", "fail"),
      labelOf("Ana", "run-3", "pass"),
      labelOf("Ben", "run-3", "pass"),
    ];
    const far = near.map((one) =>
      one.verdict === "partial" ? { ...one, verdict: "fail" as const } : one,
    );
    expect(agree(near).alpha.ordinal.estimate).toBeGreaterThan(agree(far).alpha.ordinal.estimate);
  });

  it("queues what people decided differently, the farthest apart first", () => {
    const { disagreements } = agree([
      labelOf("Ana", "run-1", "pass"),
      labelOf("Ben", "run-1", "partial", { note: "one caveat is missing" }),
      labelOf("Ana", "run-2", "fail", { eval_id: "e1" }),
      labelOf("Ben", "run-2", "pass", { eval_id: "e1" }),
      labelOf("Ana", "run-3", "pass"),
      labelOf("Ben", "run-3", "pass"),
      labelOf("Ana", "run-4", "fail"),
    ]);
    expect(disagreements.map(({ eval_id, spread }) => [eval_id, spread])).toEqual([
      ["e1", 2],
      [undefined, 1],
    ]);
    expect(disagreements[1]?.verdicts[1]).toEqual({
      reviewer: "Ben",
      verdict: "partial",
      note: "one caveat is missing",
    });
  });

  it("knows nothing of people who share no run", () => {
    const alone = agree([labelOf("Ana", "run-1", "pass"), labelOf("Ben", "run-2", "pass")]);
    expect(alone).toMatchObject({ shared: 0, pairs: [], disagreements: [] });
    expect(alone.alpha.nominal.estimate).toBeNaN();
    expect(alone.reviewers).toEqual([
      { name: "Ana", labels: 1 },
      { name: "Ben", labels: 1 },
    ]);
  });
});

describe("latestLabels", () => {
  it("counts a person's last word on each run and eval", () => {
    const labels = [
      labelOf("Ana", "run-1", "fail", { minute: 5 }),
      labelOf("Ana", "run-1", "pass", { minute: 1 }),
      labelOf("Ana", "run-1", "pass", { minute: 2, eval_id: "e1" }),
      labelOf("Ben", "run-1", "partial", { minute: 3 }),
    ];
    expect(latestLabels(labels).map(({ reviewer, verdict }) => [reviewer, verdict])).toEqual([
      ["Ana", "fail"],
      ["Ana", "pass"],
      ["Ben", "partial"],
    ]);
  });
});
