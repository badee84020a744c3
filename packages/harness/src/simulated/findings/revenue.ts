import type { SourcedFigure } from "../arr.ts";
import { money } from "../figures.ts";
import { layout } from "../layout.ts";
import { listed } from "../passages.ts";
import {
  conflict,
  recordAs,
  say,
  type Conflict,
  type Finding,
  type Risk,
  type Statement,
} from "../statement.ts";
import type { Study, TopicDesk } from "../study.ts";
import {
  arithmeticConflicts,
  arrChecks,
  hasChecked,
  missingMonths,
  openAmounts,
} from "./arr-checks.ts";
import { readArr, type Arr } from "./arr-view.ts";

const gap = "headline ARR less controlled ARR, $M";

/** Which ARR counts, and whether the figures behind it hang together. */
export const revenue: TopicDesk = {
  topic: "revenue",
  sums: (study) => {
    const { controlled, headline } = readArr(study);
    if (!controlled || !headline) return [];
    return [{ name: gap, expression: `${headline.value} - ${controlled.value}`, decimals: 1 }];
  },
  checks: (study) => arrChecks(readArr(study)),
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
      conflicts: [
        ...figureConflicts(study, arr),
        ...arithmeticConflicts(study.results, arr, months),
      ],
      inferences: inferences(arr),
      questions: questions(study, arr, months),
      weak: weakClaims(arr),
      risk: riskOf(study, arr),
    } satisfies Finding;
  },
};

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
    ...(margin ? [marginFact(margin)] : []),
  ];
}

/** The export gives a fraction; people speak of percent. */
function marginFact(fraction: string): Statement {
  const percent = Math.round(1000 * Number(fraction)) / 10;
  const text = `Gross margin is ${percent}% (${fraction} in the P&L export).`;
  return recordAs(say(text, layout.profitAndLoss), `Gross margin is ${fraction}.`);
}

function figureConflicts({ results }: Study, { controlled, headline, bridge }: Arr): Conflict[] {
  const difference = results.get(gap);
  return [
    ...(controlled && headline
      ? [
          conflict(
            "figures",
            `Controlled ending ARR is ${money(controlled)} by finance's bridge; board and management material states ARR of ${money(headline)}${difference ? `, a difference of $${difference}M` : ""}. Both are stated here because they rest on different bases.`,
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
  const open = openAmounts(results);
  const including = open.adjustments
    ? `, including the $${open.adjustments}M that no note explains`
    : "";
  return [
    ...(controlled
      ? []
      : [say(`What is the finance-controlled ARR? \`${layout.arrBridge}\` does not give it.`)]),
    ...(headline && controlled
      ? [
          say(
            `Can finance reconcile ${money(headline)} to ${money(controlled)} contract by contract${including}?`,
            headline.path,
            controlled.path,
          ),
        ]
      : []),
    ...(open.bridge
      ? [
          say(
            `Which movements make up the $${open.bridge}M that the ARR bridge leaves open?`,
            layout.arrBridge,
          ),
        ]
      : []),
    ...(hasChecked(results) && months.length > 0
      ? [
          say(
            `There are no monthly figures for ${listed(months)}; please provide them.`,
            layout.monthlyKpis,
          ),
        ]
      : []),
  ];
}

function riskOf({ results }: Study, { headline }: Arr): Risk | undefined {
  const id = "revenue_quality";
  if (headline)
    return {
      id,
      name: `Headline ARR of ${money(headline)} is not the controlled figure`,
      severity: "high",
      weight: 2,
    };
  return openAmounts(results).bridge
    ? { id, name: "ARR rests on a bridge that does not tie", severity: "medium", weight: 0.5 }
    : undefined;
}

function weakClaims({ headline, growth, controlled }: Arr): Statement[] {
  return headline && controlled
    ? [
        say(
          `Management's ARR of ${money(headline)}${growth ? ` and growth of ${growth.text}` : ""}: needs a reconciliation to the controlled ending ARR of ${money(controlled)}.`,
          headline.path,
          controlled.path,
        ),
      ]
    : [];
}
