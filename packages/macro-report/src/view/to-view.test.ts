import { describe, expect, it } from "vitest";
import { smallReport } from "../fixtures/small-report.ts";
import { ReportData } from "../report-data.ts";
import { toView } from "./to-view.ts";

const view = toView(ReportData.parse(smallReport));

describe("the answer", () => {
  it("names the weightiest patterns, where they are and what to inspect", () => {
    expect(view.answer.patterns).toMatchObject([
      {
        label: "Routing.commit ahead of Supply.check",
        size: "20 of 100 runs (20%), mean severity 2 of 3",
        where:
          "Most concentrated in region: north west: 15 of its 25 runs, 3 times the usual share.",
        inspect: "Routing · commit, too early. First suspect in 95% of the runs.",
        why: "it came before the check",
        doubt: "",
      },
      {
        inspect: "Review · what it leaves out. First suspect in 80% of the runs.",
        where:
          "Most concentrated in case type: hard order: 10 of its 50 runs, 2 times the usual share.",
        doubt: "Unstable: it changes when a fifth of the runs is left out.",
      },
    ]);
  });

  it("says since when runs behave otherwise, and in what", () => {
    expect(view.answer.drift).toEqual([
      "From run-40 to run-59, 2026-01-03 to 2026-01-04: 20 runs (20%) behave otherwise than the rest (p 0.010)." +
        " What differs most: Shadow.dispatch, in 90% of these runs and 0% of the others." +
        " Most frequent pattern inside: Routing.commit ahead of Supply.check (4 runs).",
    ]);
  });

  it("says so when nothing repeats", () => {
    const quiet = toView(ReportData.parse({ ...smallReport, patterns: [], drift: [], traces: [] }));
    expect(quiet.answer.headline).toBe(
      "100 runs analysed, 40 with signs of trouble. No behaviour repeats more often than chance allows: nothing to open first.",
    );
    expect(quiet.answer.drift).toEqual([]);
  });

  it("says so when a pattern is everywhere alike, and when the runs were", () => {
    const even = toView(ReportData.parse({ ...smallReport, slices: [] }));
    expect(even.answer.patterns[0]?.where).toBe(
      "Spread over the population: no slice has clearly more of it.",
    );
    expect(even.answer.period).toBe("2026-01-01 to 2026-01-05");
  });
});

describe("the counts", () => {
  it("part the runs of each case type", () => {
    expect(view.cases).toEqual([
      { case_type: "hard order", assigned: 20, unassigned: 0, healthy: 30 },
      { case_type: "plain order", assigned: 10, unassigned: 10, healthy: 30 },
    ]);
    expect(view.labels).toEqual({ passed: 50, failed: 40, unlabelled: 10 });
    expect(view.checks).toEqual([{ name: "routing specialists", runs: 40 }]);
  });

  it("carry every problem of the input, counted by kind", () => {
    expect(view.input.problems).toEqual([
      {
        kind: "missing bundle",
        count: 2,
        examples: [
          "trace_results.jsonl:7: run r7 has no bundle",
          "trace_results.jsonl:9: run r9 has no bundle",
        ],
      },
    ]);
  });

  it("give each pattern's lift within a case type", () => {
    expect(view.heatmap.cells).toContainEqual({
      pattern: 0,
      case_type: 0,
      runs: 10,
      of: 50,
      lift: 1,
      certain: false,
    });
    expect(view.heatmap.cells).toContainEqual({
      pattern: 1,
      case_type: 0,
      runs: 10,
      of: 50,
      lift: 2,
      certain: true,
    });
  });

  it("show two slices of the same runs once", () => {
    expect(view.patterns[0]?.slices.map(({ slice }) => slice)).toEqual(["region: north west"]);
  });

  it("keep the order of runs out of the view", () => {
    const turned = { ...smallReport, runs: smallReport.runs.toReversed() };
    expect(toView(ReportData.parse(turned))).toEqual(view);
  });
});

describe("a flow", () => {
  it("has the pattern as a further column after clustering", () => {
    expect(view.flowBefore.columns).toEqual(["case type", "run outcome", "eval finding"]);
    expect(view.flowAfter.columns.at(-1)).toBe("behaviour pattern");
    expect(view.flowAfter.nodes.map(({ label }) => label)).toContain("in no pattern");
  });

  it("unrolls agents that hand over to each other, so that every link leads onward", () => {
    const flow = view.patterns[0]?.agentFlow;
    const columnOf = new Map(flow?.nodes.map(({ id, column }) => [id, column]));
    expect(
      flow?.links.map(({ from, to }) => (columnOf.get(to) ?? 0) - (columnOf.get(from) ?? 0)),
    ).toEqual([1, 1, 1, 1, 1, 1]);
    expect(flow?.nodes.filter(({ label }) => label === "Desk")).toHaveLength(4);
  });
});

describe("how far to trust it", () => {
  it("is unknown when nobody measured it, and held against its targets when somebody did", () => {
    expect(view.accuracy).toBeNull();
    const measures = [
      { name: "found", median: 0.95, worst: 0.8, target: 0.9, direction: "at_least" },
      { name: "leaks", median: 0.2, worst: 0.3, target: 0.15, direction: "at_most" },
    ];
    const accuracy = { populations: "ten", source: "a bench", measures };
    expect(toView(ReportData.parse({ ...smallReport, accuracy })).accuracy?.measures).toEqual([
      { name: "found", median: "0.95", worst: "0.8", target: "at least 0.9", met: true },
      { name: "leaks", median: "0.2", worst: "0.3", target: "at most 0.15", met: false },
    ]);
  });
});

describe("a suspect", () => {
  it("has the evidence against it, and is told apart from a hand-over", () => {
    const [first] = view.patterns[0]?.suspects ?? [];
    expect(first).toMatchObject({
      name: "Routing · commit, too early",
      because: "it came before the check",
    });
    const suspects = [
      { agent: "Routing", tool: "Desk", kind: "omission", mean_score: 1, coverage: 1 },
      { agent: "Routing", tool: "Desk", kind: "step", mean_score: 1, coverage: 0 },
    ];
    const patterns = [{ ...ReportData.parse(smallReport).patterns[0], suspects }];
    const shown = toView(ReportData.parse({ ...smallReport, patterns })).patterns[0]?.suspects;
    expect(shown?.map(({ name }) => name)).toEqual([
      "Routing · what it leaves out by its last step, hand-over to Desk",
      "Routing · hand-over to Desk",
    ]);
  });
});

describe("an example run", () => {
  it("is told from the first suspect to the mark of failure", () => {
    expect(
      view.patterns[0]?.example?.story.map(({ step, suspect, failure }) => [
        step,
        suspect,
        failure,
      ]),
    ).toEqual([
      [4, 1, false],
      [6, 2, false],
      [7, 0, true],
    ]);
  });
});
