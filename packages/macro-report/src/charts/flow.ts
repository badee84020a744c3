import type { Flow } from "../view/report-view.ts";
import { base, type Chart } from "./chart.ts";
import { wrapped } from "./labels.ts";
import { patternColour, type Palette } from "./palette.ts";

const nodeWidth = 14;
const headline = 26;

/** A Sankey. Its nodes belong to columns and links lead onward, so that it has no cycle by construction. */
export function flowChart(flow: Flow, palette: Palette, width: number): Chart {
  const { nodes, links } = flow;
  const depths = nodes.map(({ column }) => column);
  const first = Math.min(...depths);
  const used = Math.max(...depths) - first + 1;
  const minWidth = (used > 4 ? 140 : 240) * used;
  const room = columnRoom(Math.max(width, minWidth), used);
  return {
    height: Math.min(800, 100 + 32 * widestColumn(depths)) + headline,
    minWidth,
    option: {
      ...base(palette),
      title: headings(flow, { first, used, palette, room }),
      series: [
        {
          type: "sankey",
          left: 8,
          right: room.last,
          top: 12 + headline,
          bottom: 12,
          nodeGap: 10,
          nodeWidth,
          nodeAlign: "left",
          emphasis: { focus: "adjacency" },
          lineStyle: { color: "source", opacity: 0.28 },
          label: { color: palette.text, fontSize: 11, lineHeight: 13 },
          data: nodes.map(({ id, label, column, runs }, i) => {
            const own = column - first === used - 1 ? room.last - 12 : room.label;
            return {
              name: id,
              depth: column - first,
              itemStyle: {
                color: patternColour(palette, i % palette.series.length),
                borderWidth: 0,
              },
              label: {
                formatter: wrapped(`(${runs}) ${label}`, { width: own, lines: 2, size: 11 }),
              },
            };
          }),
          links: links.map(({ from, to, runs }) => ({ source: from, target: to, value: runs })),
          tooltip: { show: true },
        },
      ],
    },
  };
}

interface Room {
  /** From one column to the next. */
  step: number;
  /** For a label between two columns. */
  label: number;
  /** Right of the last column. */
  last: number;
}

/** The last column, whose labels have nothing to their right, gets more than its share. */
function columnRoom(width: number, used: number): Room {
  const last = Math.min(260, ((used > 4 ? 1 : 1.3) * (width - 8)) / used);
  const step = (width - 8 - last - nodeWidth) / Math.max(1, used - 1);
  return { step, label: Math.max(60, step - nodeWidth - 10), last };
}

function widestColumn(depths: readonly number[]): number {
  return Math.max(1, ...depths.map((depth) => depths.filter((one) => one === depth).length));
}

/** The names of the columns above them. */
function headings(
  { columns }: Flow,
  { first, used, palette, room }: { first: number; used: number; palette: Palette; room: Room },
) {
  return columns.slice(first, first + used).map((text, i) => ({
    text,
    left: 8 + i * room.step - 5,
    top: 0,
    textStyle: { color: palette.muted, fontSize: 12, fontWeight: "bold" as const },
  }));
}
