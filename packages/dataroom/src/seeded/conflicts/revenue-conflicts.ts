import { monthName } from "../../month-name.ts";
import { boardLessAdjustments, bridgeSum, dollars, growthPercent, tenth } from "../figures.ts";
import { paths } from "../paths.ts";
import { cell, fact, type Cell } from "./evidence.ts";
import { carriers, type Planter, type PlantInputs } from "./planting.ts";
import { statement } from "./statements.ts";

/** The headline and whatever else stands on its difference from the controlled figure. */
export const headlineArr: Planter = (inputs) => {
  const { arr } = inputs.company;
  const { controlled, launch, usage, headlineBasis } = statement(inputs.company);
  const places = [paths.board, paths.overview].map((file) =>
    fact(file, "revenue.headline", { arr: dollars(arr.board) }),
  );
  return {
    right: `Controlled ending ARR is ${dollars(arr.controlled)}; management's ${dollars(arr.board)} holds ${dollars(arr.launchStage)} of commitments that were not live and ${dollars(arr.usageTrueUp)} of usage true-ups. Both figures are stated with their basis.`,
    observations: [`Controlled ending ARR is ${dollars(arr.controlled)}.`],
    tempting: `Ending ARR is ${dollars(arr.board)}.`,
    proof: [endingRow(inputs), controlled, launch, usage, headlineBasis],
    lure: inputs.random.next() < 0.5 ? places : carriers(inputs, places),
  };
};

export const planningArr: Planter = (inputs) => {
  const { arr } = inputs.company;
  const { bookings } = statement(inputs.company);
  const values = { amount: dollars(arr.bookingsAdjusted) };
  return {
    right: `Controlled ARR is ${dollars(arr.controlled)}; the bookings-adjusted ${dollars(arr.bookingsAdjusted)} is for planning only.`,
    observations: [`Controlled ARR is ${dollars(arr.controlled)}.`],
    tempting: `Ending ARR is ${dollars(arr.bookingsAdjusted)}.`,
    proof: [bookings, endingRow(inputs)],
    lure: carriers(
      inputs,
      [paths.market, paths.product].map((file) => fact(file, "revenue.planning_start", values)),
    ),
  };
};

export const bridgeComponents: Planter = (inputs) => {
  const { arr } = inputs.company;
  return {
    right: `The bridge's components add up to ${bridgeSum(arr)}, not to its ending ARR of ${arr.controlled}; the difference is unexplained and is an open question.`,
    observations: [`The components of the bridge add up to $${bridgeSum(arr)}M.`],
    tempting: `The bridge ties from opening to ending ARR of ${arr.controlled}.`,
    proof: bridgeRows(inputs),
    lure: [endingRow(inputs)],
  };
};

export const boardAdjustments: Planter = (inputs) => {
  const { arr } = inputs.company;
  const { launch, usage, headlineBasis } = statement(inputs.company);
  return {
    right: `Taking the two known adjustments from the board figure leaves ${boardLessAdjustments(arr)}, not ${arr.controlled}; the rest of the gap is unexplained.`,
    observations: [`The adjustments leave $${boardLessAdjustments(arr)}M of the headline.`],
    tempting: `The two adjustments explain the whole gap down to ${arr.controlled}.`,
    proof: [launch, usage, endingRow(inputs)],
    lure: [headlineBasis],
  };
};

export const growthBasis: Planter = (inputs) => {
  const { arr, fiscalYear } = inputs.company;
  const rate = growthPercent(arr.opening, arr.board);
  return {
    right: `To the board's ${dollars(arr.board)} growth would be ${rate}%; the stated ${arr.growthPercent}% fits the controlled ${dollars(arr.controlled)}.`,
    observations: [`Growth to the board's ${dollars(arr.board)} would be ${rate}%.`],
    tempting: `ARR grew ${arr.growthPercent}% to ${dollars(arr.board)}.`,
    proof: [cell(paths.bridge, `opening_arr_${fiscalYear}_m`, arr.opening), endingRow(inputs)],
    lure: carriers(inputs, [fact(paths.board, "revenue.growth", { growth: arr.growthPercent })]),
  };
};

export const missingMonths: Planter = (inputs) => {
  const { months, missingMonths: missing, fiscalYear } = inputs.company;
  return {
    right: `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing: the monthly extract holds ${12 - missing.length} of twelve months, so trends across the gap are not known.`,
    observations: [`There are no monthly figures for ${missing.map(monthName).join(" and ")}.`],
    tempting: `The monthly extract shows the whole of FY${fiscalYear}.`,
    proof: months
      .filter(({ month }) => !missing.includes(month))
      .map(({ month }) => cell(paths.months, month)),
    lure: carriers(
      inputs,
      [paths.log, paths.revenueNotes].map((file) =>
        fact(file, "revenue.whole_year", { year: fiscalYear }),
      ),
    ),
  };
};

