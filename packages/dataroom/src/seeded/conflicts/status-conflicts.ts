import type { Metric } from "../company.ts";
import { day, dollars, tenth } from "../figures.ts";
import { paths } from "../paths.ts";
import { cell, fact, type Cell } from "./evidence.ts";
import { carriers, type Planter, type PlantInputs } from "./planting.ts";
import { statement } from "./statements.ts";

export const soc2Type: Planter = (inputs) => {
  const { people } = inputs.company;
  const lure = [fact(paths.faq, "security.faq_complete")];
  return {
    right:
      "SOC 2 Type I is complete; Type II fieldwork is in progress and no report has been issued.",
    observations: ["The SOC 2 Type II report has not been issued."],
    tempting: "SOC 2 is complete.",
    proof: [
      statement(inputs.company).typeOne,
      fact(paths.security, "security.type_two_open"),
      fact(paths.faq, "security.faq_comment", { lead: people.securityLead }),
    ],
    lure:
      inputs.chosen.subtle || inputs.random.next() < 0.4
        ? [...lure, fact(inputs.random.pick([paths.board, paths.market]), "security.claimed")]
        : lure,
  };
};

export const testFindings: Planter = (inputs) => {
  const { testFindings: count, testFindingsOpen: open } = inputs.company.certification;
  return {
    right: `The penetration test raised ${count} findings of medium severity, of which ${open} remain open.`,
    observations: [`The penetration test raised ${count} findings.`],
    tempting: "The penetration test ended without findings.",
    proof: [fact(paths.security, "security.test_findings", { count, open })],
    lure: carriers(
      inputs,
      [paths.faq, paths.board].map((file) => fact(file, "security.test_clean")),
    ),
  };
};

export const reportDate: Planter = (inputs) => {
  const { typeOneDate } = inputs.company.certification;
  const wrong = day(2024, inputs.random.integer(9, 12), inputs.random.integer(1, 28));
  return {
    right: `The SOC 2 Type I report dates from ${typeOneDate}; ${wrong} in the sales material contradicts the security team.`,
    observations: [`The SOC 2 Type I report dates from ${typeOneDate}.`],
    tempting: `The Type I report is dated ${wrong}.`,
    proof: [statement(inputs.company).typeOne],
    lure: carriers(
      inputs,
      [paths.faq, paths.log].map((file) => fact(file, "security.report_date", { date: wrong })),
    ),
  };
};

export const nrrEstimate: Planter = (inputs) => {
  const value = percentOf(metric(inputs, "net_revenue_retention"));
  return {
    right: `Net revenue retention of ${value}% is management's unvalidated estimate; no official figure exists, so none is reported.`,
    observations: [`Net revenue retention of ${value}% is an unvalidated estimate.`],
    tempting: `Net revenue retention is ${value}%.`,
    proof: [
      metricRow(inputs, "net_revenue_retention"),
      fact(paths.log, "metrics.nrr_answer", { value }),
      fact(inputs.random.pick([paths.product, paths.revenueNotes]), "metrics.nrr_unpublished"),
    ],
    lure: carriers(
      inputs,
      [paths.product, paths.market].map((file) => fact(file, "metrics.nrr_sales", { value })),
    ),
  };
};

export const grrEstimate: Planter = (inputs) => {
  const value = percentOf(metric(inputs, "gross_revenue_retention"));
  return {
    right: `Gross revenue retention of ${value}% is an unvalidated estimate, not a figure of finance.`,
    observations: [`Gross revenue retention of ${value}% is an unvalidated estimate.`],
    tempting: `Gross revenue retention is ${value}%.`,
    proof: [
      metricRow(inputs, "gross_revenue_retention"),
      fact(inputs.random.pick([paths.log, paths.revenueNotes]), "metrics.grr_estimate", { value }),
    ],
    lure: carriers(
      inputs,
      [paths.board, paths.market].map((file) => fact(file, "metrics.grr_claimed", { value })),
    ),
  };
};

export const absentCac: Planter = (inputs) => ({
  right: "CAC payback was asked for and not provided; it cannot be stated.",
  observations: ["CAC payback was not provided."],
  tempting: "CAC payback is known and short.",
  proof: [metricRow(inputs, "cac_payback_months"), fact(paths.log, "metrics.cac_absent")],
  lure: carriers(
    inputs,
    [paths.board, paths.market].map((file) => fact(file, "metrics.cac_lure")),
  ),
});

export const absentGrr: Planter = (inputs) => ({
  right: "Gross revenue retention was asked for and not provided; it cannot be stated.",
  observations: ["Gross revenue retention was not provided."],
  tempting: "Gross revenue retention is known and strong.",
  proof: [metricRow(inputs, "gross_revenue_retention"), fact(paths.log, "metrics.grr_absent")],
  lure: carriers(
    inputs,
    [paths.board, paths.product].map((file) => fact(file, "metrics.grr_lure")),
  ),
});

export const staleHiring: Planter = (inputs) => {
  const { plannedHires, fiscalYear } = inputs.company;
  const old = plannedHires + inputs.random.integer(4, 11);
  return {
    right: `${plannedHires} net new hires are planned; the ${old} of the September plan are out of date.`,
    observations: [`${plannedHires} net new hires are planned.`],
    tempting: `${old} net new hires are planned.`,
    proof: [
      fact(paths.people, "people.hires", { count: plannedHires, year: fiscalYear + 1 }),
      fact(paths.people, "people.hires_supersede"),
    ],
    lure: carriers(
      inputs,
      [paths.market, paths.board].map((file) => fact(file, "people.hires_stale", { count: old })),
    ),
  };
};

export const stalePipeline: Planter = (inputs) => {
  const [commit] = inputs.company.pipeline;
  if (!commit) throw new RangeError("a company has a commit stage");
  const old = dollars(tenth(commit.amount * (1.25 + inputs.random.next() * 0.3)));
  return {
    right: `The commit stage holds ${dollars(commit.amount)}; the ${old} of September's export are out of date.`,
    observations: [`The commit stage holds ${dollars(commit.amount)}.`],
    tempting: `The commit stage holds ${old}.`,
    proof: [cell(paths.pipeline, commit.stage, commit.amount, commit.historicalCloseRate)],
    lure: carriers(
      inputs,
      [paths.market, paths.product].map((file) =>
        fact(file, "sales.stale_commit", { amount: old }),
      ),
    ),
  };
};

export const goLiveDate: Planter = (inputs) => {
  const { market, fiscalYear } = inputs.company;
  const product = market.products.at(-1)?.name ?? "";
  const date = day(fiscalYear + 1, inputs.random.integer(2, 4), inputs.random.integer(1, 28));
  return {
    right: `${product} goes live on ${date} and earns nothing before; the text that calls it live since October ${fiscalYear} contradicts finance.`,
    observations: [`${product} goes live on ${date}.`],
    tempting: `${product} has been live since October ${fiscalYear}.`,
    proof: [fact(paths.revenueNotes, "revenue.not_live", { product, date })],
    lure: carriers(
      inputs,
      [paths.product, paths.overview].map((file) =>
        fact(file, "revenue.go_live", { product, year: fiscalYear }),
      ),
    ),
  };
};

function metric({ company }: PlantInputs, name: string): Metric {
  const found = company.metrics.find((each) => each.name === name);
  if (!found) throw new RangeError(`a company has ${name}`);
  return found;
}

function metricRow(inputs: PlantInputs, name: string): Cell {
  const { value, status } = metric(inputs, name);
  return cell(paths.retention, name, value, status);
}

function percentOf({ value }: Metric): string {
  return value.replace("%", "");
}
