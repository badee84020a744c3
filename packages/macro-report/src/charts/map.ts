import type { ReportView } from "../view/report-view.ts";
import { base, cut, legend, legendHeight, type Chart } from "./chart.ts";
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
  const top = legendHeight(map.groups.length, width);
  return {
    height: 420 + top,
    minWidth: 320,
    option: {
      ...base(palette),
      legend: legend(palette),
      grid: { left: 12, right: 12, top, bottom: 12 },
      xAxis: axis,
      yAxis: axis,
      series: map.groups.map(({ pattern, points }) => ({
        type: "scatter",
        name:
          pattern < 0 ? "no pattern" : cut(`${pattern + 1}. ${patterns[pattern]?.label ?? ""}`, 44),
        data: points,
        symbol: patternSymbol(pattern),
        symbolSize: pattern < 0 ? 4 : 7,
        itemStyle: { color: patternColour(palette, pattern), opacity: pattern < 0 ? 0.5 : 0.8 },
      })),
    },
  };
}
