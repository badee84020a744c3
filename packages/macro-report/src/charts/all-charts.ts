import type { PatternView, ReportView } from "../view/report-view.ts";
import { checksChart, coverageChart, impactChart, labelChart, suspectsChart } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { flowChart } from "./flow.ts";
import { heatmapChart } from "./heatmap.ts";
import { mapChart } from "./map.ts";
import type { Palette } from "./palette.ts";
import { storyChart, swimlaneChart } from "./steps.ts";
import { timelineChart } from "./timeline.ts";

/** Patterns whose suspects, story and swimlane become files of their own. */
const closeUps = 3;

/** Every chart that has something to show, by the name of its file. */
export function allCharts(
  view: ReportView,
  palette: Palette,
  width: number,
): { name: string; chart: Chart }[] {
  const { checks, flowBefore, flowAfter, map, patterns } = view;
  return [
    { name: "coverage", chart: coverageChart(view, palette) },
    { name: "labels", chart: labelChart(view, palette) },
    ...when(checks.length > 0, "failed-rubrics", () => checksChart(view, palette)),
    ...when(flowBefore.links.length > 0, "flow-before", () =>
      flowChart(flowBefore, palette, width),
    ),
    ...when(flowAfter.links.length > 0, "flow-after", () => flowChart(flowAfter, palette, width)),
    ...when(patterns.length > 0, "impact", () => impactChart(view, palette, width)),
    ...when(map.groups.length > 0, "map", () => mapChart(view, palette, width)),
    ...when(patterns.length > 0, "heatmap", () => heatmapChart(view, palette, width)),
    { name: "drift", chart: timelineChart(view, palette, width) },
    ...patterns
      .slice(0, closeUps)
      .flatMap((pattern, i) => closeUp(pattern, { rank: i + 1, palette, width })),
  ];
}

function closeUp(
  pattern: PatternView,
  { rank, palette, width }: { rank: number; palette: Palette; width: number },
) {
  const { agentFlow, suspects } = pattern;
  const { story = [], window = [] } = pattern.example ?? {};
  return [
    ...when(suspects.length > 0, `suspects-${rank}`, () => suspectsChart(pattern, palette, width)),
    ...when(story.length > 0, `story-${rank}`, () => storyChart(story, palette)),
    ...when(window.length > 0, `swimlane-${rank}`, () => swimlaneChart(window, palette, width)),
    ...when(agentFlow.links.length > 0, `agents-${rank}`, () =>
      flowChart(agentFlow, palette, width),
    ),
  ];
}

function when(shown: boolean, name: string, draw: () => Chart): { name: string; chart: Chart }[] {
  return shown ? [{ name, chart: draw() }] : [];
}
