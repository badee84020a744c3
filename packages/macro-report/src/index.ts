export { renderCharts, type RenderChartsOptions } from "./render-charts.ts";
export { renderReport } from "./render-report.ts";
export { ReportData, type ReportInput } from "./report-data.ts";
export type { Scheme } from "./charts/palette.ts";
export { reportDataOf, type ReportAnalysis, type ReportSources } from "./report-data-of.ts";
