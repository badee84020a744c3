import {
  adjustments,
  controlledArr,
  headlineArr,
  readBridge,
  statedGrowth,
  type Adjustment,
  type ArrBridge,
  type HeadlineArr,
  type SourcedFigure,
} from "../arr.ts";
import { sumOf, type Calculation, type Results } from "../calculations.ts";
import { money } from "../figures.ts";
import { layout } from "../layout.ts";
import { listed } from "../passages.ts";
import type { Room } from "../room.ts";
import {
  conflict,
  recordAs,
  say,
  type Conflict,
  type Finding,
  type Statement,
} from "../statement.ts";
import type { Study, TopicDesk } from "../study.ts";

const gap = "headline ARR less controlled ARR, $M";
const afterAdjustments = "headline ARR less named adjustments, $M";
const unexplained = "gap that the adjustments leave open, $M";
const rolledForward = "opening ARR rolled forward, $M";
const rollDifference = "controlled ARR less the roll-forward, $M";
const growthOnControlled = "growth on controlled ARR, %";
const growthOnHeadline = "growth on headline ARR, %";

/** Which ARR counts, and whether the figures behind it hang together. */
export const revenue: TopicDesk = {
  topic: "revenue",
  sums: (study) => {
    const { controlled, headline } = readArr(study);
    if (!controlled || !headline) return [];
    return [{ name: gap, expression: `${headline.value} - ${controlled.value}`, decimals: 1 }];
  },
  checks: (study) => checksOf(readArr(study)),
  find: (study) => {
    const arr = readArr(study);
    const months = missingMonths(study.room);
    return {
      topic: "revenue",
      title: "Revenue quality and ARR",
      conclusion: study.habits.has("headline_arr")
        ? concludeHeadline(arr)
        : concludeControlled(arr),
      facts: facts(study, arr),
      conflicts: [...figureConflicts(study, arr), ...arithmetic(study, arr, months)],
      inferences: inferences(arr),
      questions: questions(study, arr, months),
      weak: weakClaims(arr),
      risk: (arr.controlled ?? arr.headline) && {
        id: "revenue_quality",
        name: arr.headline
          ? `Headline ARR of ${money(arr.headline)} is not the controlled figure`
          : "ARR rests on a bridge that does not tie",
        severity: arr.headline ? "high" : "low",
        weight: arr.headline ? 2 : 0,
      },
    } satisfies Finding;
  },
};

interface Arr {
  bridge: ArrBridge;
  controlled: SourcedFigure | undefined;
  headline: HeadlineArr | undefined;
  adjustments: readonly Adjustment[];
  growth: { value: number; text: string; path: string } | undefined;
}

/** Who reconciles silently keeps one of the two totals in view and never speaks of the other. */
function readArr({ room, habits }: Study): Arr {
  const silent = habits.has("silent_reconciliation");
  const trustsHeadline = habits.has("headline_arr");
  const bridge = readBridge(room);
  const { bookingsAdjusted: _, ...ownMovements } = bridge;
  return {
    bridge: silent ? ownMovements : bridge,
    controlled: silent && trustsHeadline ? undefined : controlledArr(room),
    headline: silent && !trustsHeadline ? undefined : headlineArr(room),
    adjustments: silent ? [] : adjustments(room),
    growth: statedGrowth(room),
  };
}

function checksOf({
  bridge,
  controlled,
  headline,
  adjustments: parts,
  growth,
}: Arr): Calculation[] {
  const { opening, added, expansion, contraction, churn } = bridge;
  const sums: Calculation[] = [];
  if (controlled && headline && parts.length > 0) {
    const rest = sumOf([headline, ...parts.map(({ value }) => ({ value, sign: -1 as const }))]);
    sums.push({ name: afterAdjustments, expression: rest, decimals: 1 });
    sums.push({ name: unexplained, expression: `${rest} - ${controlled.value}`, decimals: 1 });
  }
  if (opening && added && expansion && contraction && churn && controlled) {
    const roll = sumOf([
      opening,
      added,
      expansion,
      { value: contraction.value, sign: -1 },
      { value: churn.value, sign: -1 },
    ]);
    sums.push({ name: rolledForward, expression: roll, decimals: 2 });
    const difference = `${controlled.value} - (${roll})`;
    sums.push({ name: rollDifference, expression: difference, decimals: 2 });
  }
  if (opening && controlled && growth)
    sums.push(growthSum(growthOnControlled, controlled, opening));
  if (opening && headline && growth) sums.push(growthSum(growthOnHeadline, headline, opening));
  return sums;
}

