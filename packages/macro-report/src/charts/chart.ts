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

/** Lays out a grid as it is given, for labels that stand within it. */
export const asGiven = { outerBoundsMode: "none" };

/** Lays out a grid so that its labels stay within it. */
export const contained = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/** An axis of names. Long ones go on in the next line, as many as `lines` lets them; the rest is cut. */
export function names(palette: Palette, data: string[], { width = 170, lines = 1 } = {}) {
  // Lines break at words, so that the last few letters of each stay empty.
  const most = Math.floor((0.8 * width * lines) / letterWidth);
  return {
    type: "category",
    data,
    inverse: true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: {
      color: palette.text,
      width,
      overflow: lines > 1 ? "break" : "truncate",
      lineHeight: 14,
      interval: 0,
      formatter: (name: string) => (lines > 1 ? breakable(cut(name, most)) : name),
    },
  };
}

/** Below this width names get less room, and charts scroll. */
export const narrow = 700;

/** Pixels of a letter on average, at the size of labels. */
const letterWidth = 6.4;

/** How many lines the longest of some names needs, three at most. */
export function linesFor(data: readonly string[], width: number): number {
  const longest = Math.max(1, ...data.map(({ length }) => length));
  return Math.min(3, Math.ceil((longest * letterWidth) / (0.9 * Math.max(80, width))));
}

/** Room for a bar with its name above it, in pixels. */
export function rowHeight(data: readonly string[], width: number): number {
  return 30 + 16 * linesFor(data, width - nameMargin);
}

const nameMargin = 32;

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
      width: width - nameMargin,
      overflow: "break",
      lineHeight: 15,
      interval: 0,
      formatter: (name: string) =>
        breakable(cut(name, Math.floor((2 * (width - nameMargin)) / letterWidth))),
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

/** A legend of a few short names. */
export function legend(palette: Palette) {
  return { type: "plain", top: 0, left: 0, textStyle: { color: palette.text } };
}

const legendRow = 22;

/** A legend of long names in columns, with the height it takes. */
export function columnLegend(palette: Palette, count: number, width: number) {
  const columns = Math.max(1, Math.min(count, Math.floor(width / 380)));
  const height = legendRow * Math.ceil(count / columns);
  return {
    height: height + 12,
    option: {
      ...legend(palette),
      orient: "vertical",
      height,
      itemGap: legendRow - 14,
      itemHeight: 10,
      itemWidth: 18,
      textStyle: {
        color: palette.text,
        lineHeight: 14,
        width: Math.floor(width / columns) - 52,
        overflow: "truncate",
      },
    },
  };
}

/** Lets the joints of long names break: a space without width goes between their parts. */
export function breakable(text: string): string {
  return text.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[._])(?=[A-Za-z])/g, "\u200b");
}

/** Cuts a text to a length. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
