import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const securityOverview: Renderer = ({ people, fiscalYear }) =>
  markdown("security/security_overview.md", [
    "# Security overview",
    `Owner: ${people.securityLead}, Head of Security. Version of ${fiscalYear}-12-12.`,
    "## Certification status",
    bullets([
      "SOC 2 Type I: complete.",
      "SOC 2 Type II: fieldwork in progress; the report has not been issued.",
    ]),
    "The auditor has given no date for the Type II report. Until it is issued, no statement about operating effectiveness over a period should be made.",
    "## Controls in place",
    bullets([
      "Single sign-on and hardware keys for all staff with access to production.",
      "Encryption in transit and at rest; keys are rotated twice a year.",
      "Quarterly access reviews, with evidence kept for the auditor.",
      "Laptops are managed and are wiped on the day a person leaves.",
    ]),
    "## Testing",
    "An outside firm tested the application in June. It found no critical issue and four of medium severity; three are fixed, and the fourth is planned for February.",
    "A restore from backup was tried in May and in November. The second took twice as long as planned because of a missing permission, which has been added to the runbook.",
    "## Incidents",
    "There was no reportable incident during the year. One employee entered a password on a phishing page; the account was reset within the hour and showed no misuse.",
    "## Customer reviews",
    "Enterprise customers send questionnaires of their own. Average time to answer was nine working days. Questions about the Type II report are answered with the status above.",
    "## Plans",
    bullets([
      "Finish the Type II fieldwork.",
      "Move secrets of the build system into the managed vault.",
      "Add a second person to the on-call rota for security.",
    ]),
  ]);
