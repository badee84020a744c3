import { parseAt } from "@loopwright/core";
import { ReportData, type ReportInput } from "./report-data.ts";
import { readTemplate } from "./template.ts";
import { toView } from "./view/to-view.ts";

const slot = "__REPORT_DATA__";

/**
 * One HTML file with everything in it: it opens from disk and asks the network for nothing.
 *
 * @throws LoopError `bad_input` when the data have another shape
 * @example await writeText("report.html", renderReport(data));
 */
export function renderReport(data: ReportInput): string {
  const view = toView(parseAt(ReportData, data, "report data"));
  // A function, because a replacement text gives `$&` and its like a meaning.
  return readTemplate().replace(slot, () => asScriptText(view));
}

/** JSON that cannot end the script element it stands in. */
function asScriptText(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
