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
        inspect: "Review leaves something out. First suspect in 80% of the runs.",
        where: "Spread over the population: no slice has clearly more of it.",
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
    });
    expect(view.heatmap.cells).toContainEqual({
      pattern: 1,
      case_type: 0,
      runs: 10,
      of: 50,
      lift: 2,
    });
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
    expect(view.flowAfter.nodes.map(({ label }) => label)).toContain("no pattern");
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