function growthSum(
  name: string,
  ending: { value: number },
  opening: { value: number },
): Calculation {
  return { name, expression: `100 * (${ending.value} / ${opening.value} - 1)`, decimals: 1 };
}

function concludeHeadline({ headline, controlled }: Arr): Statement {
  if (!headline) return concludeSingle(controlled);
  return say(
    `Ending ARR is ${money(headline)}, as the board deck reports it, and this is the figure to rely on.`,
    ...headline.paths,
  );
}

function concludeControlled({ controlled, headline }: Arr): Statement {
  if (!controlled || !headline) return concludeSingle(controlled);
  return say(
    `Rely on the finance-controlled ending ARR of ${money(controlled)}; the ${money(headline)} in board and management material is a headline on another basis and should not be used as official ARR.`,
    controlled.path,
    headline.path,
    layout.revenueNotes,
  );
}

function concludeSingle(controlled: SourcedFigure | undefined): Statement {
  return controlled
    ? say(`Controlled ending ARR is ${money(controlled)}.`, controlled.path)
    : say(
        `The controlled ARR is unknown: \`${layout.arrBridge}\` is not in the data room or gives no ending figure.`,
      );
}

function facts(
  { room, habits }: Study,
  { bridge, adjustments: parts, headline }: Arr,
): Statement[] {
  const margin = room.rows(layout.profitAndLoss).at(-1)?.["gross_margin"];
  return [
    ...(habits.has("headline_arr") || !headline
      ? []
      : parts.map((part) =>
          say(
            `The headline ARR holds ${money(part)} of ${part.label} that finance does not count in controlled ARR.`,
            part.path,
          ),
        )),
    ...(bridge.opening
      ? [say(`Opening ARR was ${money(bridge.opening)}.`, bridge.opening.path)]
      : []),
    ...(bridge.churn && bridge.contraction
      ? [
          say(
            `Churn took ${money(bridge.churn)} and contraction ${money(bridge.contraction)} of ARR in the year.`,
            bridge.churn.path,
          ),
        ]
      : []),
    ...(margin ? [say(`Gross margin is ${margin}.`, layout.profitAndLoss)] : []),
  ];
}

function figureConflicts({ results }: Study, { controlled, headline, bridge }: Arr): Conflict[] {
  const difference = results.get(gap);
  return [
    ...(controlled && headline
      ? [
          conflict(
            "figures",
            `Board and management material states ARR of ${money(headline)}; finance's bridge gives ${money(controlled)}${difference ? `, a difference of $${difference}M` : ""}. Both are stated here because they rest on different bases.`,
            ...headline.paths,
            controlled.path,
          ),
        ]
      : []),
    ...(controlled && bridge.bookingsAdjusted
      ? [
          conflict(
            "figures",
            `A third figure, bookings-adjusted ARR of ${money(bridge.bookingsAdjusted)}, is a planning measure and is neither the headline nor the controlled ARR of ${money(controlled)}.`,
            bridge.bookingsAdjusted.path,
            layout.revenueNotes,
          ),
        ]
      : []),
  ];
}

function arithmetic(
  { results }: Study,
  { controlled, headline, bridge, adjustments: parts, growth }: Arr,
  months: readonly string[],
): Conflict[] {
  return [
    ...bridgeCheck(results, controlled, bridge),
    ...adjustmentCheck(results, controlled, headline, parts),
    ...growthCheck(results, growth, bridge.opening, controlled, headline),
    ...(results.has(rolledForward) && months.length > 0
      ? [
          conflict(
            "arithmetic",
            `The monthly KPI export has no rows for ${listed(months)}, so the bridge cannot be followed month by month.`,
            layout.monthlyKpis,
          ),
        ]
      : []),
  ];
}

function bridgeCheck(
  results: Results,
  controlled: SourcedFigure | undefined,
  { opening, added, expansion, contraction, churn }: ArrBridge,
): Conflict[] {
  const [roll, difference] = [results.get(rolledForward), results.get(rollDifference)];
  if (!roll || !difference || !controlled || Math.abs(Number(difference)) < 0.05) return [];
  if (!opening || !added || !expansion || !contraction || !churn) return [];
  const parts = `opening ARR of ${money(opening)} plus ${money(added)} new and ${money(expansion)} expansion, less ${money(contraction)} contraction and ${money(churn)} churn,`;
  return [
    recordAs(
      conflict(
        "arithmetic",
        `The bridge does not tie: ${parts} comes to $${roll}M, not ${money(controlled)}; $${difference}M is unexplained.`,
        controlled.path,
      ),
      `The bridge's ${parts} comes to $${roll}M.`,
      `Ending ARR of ${money(controlled)} is $${difference}M away from ${parts.replace(/,$/, "")}.`,
    ),
  ];
}

