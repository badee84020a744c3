import { describe, expect, it } from "vitest";
import { labelOf, rowOf } from "../fixtures/judged.ts";
import { reviewable } from "../fixtures/reviewable.ts";
import { describeRank, orderRuns } from "../index.ts";

const order = (options: Parameters<typeof orderRuns>[0]) =>
  orderRuns(options).map(({ item }) => item.run.trace_label);

describe("orderRuns", () => {
  const same = { question: "How long does the cash last?", answer: "Eleven months of runway." };
  const runs = ["a", "b", "c"].map((label) => reviewable(label, same));

  it("keeps the order of labels when nothing tells runs apart", () => {
    expect(order({ runs: runs.toReversed(), labels: [] })).toEqual(["a", "b", "c"]);
  });

  it("puts runs first on which people differ, or a person and the judge", () => {
    const people = [labelOf("Ana", "c", "pass"), labelOf("Ben", "c", "fail")];
    expect(order({ runs, labels: people })[0]).toBe("c");
    const person = [labelOf("Ana", "b", "pass", { eval_id: "e" })];
    const rows = ["a", "b", "c"].map((label) => rowOf(label, "e", 0));
    expect(order({ runs, labels: person, rows })[0]).toBe("b");
    const [first] = orderRuns({ runs, labels: people });
    expect(first && describeRank(first)).toContain("verdicts on it differ");
  });

  it("puts runs before others that are like what was reviewed", () => {
    const stranger = reviewable("d", {
      question: "Which certificates are there?",
      answer: "Type I is complete, Type II in progress.",
    });
    const ranked = orderRuns({
      runs: [...runs.slice(1), stranger],
      reviewed: runs.slice(0, 1),
      labels: [],
    });
    expect(ranked.map(({ item }) => item.run.trace_label)).toEqual(["d", "b", "c"]);
    expect(ranked[0]?.novelty).toBeGreaterThan(0.8);
    expect(ranked[1]?.novelty).toBe(0);
  });

  it("puts a run first whose verdict the judge could not foretell, and last what others have decided", () => {
    const rows = [rowOf("a", "e", 1), rowOf("b", "e", 0.5), rowOf("c", "e", 0.5)];
    expect(order({ runs, labels: [], rows })).toEqual(["b", "c", "a"]);
    expect(order({ runs, labels: [labelOf("Ana", "b", "pass")], rows })).toEqual(["c", "b", "a"]);
  });
});
