import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const orgChart: Renderer = ({ people, plannedGtmHires, fiscalYear }) =>
  markdown("hr/org_chart.md", [
    "# Organisation",
    `As of December ${fiscalYear}. Names of team members below the leadership group are in the people system.`,
    "## Leadership",
    bullets([
      `CEO: ${people.ceo}`,
      `CFO: ${people.cfo}`,
      `VP Sales: ${people.salesLead}`,
      `VP Product: ${people.productLead}`,
      `Head of Security: ${people.securityLead}`,
    ]),
    "Engineering reports to the VP Product until a VP Engineering is appointed; the search began in October.",
    "## Teams",
    bullets([
      "Engineering and product: the largest group, in four teams of seven to ten people.",
      "Sales and customer success: two regional teams and a pooled mid-market team.",
      "Finance, legal and people: eleven in all, with an outside controller's team at year end.",
      "Security: three people, who report to the Head of Security.",
    ]),
    "## Hiring",
    `The plan for ${fiscalYear + 1} holds ${plannedGtmHires} net new hires in go-to-market. Hiring in other teams is limited to replacements.`,
    "Offers for the first four positions go out in January. The cost of the remaining positions is in the second half of the plan.",
    "## Retention and pay",
    "Voluntary turnover was lowest in engineering and highest in mid-market sales. Base pay was reviewed in April; the bonus pool was paid at ninety per cent.",
    "## Succession",
    "Each leader has named a deputy. Two roles depend heavily on one person: payroll and the build system.",
  ]);
