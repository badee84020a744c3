import type { MapView, PatternView, ReportView } from "../view/report-view.ts";
import { base, columnLegend, type Chart } from "./chart.ts";
import { patternColour, patternSymbol, type Palette } from "./palette.ts";

/** The 2-D map: near means alike in behaviour; the axes have no unit. */
export function mapChart({ map, patterns }: ReportView, palette: Palette, width: number): Chart {
  const axis = {
    type: "value",
    scale: true,
    axisLabel: { show: false },
    axisTick: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.line } },
    splitLine: { show: false },
  };
  const legend = columnLegend(palette, map.groups.length, width);
  return {
    height: 440 + legend.height,
    minWidth: 320,
    option: {
      ...base(palette),
      legend: {
        ...legend.option,
        data: map.groups.map(({ pattern }) => nameOf(pattern, patterns)),
      },
      grid: { left: 12, right: 12, top: legend.height, bottom: 12 },
      xAxis: axis,
      yAxis: axis,
      series: [
        ...map.groups.map(({ pattern, points }) => ({
          type: "scatter",
          name: nameOf(pattern, patterns),
          data: points,
          symbol: patternSymbol(pattern),
          symbolSize: pattern < 0 ? 4 : 8,
          itemStyle: { color: patternColour(palette, pattern), opacity: pattern < 0 ? 0.5 : 0.8 },
        })),
        numbersOf(map, palette),
      ],
    },
  };
}

function nameOf(pattern: number, patterns: readonly PatternView[]): string {
  return pattern < 0 ? "in no pattern" : `${pattern + 1}. ${patterns[pattern]?.label ?? ""}`;
}

/** The number of each pattern beside the middle of its points. */
function numbersOf({ groups }: MapView, palette: Palette) {
  return {
    type: "scatter",
    silent: true,
    symbolSize: 0,
    z: 5,
    data: groups
      .filter(({ pattern }) => pattern >= 0)
      .map(({ pattern, points }) => ({
        value: [0, 1].map((axis) => median(points.map((point) => Number(point[axis])))),
        label: { formatter: String(pattern + 1) },
      })),
    label: {
      show: true,
      position: "top",
      distance: 10,
      color: palette.text,
      fontSize: 13,
      fontWeight: "bold",
      textBorderColor: palette.ground,
      textBorderWidth: 3,
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
