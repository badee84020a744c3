import { dollars, parentArr, parentSharePercent, shareOf } from "../figures.ts";
import type { ConflictPlanner } from "./planned-conflict.ts";

const hierarchy = "customers/account_hierarchy.csv";

export const parentRollup: ConflictPlanner = (company) => {
  const { group, fiscalYear, statedEntityCapPercent } = company;
  const total = parentArr(company);
  return {
    id: "parent-rollup",
    kind: "parent_vs_legal_entity",
    right: `${group.parent} is the largest customer with ${dollars(total)}, ${parentSharePercent(company)}% of FY${fiscalYear} controlled ARR, once ${group.larger.name} and ${group.smaller.name} are added together.`,
    observations: [`${group.parent} is the largest customer with ${dollars(total)}.`],
    tempting: `No customer is above ${statedEntityCapPercent}% of ARR.`,
    proof: [
      { file: hierarchy, value: `${group.larger.name},${group.parent},${total}` },
      { file: hierarchy, value: `${group.smaller.name},${group.parent},${total}` },
      { file: "notes/qa_log.md", value: `${group.parent} at ${dollars(total)}` },
    ],
    lure: [
      { file: "overview.md", value: `at most ${statedEntityCapPercent}% of booked ARR` },
      { file: "board_deck.md", value: "Concentration is manageable" },
    ],
    questions: [3, 6, 9],
  };
};

export const entityCap: ConflictPlanner = (company) => {
  const { group, statedEntityCapPercent } = company;
  const { larger } = group;
  const share = shareOf(company, larger.arr).toFixed(4);
  return {
    id: "entity-cap",
    kind: "parent_vs_legal_entity",
    right: `Even by legal entity the stated ceiling of ${statedEntityCapPercent}% does not hold: ${larger.name} alone is ${(Number(share) * 100).toFixed(1)}% of controlled ARR.`,
    observations: [`${larger.name} is ${(Number(share) * 100).toFixed(1)}% of ARR.`],
    tempting: `Each legal entity is at most ${statedEntityCapPercent}% of ARR.`,
    proof: [
      {
        file: "customers/top_customers.csv",
        value: `${larger.name},${group.parent},${larger.arr},${share}`,
      },
    ],
    lure: [{ file: "overview.md", value: `at most ${statedEntityCapPercent}% of booked ARR` }],
    questions: [3, 6, 10],
  };
};

export const resellerPipeline: ConflictPlanner = ({ dispute }) => ({
  id: "reseller-pipeline",
  kind: "understated_dispute",
  right: `${dollars(dispute.sourcedPipeline)} of the commit stage was sourced by ${dispute.reseller} and is at risk while the dispute is open; it is not in controlled ARR.`,
  observations: [
    `${dollars(dispute.sourcedPipeline)} of the commit stage was sourced by ${dispute.reseller}.`,
  ],
  tempting: "Commit-stage pipeline supports the first-quarter target.",
  proof: [
    {
      file: "sales/pipeline_notes.md",
      value: `${dollars(dispute.sourcedPipeline)} that ${dispute.reseller} sourced`,
    },
    { file: "sales/pipeline_notes.md", value: "Nothing in the pipeline is in controlled ARR" },
  ],
  lure: [
    { file: "board_deck.md", value: "Commit-stage pipeline supports the first-quarter target" },
  ],
  questions: [4, 6, 9],
});
