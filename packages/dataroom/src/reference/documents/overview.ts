import { dollars } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const overview: Renderer = (company) => {
  const { name, fiscalYear, market, arr, people } = company;
  return markdown("overview.md", [
    `# ${name}: company overview`,
    `Prepared by management for the diligence process. Figures are as of the end of fiscal year ${fiscalYear} unless a date is given.`,
    "## What the company does",
    `${name} sells ${market.category} to ${market.buyers} at mid-market and enterprise companies. Teams use it in their weekly planning meeting and in the last month of a quarter, when most of its usage falls.`,
    `The product runs as a hosted service. A first customer typically goes live within nine weeks, most of which is spent on data mapping and on agreeing who may change a number.`,
    "## How it earns money",
    bullets([
      "Annual SaaS subscriptions, invoiced in advance, make up the largest part.",
      "Usage add-ons are billed quarterly in arrears and rise around quarter ends.",
      "Launch-stage commitments are signed contracts whose service has not started yet.",
    ]),
    "## Management's view of the year",
    `Management reports ARR of ${dollars(arr.board)} and growth of ${arr.statedGrowthPercent}% for ${fiscalYear}. This is the number that the leadership team steers by and that it shows to the board.`,
    `On concentration, management states that each legal entity is at most ${company.statedEntityCapPercent}% of booked ARR when launch-stage usage is left out.`,
    "Legal matters are, in management's words, in the ordinary course of business.",
    "## Culture and places",
    `${people.ceo} has led the company since its second year. There are two offices; about a third of the staff works remotely. Staff turnover in the year was close to the sector's average.`,
    "The company moved its office lease to a smaller floor in the spring, which lowered rent slightly. It runs an annual customer day and a user group that meets twice a year.",
    "## How to use this dataroom",
    "Folders follow the usual split into financials, customers, legal, security, sales, support and people. CSV files are exports from the systems of record; Markdown files are written by the department named in them. Questions and answers so far are in `notes/qa_log.md`.",
  ]);
};
