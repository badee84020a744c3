import { dollars } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const boardDeck: Renderer = (company) => {
  const { arr, profitAndLoss, fiscalYear, market, group } = company;
  return markdown("board_deck.md", [
    `# Board meeting, December ${fiscalYear}`,
    "Text version of the slides. Numbers were prepared by the chief of staff from the leadership dashboard.",
    "## Headline figures",
    bullets([
      `Ending ARR: ${dollars(arr.board)}`,
      `Year-over-year growth: ${arr.statedGrowthPercent}%`,
      `Gross margin: ${Math.round(profitAndLoss.grossMargin * 100)}%`,
      `Cash burn: ${dollars(profitAndLoss.cashBurn)} a month`,
      `Runway: ${profitAndLoss.runwayMonths} months`,
    ]),
    "The headline ARR includes signed launch-stage commitments and a usage true-up. Both are expected to convert during the coming year.",
    "## Customers",
    `Concentration is manageable when looked at by legal entity. The largest names come from different industries, and ${group.brand} remains a strong reference.`,
    bullets([
      "Eleven new logos signed since the last meeting, most of them in the mid-market.",
      `Two escalations in the quarter concerned ${market.integration}; engineering has a plan.`,
      "The customer advisory board met in October with good attendance.",
    ]),
    "## Sales",
    "Commit-stage pipeline supports the first-quarter target. Two expansions are waiting for procurement rather than for a decision.",
    "## People",
    "Hiring for the go-to-market team resumes in January. Engineering attrition fell for the third quarter in a row.",
    "## Financing",
    "Management proposes to begin conversations with existing investors in the first quarter, and to keep a debt facility as a second option. No terms were discussed.",
    "## Decisions asked of the board",
    bullets([
      "Approve the operating plan subject to a February update.",
      "Approve the refreshed option pool.",
      "Note the status of the security programme.",
    ]),
  ]);
};
