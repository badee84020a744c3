import { dollars } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const pipelineNotes: Renderer = ({ dispute, group, people, market, fiscalYear }) =>
  markdown("sales/pipeline_notes.md", [
    "# Pipeline notes",
    `Notes of the pipeline review on ${fiscalYear}-12-17, taken by the deputy of ${people.salesLead}. They go with the export in \`sales/pipeline.csv\`.`,
    "## Commit stage",
    `The commit stage holds ${dollars(dispute.sourcedPipeline)} that ${dispute.reseller} sourced. It is at risk while the dispute with ${dispute.reseller} is open, because the contacts at those accounts were the reseller's.`,
    `The ${group.brand} expansion assumes that the SOC 2 Type II report comes first. The customer has said that it will not sign before it has read the report.`,
    bullets([
      "Two renewals with added seats are on paper and wait for signatures.",
      "One deal moved back a quarter after a change of sponsor.",
      "Legal is ahead of its queue; no deal waits for a redline from our side.",
    ]),
    "## Best case",
    `Three deals depend on the rebuilt ${market.integration} connector. Product has confirmed the first quarter as a target, not as a promise.`,
    "Discount requests are higher than a year ago. The team will bring two of them to the CFO.",
    "## Early stage",
    "Amounts are estimates from the first call. A clean-up in January will close whatever has had no contact for ninety days.",
    "## How this relates to ARR",
    "Nothing in the pipeline is in controlled ARR. Weighted pipeline should use the historical close rates of the export, not the stage probabilities in the CRM.",
    "## Actions",
    bullets([
      "Reassign the reseller's accounts and call each of them before the end of January.",
      "Ask security for a date that may be shared with prospects.",
      "Mark every deal without a budget owner.",
    ]),
  ]);
