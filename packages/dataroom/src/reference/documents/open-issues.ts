import { dollars } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const openIssues: Renderer = ({ dispute, group, standalone, fiscalYear, people }) =>
  markdown("legal/open_issues.md", [
    "# Open legal issues",
    `Maintained by outside counsel together with ${people.cfo}'s office. Status at the end of ${fiscalYear}.`,
    `## 1. ${dispute.reseller}`,
    `${dispute.reseller}, a reseller whose agreement the company ended in the summer, claims ${dollars(dispute.claimed)} plus accelerated commissions. It argues that deals which it introduced were closed directly to avoid paying it.`,
    "Counsel's assessment is that a loss is possible, not probable. No provision has been made. A range has not been estimated.",
    bullets([
      "Mediation is planned for the second quarter.",
      "The reseller agreement provides for arbitration if mediation fails.",
      "E-mails between both sales teams have been preserved.",
    ]),
    "## 2. Terms in two strategic master agreements",
    `Two strategic master service agreements (MSAs) carry a change-of-control notice and an uncapped confidentiality indemnity. The customers concerned are ${group.larger.name} for the notice and ${standalone.large.name} for the indemnity.`,
    "The notice matters for a transaction because its period starts on signing. The indemnity has never been called upon.",
    "## 3. Employment",
    "One former account executive disputes the calculation of a final commission. The amount is below fifty thousand dollars and is accrued.",
    "## 4. Trademarks",
    "An opposition to one product name in a single country was withdrawn in September. No costs remain.",
    "## 5. Data protection",
    "One access request was answered four days late. The authority was not involved. The process has been changed so that requests reach two people.",
    "## Next review",
    "Counsel reviews this list every month. The next update is due at the end of January.",
  ]);
