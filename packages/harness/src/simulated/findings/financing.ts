import { figureIn, money, type Figure } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, listed, quoted } from "../passages.ts";
import type { Room } from "../room.ts";
import {
  conflict,
  say,
  type Conflict,
  type Finding,
  type Severity,
  type Statement,
} from "../statement.ts";
import type { Study, TopicDesk } from "../study.ts";

const impliedCash = "cash implied by burn and runway, $M";
const profitAndLoss = layout.profitAndLoss;

/** Runway, burn and what falls due before the money ends. */
export const financing: TopicDesk = {
  topic: "financing",
  sums: ({ room }) => {
    const { burn, runway } = readCash(room);
    if (!burn || !runway) return [];
    return [{ name: impliedCash, expression: `${burn.value} * ${runway.value}`, decimals: 1 }];
  },
  checks: () => [],
  find: (study) => {
    const cash = readCash(study.room);
    const severity = severityOf(cash.runway);
    return {
      topic: "financing",
      title: "Runway and financing risk",
      conclusion: conclude(cash, severity),
      facts: facts(study, cash),
      conflicts: conflicts(study, cash),
      inferences: inferences(study, cash),
      questions: questions(cash),
      weak: [],
      risk: cash.runway && {
        id: "financing",
        name: `Short runway: ${cash.runway.digits} months at the current burn`,
        severity,
        weight: 30 / Math.max(cash.runway.value, 1),
      },
    } satisfies Finding;
  },
};

interface Cash {
  period: string;
  revenue: Figure | undefined;
  margin: Figure | undefined;
  opex: Figure | undefined;
  burn: Figure | undefined;
  runway: Figure | undefined;
}

function readCash(room: Room): Cash {
  const row = room.rows(profitAndLoss).at(-1) ?? {};
  return {
    period: row["period"] ?? "the latest period",
    revenue: figureIn(row["revenue_m"]),
    margin: figureIn(row["gross_margin"]),
    opex: figureIn(row["opex_m"]),
    burn: figureIn(row["cash_burn_m"]),
    runway: figureIn(row["runway_months"]),
  };
}

function severityOf(runway: Figure | undefined): Severity {
  if (!runway) return "medium";
  return runway.value < 12 ? "high" : runway.value < 18 ? "medium" : "low";
}

function conclude({ runway, burn }: Cash, severity: Severity): Statement {
  if (!runway || !burn)
    return say(
      `The near-term financing risk cannot be judged: runway and monthly burn are unknown, because \`${profitAndLoss}\` does not give both.`,
    );
  const reading = {
    high: "less than a year of cash, so the near-term financing risk is high and burn pressure is the central issue",
    medium:
      "enough to get past the coming year but not much more, so the financing risk is moderate",
    low: "well beyond the coming year, so the near-term financing risk is low",
  }[severity];
  return say(
    `Runway is ${runway.digits} months at a cash burn of ${money(burn)} a month: ${reading}.`,
    profitAndLoss,
  );
}

function facts({ room }: Study, { period, revenue, opex, margin }: Cash): Statement[] {
  const plan = findPassage(
    room,
    [layout.boardDeck],
    /investor|debt|raise|financ|融资|投资人|债务/i,
    /propos|begin|keep|option|discuss|plan|计划|开始/i,
  );
  const hires = findPassage(room, [layout.orgChart], /\d/, /hire|招聘/i);
  return [
    ...(revenue && opex && margin
      ? [
          say(
            `${period} revenue was ${money(revenue)} at a gross margin of ${margin.digits}, against operating expense of ${money(opex)}.`,
            profitAndLoss,
          ),
        ]
      : []),
    ...(plan ? [say(`On funding the board deck says: ${quoted(plan)}.`, plan.path)] : []),
    ...(hires ? [say(`The hiring plan adds cost: ${quoted(hires)}.`, hires.path)] : []),
  ];
}

function conflicts({ room }: Study, { runway }: Cash): Conflict[] {
  const stated = findPassage(room, [layout.boardDeck, layout.overview], /runway|跑道/i, /\d/);
  const months = /(\d+(?:\.\d+)?)\s?(?:months|个月)/.exec(stated?.text ?? "")?.[1];
  if (!stated || !months || !runway || Number(months) === runway.value) return [];
  return [
    conflict(
      "figures",
      `Runway is ${runway.digits} months by the P&L export, which is the figure used here; the board material states a runway of ${months} months.`,
      stated.path,
      profitAndLoss,
    ),
  ];
}

function inferences({ room, results }: Study, { runway, burn }: Cash): Statement[] {
  const cash = results.get(impliedCash);
  const renewing = room.rows(layout.topCustomers).filter((row) => row["renewal_date"]);
  return [
    ...(cash && runway && burn
      ? [
          say(
            `Burn of ${money(burn)} a month over ${runway.value.toFixed(1)} months implies about $${cash}M of cash; the data room holds no cash balance that confirms it.`,
            profitAndLoss,
          ),
        ]
      : []),
    ...(renewing.length > 0 && runway
      ? [
          say(
            `Renewals of the largest customers fall into the same window (${listed(renewing.map((row) => `${row["customer"]} ${row["renewal_date"]}`))}); losing one would shorten the runway.`,
            layout.topCustomers,
          ),
        ]
      : []),
    ...(runway
      ? [
          say(
            "A committed financing, a lower burn or early renewals would lessen this risk; delayed renewals or hiring ahead of revenue would raise it.",
            profitAndLoss,
          ),
        ]
      : []),
  ];
}

function questions({ runway, burn }: Cash): Statement[] {
  return [
    ...(runway && burn
      ? []
      : [
          say(
            `What are the runway and the monthly cash burn? \`${profitAndLoss}\` does not give both.`,
          ),
        ]),
    say(
      "What is the cash balance, and is there committed debt or equity behind it?",
      profitAndLoss,
    ),
    say(
      "Does the stated runway include the planned hires and the cost of legal claims?",
      profitAndLoss,
    ),
  ];
}