function adjustmentCheck(
  results: Results,
  controlled: SourcedFigure | undefined,
  headline: HeadlineArr | undefined,
  parts: readonly Adjustment[],
): Conflict[] {
  const [rest, open] = [results.get(afterAdjustments), results.get(unexplained)];
  if (!rest || !open || !controlled || !headline || Math.abs(Number(open)) < 0.05) return [];
  const named = listed(parts.map((part) => `${part.label} (${money(part)})`));
  return [
    recordAs(
      conflict(
        "arithmetic",
        `Taking ${named} off the headline of ${money(headline)} leaves $${rest}M, not ${money(controlled)}; $${open}M of the gap has no explanation.`,
        headline.path,
        layout.revenueNotes,
        controlled.path,
      ),
      `The headline of ${money(headline)} less ${named} is $${rest}M.`,
      `The headline of ${money(headline)} less ${named} and less controlled ARR of ${money(controlled)} leaves $${open}M.`,
    ),
  ];
}

function growthCheck(
  results: Results,
  growth: Arr["growth"],
  opening: SourcedFigure | undefined,
  controlled: SourcedFigure | undefined,
  headline: HeadlineArr | undefined,
): Conflict[] {
  const [on, off] = [results.get(growthOnControlled), results.get(growthOnHeadline)];
  if (!growth || !on || !off || !opening || !controlled || !headline) return [];
  const fits = (rate: string) => Math.abs(Number(rate) - growth.value) < 1;
  if (!fits(on) || fits(off)) return [];
  return [
    recordAs(
      conflict(
        "arithmetic",
        `The stated growth of ${growth.text} fits controlled ARR of ${money(controlled)} (${on}% over ${money(opening)}), not the headline of ${money(headline)} beside which it is printed (${off}%).`,
        growth.path,
        controlled.path,
      ),
      `From ${money(opening)} to the controlled ${money(controlled)} is growth of ${on}%; the board states ${growth.text}.`,
      `From ${money(opening)} to the headline of ${money(headline)} would be growth of ${off}%.`,
    ),
  ];
}

/** Months without a row in the year of the first row, as a reader would name them. */
function missingMonths(room: Room): string[] {
  const present = room
    .rows(layout.monthlyKpis)
    .flatMap((row) => /^(\d{4})-(\d{2})$/.exec(row["month"] ?? "")?.[0] ?? []);
  const year = present[0]?.slice(0, 4);
  if (!year) return [];
  return monthNames
    .filter((_, index) => !present.includes(`${year}-${String(index + 1).padStart(2, "0")}`))
    .map((name) => `${name} ${year}`);
}

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

function inferences({ headline, adjustments: parts }: Arr): Statement[] {
  return headline && parts.length > 0
    ? [
        say(
          "Because the headline counts contracts that are not live and usage that does not recur, its quality is below that of the controlled figure; valuation should not rest on it.",
          layout.revenueNotes,
        ),
      ]
    : [];
}

function questions(
  { results }: Study,
  { headline, controlled }: Arr,
  months: readonly string[],
): Statement[] {
  const [open, difference] = [results.get(unexplained), results.get(rollDifference)];
  return [
    ...(controlled
      ? []
      : [say(`What is the finance-controlled ARR? \`${layout.arrBridge}\` does not give it.`)]),
    ...(headline && controlled
      ? [
          say(
            `Can finance reconcile ${money(headline)} to ${money(controlled)} contract by contract${open && Math.abs(Number(open)) >= 0.05 ? `, including the $${open}M that no note explains` : ""}?`,
            headline.path,
            controlled.path,
          ),
        ]
      : []),
    ...(difference && Math.abs(Number(difference)) >= 0.05
      ? [
          say(
            `Which movements make up the $${difference}M that the ARR bridge leaves open?`,
            layout.arrBridge,
          ),
        ]
      : []),
    ...(results.has(rolledForward) && months.length > 0
      ? [say(`Please provide the monthly KPIs for ${listed(months)}.`, layout.monthlyKpis)]
      : []),
  ];
}

function weakClaims({ headline, growth, controlled }: Arr): Statement[] {
  return headline && controlled
    ? [
        say(
          `Management's ARR of ${money(headline)}${growth ? ` and growth of ${growth.text}` : ""}: needs a reconciliation to the controlled ${money(controlled)}.`,
          headline.path,
          controlled.path,
        ),
      ]
    : [];
}
