import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const productStrategy: Renderer = ({ market, people, retention, fiscalYear }) => {
  const [first, second, third] = market.products;
  return markdown("product_strategy.md", [
    "# Product strategy",
    `Owner: ${people.productLead}, VP Product. Last edited in December ${fiscalYear}.`,
    "## Three products",
    bullets([
      `**${first.name}** ${first.purpose}.`,
      `**${second.name}** ${second.purpose}.`,
      `**${third.name}** ${third.purpose}.`,
    ]),
    `Most new customers start with ${first.name} and add a second product within the first year. ${third.name} is the youngest of the three and is still priced as an introductory bundle.`,
    "## What customers ask for",
    bullets([
      `A shorter delay between a change at the source and the ${market.output} that shows it.`,
      `Fewer manual repairs after ${market.integration} errors.`,
      "Audit trails that name the person behind each override.",
      "A sandbox in which administrators can try a rule before it counts.",
    ]),
    "## Retention story",
    `Sales cites net revenue retention of ${retention.netRevenue}% in customer conversations. Finance has not published a net revenue retention figure.`,
    "The estimate behind the sales figure leaves out some downsell and some churn, and it was put together from account plans rather than from invoices.",
    `Expansion comes mainly from further seats and from ${second.name}; price rises played a small part this year.`,
    "## Roadmap for the next four quarters",
    bullets([
      `First quarter: rebuild the ${market.integration} connector so that a failed batch is retried without support.`,
      "Second quarter: role-based approval, which two enterprise prospects have made a condition.",
      `Third quarter: benchmarks across customers for ${second.name}, on an opt-in basis.`,
      "Fourth quarter: a public interface for partners.",
    ]),
    "## Risks to the plan",
    "The connector team has two open positions. If they stay open, the second-quarter item moves by about six weeks. No product in the plan depends on an acquisition.",
  ]);
};
