import type { ReportView } from "../view/report-view.ts";
import { figure } from "../view/words.ts";
import { base, contained, names, narrow, type Chart } from "./chart.ts";
import type { Palette } from "./palette.ts";

/** Pattern by case type: the colour is the lift, the number the runs. */
export function heatmapChart(
  { heatmap, patterns }: ReportView,
  palette: Palette,
  width: number,
): Chart {
  const shown = patterns.slice(0, 15);
  const room = width < narrow ? { width: 120, lines: 3 } : { width: 300, lines: 2 };
  return {
    height: 250 + (8 + 14 * room.lines) * Math.max(1, shown.length),
    minWidth: room.width + 40 + 44 * heatmap.case_types.length,
    option: {
      ...base(palette),
      grid: { left: 24, right: 8, top: 8, bottom: 48, ...contained },
      xAxis: {
        ...names(palette, heatmap.case_types),
        inverse: false,
        axisLabel: {
          color: palette.text,
          rotate: 50,
          interval: 0,
          fontSize: 11,
          width: 220,
          overflow: "truncate",
        },
      },
      yAxis: names(
        palette,
        shown.map(({ label }, i) => `${i + 1}. ${label}`),
        room,
      ),
      visualMap: {
        type: "piecewise",
        dimension: 2,
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemWidth: 14,
        itemGap: 22,
        textStyle: { color: palette.text },
        pieces: heatSteps.map(({ label, ...range }, i) => ({
          ...range,
          label,
          color: palette.heat[i]?.ground,
        })),
      },
      series: [
        {
          type: "heatmap",
          data: heatmap.cells
            .filter(({ pattern }) => pattern < shown.length)
            .map(({ pattern, case_type, runs, lift, certain }) => ({
              value: [case_type, pattern, lift, runs],
              label: { color: inkOf(lift, palette), fontWeight: certain ? "bold" : "normal" },
              ...(certain ? { itemStyle: { borderColor: palette.text } } : {}),
              tooltip: {
                formatter: () =>
                  `${heatmap.case_types[case_type] ?? ""}: ${runs} runs, lift ${figure(lift)}${certain ? ", beyond chance" : ""}`,
              },
            })),
          label: { show: true, formatter: "{@[3]}", fontSize: 11 },
          itemStyle: { borderColor: palette.ground, borderWidth: 2 },
        },
      ],
    },
  };
}

const heatSteps: { gte?: number; lt?: number; label: string }[] = [
  { lt: 0.5, label: "lift below 0.5" },
  { gte: 0.5, lt: 1, label: "0.5 to 1" },
  { gte: 1, lt: 2, label: "1 to 2" },
  { gte: 2, lt: 4, label: "2 to 4" },
  { gte: 4, label: "4 and more" },
];

function inkOf(lift: number, palette: Palette): string {
  const step = heatSteps.findIndex(({ lt }) => lt === undefined || lift < lt);
  return palette.heat[step]?.ink ?? palette.text;
}
