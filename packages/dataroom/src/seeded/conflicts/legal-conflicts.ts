import type { Company } from "../company.ts";
import { dollars, euros } from "../figures.ts";
import { paths } from "../paths.ts";
import { cell, fact } from "./evidence.ts";
import { carriers, type Planter, type PlantInputs } from "./planting.ts";
import { roles } from "./roles.ts";

export const contractTerms: Planter = (inputs) => {
  const { clauses } = inputs.company;
  return {
    right: `The clause inventory holds terms that bear on a transaction (${clauses.map(({ customer, issue }) => `${customer}: ${issue}`).join("; ")}); the contracts summary was not reconciled with it.`,
    observations: clauses.map(
      ({ customer, issue }) => `${customer} has a clause on ${issue.replaceAll("_", " ")}.`,
    ),
    tempting: "Nothing in the customer contracts affects valuation.",
    proof: [
      ...clauses.map(({ customer, issue }) => cell(paths.clauses, customer, issue)),
      fact(paths.contracts, "legal.not_reconciled"),
    ],
    lure: carriers(inputs, [
      fact(paths.contracts, "legal.nothing"),
      fact(paths.overview, "legal.nothing"),
    ]),
  };
};

export const standardTerms: Planter = (inputs) => {
  const clause = inputs.company.clauses.find(
    ({ issue }) => issue === "termination_for_convenience",
  );
  if (!clause) throw new RangeError("no customer may leave early");
  return {
    right: `${clause.customer} may end its contract early (${clause.issue}), so not all contracts run to the end of their term.`,
    observations: [`${clause.customer} has a clause on ${clause.issue.replaceAll("_", " ")}.`],
    tempting: "No customer can leave before the end of its term.",
    proof: [cell(paths.clauses, clause.customer, clause.issue)],
    lure: carriers(
      inputs,
      [paths.contracts, paths.market, paths.product].map((file) =>
        fact(file, "legal.no_early_exit"),
      ),
    ),
  };
};

export const disputeClaim: Planter = (inputs) => {
  const { dispute } = inputs.company;
  return {
    right: `${dispute.party} claims ${claimedAmount(inputs)} plus accelerated payments; counsel calls a loss possible, not probable, and nothing is provided for.`,
    observations: [`${dispute.party} claims ${claimedAmount(inputs)}.`],
    tempting: "Legal matters are in the ordinary course of business.",
    proof: [claimFact(inputs), fact(paths.issues, "legal.probability")],
    lure: carriers(
      inputs,
      [paths.overview, paths.board].map((file) => fact(file, "legal.ordinary")),
    ),
  };
};

export const disputePipeline: Planter = (inputs) => {
  const { dispute } = inputs.company;
  const amount = dollars(dispute.sourcedPipeline);
  return {
    right: `${amount} of the commit stage was sourced by ${dispute.party} and is at risk while the dispute is open; it is not in controlled ARR.`,
    observations: [`${amount} of the commit stage was sourced by ${dispute.party}.`],
    tempting: "Commit-stage pipeline supports the first-quarter target.",
    proof: [
      fact(paths.pipelineNotes, "sales.sourced", { amount, party: dispute.party }),
      fact(paths.pipelineNotes, "sales.not_in_arr"),
    ],
    lure: carriers(
      inputs,
      [paths.board, paths.market].map((file) => fact(file, "sales.supports")),
    ),
  };
};

export const claimCurrency: Planter = (inputs) => {
  const { dispute } = inputs.company;
  return {
    right: `The claim of ${dispute.party} is ${euros(dispute.claimed)}, in euros; the dollar sign in the text is a mix-up.`,
    observations: [`The claim of ${dispute.party} is ${euros(dispute.claimed)}.`],
    tempting: `The claim is ${dollars(dispute.claimed)}.`,
    proof: [
      claimFact(inputs),
      fact(paths.issues, "legal.claim_euros", { amount: euros(dispute.claimed) }),
    ],
    lure: carriers(
      inputs,
      [paths.overview, paths.board, paths.log].map((file) =>
        fact(file, "legal.claim_dollars", {
          party: dispute.party,
          amount: dollars(dispute.claimed),
        }),
      ),
    ),
  };
};

/** What stands in the list of open issues: in euros where the currency is a trap. */
export function claimFact(inputs: Pick<PlantInputs, "company" | "chosen">) {
  const { dispute } = inputs.company;
  return fact(paths.issues, "legal.claim", {
    party: dispute.party,
    role: roles[dispute.kind],
    amount: claimedAmount(inputs),
  });
}

function claimedAmount({ company, chosen }: Pick<PlantInputs, "company" | "chosen">): string {
  return chosen.has("claim-currency")
    ? euros(company.dispute.claimed)
    : dollars(company.dispute.claimed);
}

export function clauseCustomers({ clauses }: Company): string {
  return clauses[0]?.customer ?? "";
}
