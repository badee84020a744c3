import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const goToMarket: Renderer = ({ market, people, fiscalYear }) =>
  markdown("go_to_market.md", [
    "# Go to market",
    `Owner: ${people.salesLead}, VP Sales. Written for the ${fiscalYear + 1} operating plan.`,
    "## Who buys",
    `The company sells directly to ${market.buyers}. A cycle takes four to seven months in enterprise accounts and about ten weeks in the mid-market.`,
    "The economic buyer usually approves after a pilot with one region. Security review starts when the pilot ends, and is the step that most often adds weeks.",
    "## How the team is set up",
    bullets([
      "Enterprise: named accounts, one account executive and one solutions engineer for each region.",
      "Mid-market: a pooled team that also owns first renewals.",
      "Partners: two consultancies refer opportunities; a former reseller no longer does.",
    ]),
    `## What the ${fiscalYear + 1} plan assumes`,
    "The plan assumes larger average contract values than this year's, and a partner pipeline that grows from a small base.",
    "Neither assumption has a full year of history behind it. The stage-by-stage export in `sales/pipeline.csv` is the check on both: it holds the amounts and the historical close rate of every stage.",
    bullets([
      "Average contract value rises by about a fifth, mainly through multi-product deals.",
      "Partner-sourced opportunities make up a larger part of the early stage.",
      "Ramp of a new account executive stays at three quarters.",
    ]),
    "## Marketing",
    "Spend was flat. The annual report on planning accuracy brought in most of the inbound leads; paid search was cut in the summer after two weak quarters.",
    "## Pricing",
    "List prices did not change. Discounts above a quarter need the CFO's approval, which was given eleven times during the year.",
    "## Open items for the team",
    bullets([
      "Agree with finance on one definition of committed revenue.",
      "Replace the territory map, which still follows the offices of two years ago.",
      "Publish win and loss reasons each month.",
    ]),
  ]);
