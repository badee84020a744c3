import { describe, expect, it } from "vitest";
import { smallReport } from "./fixtures/small-report.ts";
import { renderCharts } from "./render-charts.ts";

describe("charts in plain Node", () => {
  const charts = renderCharts(smallReport);

  it("are drawn for everything there is to show", () => {
    expect(charts.map(({ name }) => name)).toEqual([
      "coverage",
      "labels",
      "failed-rubrics",
      "flow-before",
      "flow-after",
      "impact",
      "map",
      "heatmap",
      "drift",
      "suspects-1",
      "story-1",
      "swimlane-1",
      "agents-1",
      "suspects-2",
    ]);
    for (const { svg } of charts) expect(svg).toMatch(/^<svg [^]*<path [^]*<\/svg>$/);
  });

  it("write names as text and not as markup", () => {
    const impact = charts.find(({ name }) => name === "impact")?.svg;
    expect(impact).toContain("Review &lt;b&gt;skipped&lt;/b&gt;");
    expect(impact).not.toContain("<b>");
  });

  it("come out the same each time, and darker on request", () => {
    expect(renderCharts(smallReport)).toEqual(charts);
    expect(renderCharts(smallReport, { scheme: "dark" })[0]?.svg).toContain("#171b24");
  });

  it("are left out where there is nothing to show", () => {
    const bare = renderCharts({ ...smallReport, patterns: [], drift: [], traces: [], slices: [] });
    expect(bare.map(({ name }) => name)).not.toContain("impact");
  });

  it("are refused with the key that is wrong", () => {
    const wrong = { ...smallReport, runs: [{ ...smallReport.runs[0], run_id: 7 }] };
    // @ts-expect-error a caller without types
    expect(() => renderCharts(wrong)).toThrow("report data: runs.0.run_id");
  });
});
