import type { Flow } from "../view/report-view.ts";
import { base, cut, type Chart } from "./chart.ts";
import { patternColour, type Palette } from "./palette.ts";

/** A Sankey. Its nodes belong to columns and links lead onward, so that it has no cycle by construction. */
export function flowChart({ columns, nodes, links }: Flow, palette: Palette, width: number): Chart {
  const widest = Math.max(
    1,
    ...columns.map((_, i) => nodes.filter(({ column }) => column === i).length),
  );
  const first = Math.min(...nodes.map(({ column }) => column));
  const used = Math.max(...nodes.map(({ column }) => column)) - first + 1;
  const minWidth = 150 * used;
  const room = (Math.max(width, minWidth) - 32) / used - 40;
  return {
    height: Math.min(760, 90 + 30 * widest),
    minWidth,
    option: {
      ...base(palette),
      series: [
        {
          type: "sankey",
          left: 8,
          right: room + 20,
          top: 12,
          bottom: 12,
          nodeGap: 8,
          nodeWidth: 14,
          nodeAlign: "left",
          emphasis: { focus: "adjacency" },
          lineStyle: { color: "source", opacity: 0.28 },
          label: { color: palette.text, fontSize: 11, width: room, overflow: "truncate" },
          data: nodes.map(({ id, label, column, runs }, i) => ({
            name: id,
            depth: column - first,
            itemStyle: { color: patternColour(palette, i % palette.series.length), borderWidth: 0 },
            label: { formatter: `(${runs}) ${cut(label, 80)}` },
          })),
          links: links.map(({ from, to, runs }) => ({ source: from, target: to, value: runs })),
          tooltip: { show: true },
        },
      ],
    },
  };
}
