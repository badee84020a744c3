import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from "echarts";
import type { StepView } from "../view/report-view.ts";
import { base, contained, marginFor, names, narrow, type Chart } from "./chart.ts";
import { wrapped } from "./labels.ts";
import type { Palette } from "./palette.ts";

/** Steps around the first suspect, one lane an agent. Columns are steps, not seconds. */
export function swimlaneChart(steps: readonly StepView[], palette: Palette, width: number): Chart {
  const lanes = [...new Set(steps.map(({ agent }) => agent))];
  return {
    height: 70 + 44 * Math.max(1, lanes.length),
    minWidth: width < narrow ? 640 : 760,
    option: {
      ...base(palette),
      grid: { left: marginFor(lanes), right: 16, top: 8, bottom: 44, ...contained },
      xAxis: {
        type: "category",
        data: steps.map(({ step }) => String(step)),
        name: "step of the run",
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: { color: palette.muted },
        axisLabel: { color: palette.muted, interval: 0 },
        axisLine: { lineStyle: { color: palette.line } },
      },
      yAxis: {
        ...names(
          palette,
          lanes,
          width < narrow ? { width: 130, lines: 2 } : { width: 230, lines: 1 },
        ),
        splitLine: { show: true, lineStyle: { color: palette.line } },
      },
      series: [
        {
          type: "custom",
          encode: { x: 0, y: 1 },
          data: steps.map((step, i) => [i, lanes.indexOf(step.agent)]),
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) => describe(steps[dataIndex]),
          },
          renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
            const size = api.size?.([1, 1]);
            const boxWidth = Math.min(64, (Array.isArray(size) ? (size[0] ?? 30) : 30) - 6);
            return stepBox({
              step: steps[params.dataIndex],
              x: x - boxWidth / 2,
              y: y - 14,
              width: boxWidth,
              height: 28,
              palette,
            });
          },
        },
      ],
    },
  };
}

interface Box {
  step: StepView | undefined;
  x: number;
  y: number;
  width: number;
  height: number;
  palette: Palette;
}

function stepBox({ step, x, y, width, height, palette }: Box) {
  const mark = markOf(step);
  return {
    type: "rect" as const,
    shape: { x, y, width, height, r: 4 },
    style: {
      fill: colourOf(step, palette),
      stroke: palette.text,
      lineWidth: step && step.suspect === 1 ? 2.5 : 0,
    },
    textContent: {
      style: { text: mark, fill: palette.ground, fontSize: 10, fontWeight: "bold" as const },
    },
    textConfig: { position: "inside" as const },
  };
}

function colourOf(step: StepView | undefined, palette: Palette): string {
  if (!step) return palette.quiet;
  if (step.suspect > 0) return step.suspect === 1 ? palette.bad : palette.warn;
  if (step.failure) return palette.series[4] ?? palette.accent;
  return step.kind === "function" ? palette.accent : palette.muted;
}

/** S1: first suspect; F: mark of failure; else a short word for its kind. */
function markOf(step: StepView | undefined): string {
  if (!step) return "";
  if (step.suspect > 0) return `S${step.suspect}`;
  if (step.failure) return "F";
  return kindWords[step.kind] ?? step.kind.slice(0, 6);
}

const kindWords: Readonly<Record<string, string>> = {
  agent: "start",
  function: "tool",
  handoff: "hand",
  response: "model",
  status: "status",
  guardrail: "guard",
  finding: "note",
};

function describe(step: StepView | undefined): string {
  return step ? `step ${step.step}: ${step.agent} ${step.what}` : "";
}

/** The way from the first suspect to the mark of failure, as a row of boxes. The page draws it as a list. */
export function storyChart(steps: readonly StepView[], palette: Palette): Chart {
  return {
    height: 150,
    minWidth: 230 * steps.length,
    option: {
      ...base(palette),
      grid: { left: 8, right: 8, top: 8, bottom: 8 },
      xAxis: { type: "category", data: steps.map((_, i) => String(i)), show: false },
      yAxis: { type: "value", min: 0, max: 1, show: false },
      series: [
        {
          type: "custom",
          data: steps.map((_, i) => [i, 0.5]),
          renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
            const size = api.size?.([1, 1]);
            const width = (Array.isArray(size) ? (size[0] ?? 160) : 160) - 24;
            const step = steps[params.dataIndex];
            return storyBox({ step, x: x - width / 2, y: y - 50, width, height: 100, palette });
          },
        },
      ],
    },
  };
}

function storyBox({ step, x, y, width, height, palette }: Box) {
  const room = { width: width - 16, lines: 2 };
  const lines = step
    ? [placeOf(step), wrapped(step.agent, { ...room, lines: 1 }), wrapped(step.what, room)]
    : [];
  return {
    type: "rect" as const,
    shape: { x, y, width, height, r: 6 },
    style: { fill: palette.ground, stroke: colourOf(step, palette), lineWidth: 2 },
    textContent: {
      style: {
        text: lines.join("\n"),
        fill: palette.text,
        fontSize: 12,
        lineHeight: 20,
        align: "center" as const,
      },
    },
    textConfig: { position: "inside" as const },
  };
}

function placeOf({ step, suspect, failure }: StepView): string {
  if (suspect === 1) return `step ${step}: inspect first`;
  if (suspect > 0) return `step ${step}: suspect ${suspect}`;
  return failure ? `step ${step}: mark of failure` : `step ${step}`;
}
