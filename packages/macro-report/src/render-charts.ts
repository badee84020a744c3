import { parseAt } from "@loopwright/core";
import { allCharts } from "./charts/all-charts.ts";
import type { Chart } from "./charts/chart.ts";
import { init, registerCharts } from "./charts/echarts.ts";
import { palettes, type Scheme } from "./charts/palette.ts";
import { ReportData, type ReportInput } from "./report-data.ts";
import { toView } from "./view/to-view.ts";

export interface RenderChartsOptions {
  /** Default `light`. */
  scheme?: Scheme;
  /** Pixels. Default 960; charts that need more take more. */
  width?: number;
}

/**
 * Draws the page's charts as SVG files, without a browser. Charts with nothing to show are left out.
 *
 * @returns names without an ending (`impact`, `suspects-1`) and the SVG text
 * @throws LoopError `bad_input` when the data have another shape
 * @example for (const { name, svg } of renderCharts(data)) await writeText(`charts/${name}.svg`, svg);
 */
export function renderCharts(
  data: ReportInput,
  { scheme = "light", width = 960 }: RenderChartsOptions = {},
): { name: string; svg: string }[] {
  registerCharts();
  const view = toView(parseAt(ReportData, data, "report data"));
  return allCharts(view, palettes[scheme], width).map(({ name, chart }) => ({
    name,
    svg: draw(chart, Math.max(width, chart.minWidth)),
  }));
}

function draw({ option, height }: Chart, width: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return withoutCounters(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/**
 * The same data should give the same file, but ECharts counts charts and styles per process in its names (`zr0-c1`,
 * `zr-cls-7`). The styles are for pointing at things, which a picture does not answer: they go.
 */
function withoutCounters(svg: string): string {
  return svg
    .replaceAll(/<style[^>]*>[^]*?<\/style>\s*/g, "")
    .replaceAll(/ class="zr[^"]*"/g, "")
    .replaceAll(/ ecmeta_\w+="[^"]*"/g, "")
    .replaceAll(/\bzr\d+-/g, "zr-");
}
