import type { ReportView } from "../view/report-view.ts";
import { percent } from "../view/words.ts";
import { base, columnLegend, contained, numbers, type Chart } from "./chart.ts";
import { patternColour, patternSymbol, type Palette } from "./palette.ts";

/** Shares over time, with the windows that behave otherwise shaded. */
export function timelineChart(
  { timeline, patterns }: ReportView,
  palette: Palette,
  width: number,
): Chart {
  const { bins, failed, series, windows } = timeline;
  const labels = bins.map(({ date, first_run }) => date || first_run);
  const legend = columnLegend(palette, series.length + 1, width);
  const top = legend.height + 18;
  return {
    height: 300 + top,
    minWidth: 480,
    option: {
      ...base(palette),
      tooltip: {
        ...tip,
        trigger: "axis",
        valueFormatter: (value: unknown) =>
          typeof value === "number" ? percent(value) : "no label",
      },
      legend: legend.option,
      grid: { left: 8, right: 20, top, bottom: 40, ...contained },
      xAxis: {
        type: "category",
        data: bins.map((_, i) => String(i)),
        boundaryGap: false,
        name: "runs in time order",
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: { color: palette.muted },
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: {
          color: palette.muted,
          hideOverlap: true,
          alignMinLabel: "left",
          alignMaxLabel: "right",
          formatter: (_: string, i: number) => labels[i] ?? "",
        },
      },
      yAxis: {
        ...numbers(palette),
        axisLabel: { color: palette.muted, formatter: (value: number) => percent(value) },
      },
      series: [
        {
          type: "line",
          name: "failed their evals",
          data: failed,
          symbol: "none",
          lineStyle: { color: palette.muted, type: "dashed", width: 1.5 },
          itemStyle: { color: palette.muted },
          markArea: {
            itemStyle: { color: palette.bad, opacity: 0.14 },
            label: { color: palette.bad, position: "top" },
            data: windows.map(({ from, to, label }) => [
              { name: label, xAxis: from },
              { xAxis: to },
            ]),
          },
        },
        ...series.map(({ pattern, share }) => ({
          type: "line",
          name: `${pattern + 1}. ${patterns[pattern]?.label ?? ""}`,
          data: share,
          symbol: patternSymbol(pattern),
          symbolSize: 5,
          lineStyle: { color: patternColour(palette, pattern), width: 2 },
          itemStyle: { color: patternColour(palette, pattern) },
        })),
      ],
    },
  };
}

const tip = { renderMode: "richText", confine: true, textStyle: { fontSize: 12 } };
