import { monthName } from "../../month-name.ts";
import { boardLessAdjustments, bridgeSum, dollars, growthPercent } from "../figures.ts";
import type { ConflictPlanner, Quote } from "./planned-conflict.ts";

const bridge = "financials/arr_bridge.csv";
const notes = "financials/revenue_recognition_notes.md";
const board = "board_deck.md";

export const boardArr: ConflictPlanner = (company) => {
  const { arr, fiscalYear } = company;
  return {
    id: "board-arr",
    kind: "headline_vs_controlled",
    right: `Controlled ending ARR is ${dollars(arr.controlled)}; the board's ${dollars(arr.board)} holds ${dollars(arr.launchStage)} of commitments that were not live and ${dollars(arr.usageTrueUp)} of usage true-ups. Both figures are stated with their basis.`,
    observations: [`Controlled ending ARR is ${dollars(arr.controlled)}.`],
    tempting: `Ending ARR is ${dollars(arr.board)}.`,
    proof: [
      { file: bridge, value: `ending_arr_${fiscalYear}_m,${arr.controlled}` },
      { file: notes, value: "The controlled bridge is `financials/arr_bridge.csv`" },
      { file: notes, value: `${dollars(arr.launchStage)} of launch-stage commitments` },
      { file: notes, value: `${dollars(arr.usageTrueUp)} of usage true-ups` },
    ],
    lure: [
      { file: board, value: `Ending ARR: ${dollars(arr.board)}` },
      { file: "overview.md", value: `ARR of ${dollars(arr.board)}` },
    ],
    questions: [2, 6, 10],
  };
};

export const planningArr: ConflictPlanner = ({ arr, fiscalYear }) => ({
  id: "planning-arr",
  kind: "headline_vs_controlled",
  right: `Bookings-adjusted ARR of ${dollars(arr.bookingsAdjusted)} is RevOps' planning figure; ${dollars(arr.controlled)} is the controlled one.`,
  observations: [`Controlled ARR is ${dollars(arr.controlled)}.`],
  tempting: `Ending ARR is ${dollars(arr.bookingsAdjusted)}.`,
  proof: [
    { file: notes, value: "It is for planning only and is not a reporting figure" },
    { file: bridge, value: `ending_arr_${fiscalYear}_m,${arr.controlled}` },
  ],
  lure: [{ file: bridge, value: `bookings_adjusted_arr_m,${arr.bookingsAdjusted}` }],
  questions: [2, 6],
});

export const bridgeArithmetic: ConflictPlanner = (company) => {
  const { arr, fiscalYear } = company;
  return {
    id: "bridge-components",
    kind: "arithmetic_mismatch",
    right: `The bridge's components add up to ${bridgeSum(company)}, not to its ending ARR of ${arr.controlled}; the difference is unexplained and is an open question.`,
    observations: [`The components of the bridge add up to $${bridgeSum(company)}M.`],
    tempting: "The bridge ties from opening to ending ARR.",
    proof: bridgeRows(company),
    lure: [{ file: bridge, value: `ending_arr_${fiscalYear}_m,${arr.controlled}` }],
    questions: [2, 6, 8, 10],
  };
};

export const boardArithmetic: ConflictPlanner = (company) => {
  const { arr, fiscalYear } = company;
  return {
    id: "board-adjustments",
    kind: "arithmetic_mismatch",
    right: `Taking the two known adjustments from the board figure leaves ${boardLessAdjustments(company)}, not ${arr.controlled}; the rest of the gap is unexplained.`,
    observations: [`The adjustments leave $${boardLessAdjustments(company)}M of the headline.`],
    tempting: "The two adjustments explain the whole gap between board and controlled ARR.",
    proof: [
      { file: board, value: `Ending ARR: ${dollars(arr.board)}` },
      { file: notes, value: `${dollars(arr.launchStage)} of launch-stage commitments` },
      { file: notes, value: `${dollars(arr.usageTrueUp)} of usage true-ups` },
      { file: bridge, value: `ending_arr_${fiscalYear}_m,${arr.controlled}` },
    ],
    lure: [{ file: board, value: "The headline ARR includes signed launch-stage commitments" }],
    questions: [2, 6, 8],
  };
};

export const growthBasis: ConflictPlanner = (company) => {
  const { arr, fiscalYear } = company;
  return {
    id: "growth-basis",
    kind: "arithmetic_mismatch",
    right: `To the board's ${dollars(arr.board)} growth would be ${growthPercent(company, arr.board)}%; the stated ${arr.statedGrowthPercent}% from ${arr.opening} fits ${dollars(arr.controlled)}.`,
    observations: [
      `Growth to the board's ${dollars(arr.board)} would be ${growthPercent(company, arr.board)}%.`,
    ],
    tempting: `ARR grew ${arr.statedGrowthPercent}% to ${dollars(arr.board)}.`,
    proof: [
      { file: bridge, value: `opening_arr_${fiscalYear}_m,${arr.opening}` },
      { file: bridge, value: `ending_arr_${fiscalYear}_m,${arr.controlled}` },
    ],
    lure: [{ file: board, value: `Year-over-year growth: ${arr.statedGrowthPercent}%` }],
    questions: [2, 6, 10],
  };
};

export const missingMonths: ConflictPlanner = ({ months, missingMonths, fiscalYear }) => ({
  id: "missing-months",
  kind: "period_gap",
  right: `The monthly extract holds ${months.length} of twelve months; ${missingMonths.join(" and ")} are missing, so trends across them are not known.`,
  observations: [`There are no monthly figures for ${missingMonths.map(monthName).join(" and ")}.`],
  tempting: `The monthly extract shows the whole of FY${fiscalYear}.`,
  proof: months.map(({ month }): Quote => ({ file: "financials/monthly_kpis.csv", value: month })),
  lure: [],
  questions: [1, 2, 8, 10],
});

function bridgeRows({ arr, fiscalYear }: Parameters<ConflictPlanner>[0]): Quote[] {
  return [
    `opening_arr_${fiscalYear}_m,${arr.opening}`,
    `new_arr_m,${arr.added}`,
    `expansion_arr_m,${arr.expansion}`,
    `contraction_arr_m,${arr.contraction}`,
    `churn_arr_m,${arr.churn}`,
    `ending_arr_${fiscalYear}_m,${arr.controlled}`,
  ].map((value) => ({ file: bridge, value }));
}
