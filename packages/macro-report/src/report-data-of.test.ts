import { expect, it } from "vitest";
import { reportDataOf, type ReportSources } from "./report-data-of.ts";
import { ReportData } from "./report-data.ts";

const sources: ReportSources = {
  analysis: {
    patterns: [{ id: "p", label: "p", trace_count: 1, prevalence: 0.5, severity: 3, impact: 1.5 }],
    slices: [],
    drift: [],
    assignments: [
      { run_id: "a", pattern_id: "p", case_type: "plain", troubled: true },
      { run_id: "b", pattern_id: null, case_type: "plain", troubled: false },
    ],
    suspects: [{ run_id: "a", rank: 1, event_id: "e1", score: 3 }],
    documents: [{ run_id: "a", text: "what a did" }],
    coverage: { labelled: 1, notes: ["1 run has no label."] },
    starts: { a: "2026-01-01T00:00:00Z" },
  },
  endings: new Map([["a", { run_outcome: "blocked", primary_failure_marker: "SUPPLY_SHORT" }]]),
  labels: new Map([
    ["b", { promptfoo_pass: true, promptfoo_failed_checks: [], promptfoo_primary_finding: "none" }],
  ]),
  examples: [{ trace: { run_id: "a" }, events: [{ event_id: "e1" }] }],
  places: [{ run_id: "a", x: 1, y: 2 }],
  problems: [],
  resultRows: 3,
  models: { simulated: null },
};

it("joins an analysis with labels, endings, places and steps by run", () => {
  const data = ReportData.parse(reportDataOf(sources));
  expect(data.runs).toMatchObject([
    {
      run_id: "a",
      run_outcome: "blocked",
      eval_finding: "marker: SUPPLY SHORT",
      promptfoo_pass: null,
      x: 1,
      y: 2,
    },
    { run_id: "b", run_outcome: "unknown", eval_finding: "none", promptfoo_pass: true },
  ]);
  expect(data.input).toMatchObject({
    result_rows: 3,
    analysable_runs: 2,
    considered_runs: 1,
    labelled_runs: 1,
  });
  expect(data.traces).toMatchObject([
    {
      run_id: "a",
      pattern_id: "p",
      document: "what a did",
      suspects: [{ event_id: "e1", rank: 1 }],
    },
  ]);
});
