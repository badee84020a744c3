import { dollars, parentArr, parentSharePercent } from "../figures.ts";
import { markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const qaLog: Renderer = (company) => {
  const { retention, group, dispute, fiscalYear, people } = company;
  return markdown("notes/qa_log.md", [
    "# Diligence questions and answers",
    `Kept by the deal team. Answers are management's unless finance or counsel is named. Last entry ${fiscalYear}-12-20.`,
    "## 1. Net revenue retention",
    "Asked: please provide net revenue retention for the last two years with the customer list behind it.",
    `Answer: ${retention.netRevenue}% is a management estimate. It has not been validated by finance. It leaves out ${group.brand} entities that downsold and a churned account that came through the reseller ${dispute.reseller}.`,
    "## 2. CAC payback",
    "Asked: please provide customer acquisition cost (CAC) payback by segment.",
    "Answer: not provided. Sales and finance have not agreed on which costs belong in it.",
    "## 3. Office lease",
    "Asked: when does the main lease end, and is there a break option?",
    `Answer: it runs to the end of ${fiscalYear + 3}, with a break option after two years.`,
    "## 4. Concentration by parent",
    "Asked: which customer is the largest once related companies are added together?",
    `Answer: ${group.parent} at ${dollars(parentArr(company))}, which is ${parentSharePercent(company)}% of FY${fiscalYear} ARR according to \`customers/account_hierarchy.csv\`.`,
    "## 5. ARR in the board material",
    "Asked: why does ARR in the board deck differ from finance's bridge?",
    `Answer (${people.cfo}): the two have different bases. Do not silently reconcile board and finance ARR; state both and name the basis of each.`,
    "## 6. Insurance",
    "Asked: please send the cyber policy.",
    "Answer: sent on the first day of the process.",
    "## 7. Support staffing",
    "Asked: how many people are on the support rota at weekends?",
    "Answer: two, with an engineer on call.",
  ]);
};
