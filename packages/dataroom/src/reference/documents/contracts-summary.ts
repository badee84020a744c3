import { dollars, topFiveArr } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const contractsSummary: Renderer = (company) =>
  markdown("legal/contracts_summary.md", [
    "# Customer contracts: summary",
    `Prepared by the legal team for the dataroom, ${company.fiscalYear}-12-19.`,
    "## Standard terms",
    "Most customers are on the standard annual contract with a security exhibit and a data processing agreement (DPA) as exhibits.",
    bullets([
      "Term: twelve months, renewing unless notice is given sixty days before the end.",
      "Fees: annual in advance; usage quarterly in arrears.",
      "Liability: capped at the fees of the preceding twelve months.",
      "Service levels: monthly availability with credits of up to one month of fees.",
      "Assignment: with consent, which may not be withheld without reason.",
    ]),
    "## Largest contracts",
    `The top five customers stand for ${dollars(topFiveArr(company))} of ARR. Their contracts are in the folder of the same name and were signed between two and four years ago.`,
    "Two strategic customers have non-standard terms, agreed when they were first signed.",
    "Management's position is that nothing in the customer contracts affects valuation.",
    "## What this summary does not do",
    "This summary has not been reconciled with `legal/clause_inventory.csv`, which outside counsel compiled from the signed documents. Where the two differ, the signed document decides.",
    "## Supplier contracts",
    bullets([
      "Cloud hosting: three-year commitment, second year running, spend on track.",
      "Data enrichment: annual, cancellable with ninety days' notice.",
      "Support desk software: annual, renewed in the autumn.",
    ]),
    "## Intellectual property",
    "All staff and contractors have signed assignment agreements. One open-source component under a reciprocal licence was replaced during the year.",
  ]);
