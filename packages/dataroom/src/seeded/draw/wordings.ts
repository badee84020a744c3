import type { Customer } from "../../reference/company.ts";

/** Free-text cells of the exports. `{integration}` and `{output}` are the market's own words. */

export const groupSuffixes = ["Holdings", "Group", "International"] as const;

export const healthNotes = [
  "Kept by legal entity; there is no entry for the parent account.",
  "Score of this entity alone.",
  "Does not look at sister companies.",
] as const;

export const renewalNotes: Record<Customer["renewalRisk"], { note: string; risk: string }[]> = {
  low: [
    { note: "Order form is out", risk: "none noted" },
    { note: "Three-year term under discussion", risk: "budget timing" },
    { note: "", risk: "low adoption in one region" },
  ],
  medium: [
    { note: "Number of seats under review", risk: "fewer seats" },
    { note: "New sponsor; wants a short term", risk: "change of sponsor" },
    { note: "Asks for a faster {output}", risk: "{output} latency" },
    { note: "Waits for answers to its questionnaire", risk: "security review" },
  ],
  high: [
    { note: "{integration} errors for months; credits asked for", risk: "{integration} errors" },
    { note: "Has invited two competitors", risk: "competing offers" },
    { note: "Programme owner left without a successor", risk: "no owner" },
  ],
};

/** Clauses that bear on a transaction, by the name that the inventory gives them. */
export const clauseTexts: Record<string, readonly string[]> = {
  change_of_control_notice: [
    "After a change of control a transition plan is due within two weeks of notice",
    "Change of control must be announced thirty days ahead; the customer may then leave",
  ],
  uncapped_confidentiality_indemnity: [
    "The indemnity for breach of confidentiality has no cap",
    "Losses from a confidentiality breach are owed without limit",
  ],
  service_credit_carveout: [
    "After two missed months of {integration} service levels, credits may exceed a month of fees",
    "Credits for {integration} outages are outside the liability cap",
  ],
  most_favoured_pricing: [
    "Prices follow the best terms given to any customer of like size",
    "A lower price elsewhere has to be passed on at the next invoice",
  ],
  exclusivity: [
    "No sales to three named competitors during the term",
    "The sector is reserved for this customer in one country",
  ],
  source_code_escrow: [
    "Code is released from escrow if ownership passes to a competitor",
    "Escrow opens after a change of control",
  ],
  termination_for_convenience: [
    "The customer may end the contract early with sixty days' notice",
    "Early termination at any month end; prepaid fees are returned",
  ],
};

export const stageNotes: Record<"commit" | "best_case" | "early", readonly string[]> = {
  commit: [
    "Holds the expansion at {customer}",
    "Two thirds are renewals with added seats",
    "Paper is out on most of it",
  ],
  best_case: [
    "Some deals have no budget owner yet",
    "Half of it waits for a connector",
    "Sponsors known, dates soft",
  ],
  early: ["Amounts are first guesses", "Mostly introductions by partners", "First calls only"],
};

export const metricNotes = {
  finance_validated: ["Tied to invoices by the controller", "Checked by finance in January"],
  finance_partial: [
    "Counts legal entities, not parent accounts",
    "Covers contracts on the new billing system only",
  ],
  management_estimate_unvalidated: [
    "Taken from the sales model; finance has not tied it to invoices",
    "Put together from account plans",
  ],
  not_provided: ["Asked for twice; no calculation received", "Requested; open"],
} as const;
