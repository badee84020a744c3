import type { EChartsCoreOption } from "echarts/core";
import { linesOf, wrapped, type LabelRoom } from "./labels.ts";
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

/** Left margin beside an axis of names: without a browser their width is guessed, and wide faces need more. */
export function marginFor(data: readonly string[]): number {
  return 8 + Math.ceil(Math.max(0, ...data.map(({ length }) => Math.min(length, 40))) * 0.9);
}

/** Below this width names get less room, and charts scroll. */
export const narrow = 700;

/** An axis of names, each in as many lines as its room has. */
export function names(
  palette: Palette,
  data: string[],
  room: LabelRoom = { width: 170, lines: 1 },
) {
  return {
    type: "category",
    data,
    inverse: true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: {
      color: palette.text,
      lineHeight: 14,
      interval: 0,
      formatter: (name: string) => wrapped(name, room),
    },
  };
}

/** The whole width of a chart, for names that stand above their bars. */
function roomAbove(width: number): LabelRoom {
  return { width: width - 32, lines: 3 };
}

/** Room for a bar with its name above it, in pixels. */
export function rowHeight(data: readonly string[], width: number): number {
  return 30 + 15 * linesOf(data, roomAbove(width));
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
      lineHeight: 15,
      interval: 0,
      formatter: (name: string) => wrapped(name, roomAbove(width)),
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
  return { type: "plain", top: 0, left: 0, itemGap: 22, textStyle: { color: palette.text } };
}

const legendRow = 22;

/** A legend of long names in columns, with the height it takes. */
export function columnLegend(palette: Palette, count: number, width: number) {
  const columns = Math.max(1, Math.min(count, Math.floor(width / 380)));
  const height = legendRow * Math.ceil(count / columns);
  const room = { width: Math.floor(width / columns) - 48, lines: 1 };
  return {
    height: height + 12,
    option: {
      ...legend(palette),
      orient: "vertical",
      height,
      itemGap: legendRow - 14,
      itemHeight: 10,
      itemWidth: 18,
      formatter: (name: string) => wrapped(name, room),
      textStyle: { color: palette.text, lineHeight: 14, width: room.width },
    },
  };
}
