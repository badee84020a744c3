import type { EChartsCoreOption } from "echarts/core";
import type { Palette } from "./palette.ts";

/** A chart as ECharts takes it, with the height it needs in pixels. */
export interface Chart {
  option: EChartsCoreOption;
  height: number;
  /** Below this width the page scrolls it sideways instead of squeezing it. */
  minWidth: number;
}

/** What all charts share: type, colours, no animation, tips as text and never as HTML. */
export function base(palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    backgroundColor: palette.ground,
    color: [...palette.series],
    textStyle: { fontFamily: "system-ui, sans-serif", color: palette.text },
    tooltip: { renderMode: "richText", confine: true, textStyle: { fontSize: 12 } },
  };
}

/** Lays out a grid so that its labels stay within it. */
export const contained = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/** An axis of names. Long ones are cut; the table beside each chart has them in full. */
export function names(palette: Palette, data: string[], width = 170) {
  return {
    type: "category",
    data,
    inverse: true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.text, width, overflow: "truncate", interval: 0 },
  };
}

/** An axis of names that stand above their bars and so have the chart's whole width. */
export function namesAbove(palette: Palette, data: string[], width: number) {
  return {
    type: "category",
    data,
    inverse: true,
    z: 3,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      color: palette.text,
      inside: true,
      align: "left",
      verticalAlign: "bottom",
      padding: [0, 0, 12, 0],
      margin: 0,
      width: width - 32,
      overflow: "truncate",
      interval: 0,
    },
  };
}

/** An axis of numbers. */
export function numbers(palette: Palette, name = "") {
  return {
    type: "value",
    name,
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: { color: palette.muted },
    axisLabel: { color: palette.muted, hideOverlap: true },
    splitLine: { lineStyle: { color: palette.line } },
  };
}

/** How many lines a legend of so many names of patterns needs. */
export function legendHeight(count: number, width: number): number {
  const perLine = Math.max(1, Math.floor(width / 260));
  return 24 * Math.ceil(count / perLine) + 12;
}

export function legend(palette: Palette) {
  return {
    type: "plain",
    top: 0,
    left: 0,
    textStyle: { color: palette.text, width: 210, overflow: "truncate" },
  };
}

/** Cuts a text to a length. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
