import { render } from "preact";
import type { ReportView } from "../src/view/report-view.ts";
import { registerCharts } from "../src/charts/echarts.ts";
import { Page } from "./page.tsx";

const place = document.getElementById("page");
const data = document.getElementById("report-data");
if (place && data) {
  const view: ReportView = JSON.parse(data.textContent);
  document.title = view.title;
  registerCharts();
  render(<Page view={view} />, place);
}