export const headlineRunway: Planter = (inputs) => {
  const { runwayMonths } = inputs.company.profitAndLoss;
  const longer = runwayMonths + inputs.random.integer(3, 6);
  return {
    right: `Runway is ${runwayMonths} months on cash in hand; the ${longer} months of management count a credit line that nobody has committed to.`,
    observations: [`Runway is ${runwayMonths} months.`],
    tempting: `Runway is ${longer} months.`,
    proof: [
      profitRow(inputs),
      fact(inputs.random.pick([paths.log, paths.revenueNotes]), "revenue.runway_basis", {
        months: runwayMonths,
      }),
    ],
    lure: carriers(
      inputs,
      [paths.board, paths.overview].map((file) => fact(file, "revenue.runway", { months: longer })),
    ),
  };
};

export const headlineMargin: Planter = (inputs) => {
  const margin = Math.round(inputs.company.profitAndLoss.grossMargin * 100);
  const higher = margin + inputs.random.integer(4, 8);
  return {
    right: `Gross margin is ${margin}% with hosting and support in cost of revenue; ${higher}% leaves them out.`,
    observations: [`Gross margin is ${margin}%.`],
    tempting: `Gross margin is ${higher}%.`,
    proof: [profitRow(inputs), fact(paths.revenueNotes, "revenue.margin_note", { margin })],
    lure: carriers(
      inputs,
      [paths.board, paths.overview].map((file) => fact(file, "revenue.margin", { margin: higher })),
    ),
  };
};

export const restatedRevenue: Planter = (inputs) => {
  const { revenue } = inputs.company.profitAndLoss;
  const old = tenth(revenue * (1.03 + inputs.random.next() * 0.03) + 0.2);
  return {
    right: `Revenue is ${dollars(revenue)} after a restatement; ${dollars(old)} was reported first and no longer holds.`,
    observations: [`Revenue is ${dollars(revenue)}.`],
    tempting: `Revenue was ${dollars(old)}.`,
    proof: [
      profitRow(inputs),
      fact(paths.revenueNotes, "revenue.turnover_restated", {
        old: dollars(old),
        amount: dollars(revenue),
      }),
    ],
    lure: carriers(
      inputs,
      [paths.board, paths.overview, paths.market].map((file) =>
        fact(file, "revenue.turnover", { amount: dollars(old) }),
      ),
    ),
  };
};

export const restatedOpening: Planter = (inputs) => {
  const { arr, fiscalYear } = inputs.company;
  const old = tenth(arr.opening * (1.04 + inputs.random.next() * 0.03) + 0.2);
  return {
    right: `Opening ARR is ${dollars(arr.opening)} after a restatement; ${dollars(old)} in older documents no longer holds.`,
    observations: [`Opening ARR is ${dollars(arr.opening)}.`],
    tempting: `The year opened at ${dollars(old)}.`,
    proof: [
      cell(paths.bridge, `opening_arr_${fiscalYear}_m`, arr.opening),
      fact(paths.revenueNotes, "revenue.opening_restated", {
        old: dollars(old),
        amount: dollars(arr.opening),
      }),
    ],
    lure: carriers(
      inputs,
      [paths.market, paths.product].map((file) =>
        fact(file, "revenue.opening_old", { old: dollars(old) }),
      ),
    ),
  };
};

export const burnUnit: Planter = (inputs) => {
  const burn = dollars(inputs.company.profitAndLoss.cashBurn);
  return {
    right: `Cash burn is ${burn} a month, as the P&L export has it; the text that calls it a quarter's burn mixes up the period.`,
    observations: [`Cash burn is ${burn} a month.`],
    tempting: `Cash burn is ${burn} a quarter.`,
    proof: [profitRow(inputs), fact(paths.board, "revenue.burn", { burn })],
    lure: carriers(
      inputs,
      [paths.overview, paths.log].map((file) => fact(file, "revenue.burn_quarter", { burn })),
    ),
  };
};

function endingRow({ company: { arr, fiscalYear } }: PlantInputs): Cell {
  return cell(paths.bridge, `ending_arr_${fiscalYear}_m`, arr.controlled);
}

/** From the period to the runway: margin, burn and runway stand in one row. */
function profitRow({ company: { fiscalYear, profitAndLoss } }: PlantInputs): Cell {
  return cell(
    paths.profit,
    `FY${fiscalYear}`,
    profitAndLoss.revenue,
    profitAndLoss.grossMargin,
    profitAndLoss.operatingExpense,
    profitAndLoss.cashBurn,
    profitAndLoss.runwayMonths,
  );
}

function bridgeRows({ company: { arr, fiscalYear } }: PlantInputs): Cell[] {
  return [
    [`opening_arr_${fiscalYear}_m`, arr.opening],
    ["new_arr_m", arr.printedAdded],
    ["expansion_arr_m", arr.expansion],
    ["contraction_arr_m", arr.contraction],
    ["churn_arr_m", arr.churn],
    [`ending_arr_${fiscalYear}_m`, arr.controlled],
  ].map((cells) => cell(paths.bridge, ...cells));
}
