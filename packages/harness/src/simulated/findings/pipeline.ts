import { sumOf, type Calculation } from "../calculations.ts";
import { amountsIn, figureIn, money, percent, type Figure } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, findPassages, listed, quoted, words } from "../passages.ts";
import type { Passage, Room } from "../room.ts";
import { conflict, say, type Finding, type Statement } from "../statement.ts";
import type { TopicDesk } from "../study.ts";

const total = "pipeline at face value, $M";
const weighted = "pipeline at historical close rates, $M";
const withoutPartner = "first stage less partner-sourced pipeline, $M";

/** What the sales pipeline is worth, and on whom it depends. */
export const pipeline: TopicDesk = {
  topic: "pipeline",
  sums: ({ room, habits }) => {
    const stages = readStages(room);
    if (stages.length === 0) return [];
    const sums: Calculation[] = [
      { name: total, expression: sumOf(stages.map(({ amount }) => amount)), decimals: 1 },
    ];
    if (habits.has("pipeline_face_value")) return sums;
    const terms = stages.map(({ amount, rate }) => `${amount.value} * ${rate.value}`);
    sums.push({ name: weighted, expression: terms.join(" + "), decimals: 2 });
    const [first, partner] = [stages[0], dependentAmount(room)];
    if (first && partner)
      sums.push({
        name: withoutPartner,
        expression: `${first.amount.value} - ${partner.amount.value}`,
        decimals: 1,
      });
    return sums;
  },
  checks: () => [],
  find: ({ room, results, habits }) => {
    const stages = readStages(room);
    const sum = results.get(total);
    const worth = results.get(weighted);
    const partner = habits.has("pipeline_face_value") ? undefined : dependentAmount(room);
    return {
      topic: "pipeline",
      title: "Pipeline quality",
      conclusion:
        stages.length === 0
          ? say(`The pipeline is unknown: \`${layout.pipeline}\` is missing or empty.`)
          : say(
              worth
                ? `The pipeline of $${sum}M is worth about $${worth}M at historical close rates.`
                : `The pipeline of ${sum ? `$${sum}M` : "all stages"} supports the growth plan.`,
              layout.pipeline,
            ),
      facts: [
        ...stages.map(({ name, amount, rate, note }) =>
          say(
            `${name}: ${money(amount)}, historical close rate ${percent(rate.value)}${note ? ` (${note})` : ""}.`,
            layout.pipeline,
          ),
        ),
        ...(partner
          ? [
              say(
                `Part of it depends on one partner: ${quoted(partner.passage)}.`,
                partner.passage.path,
              ),
            ]
          : []),
      ],
      conflicts: partner ? assumption(room) : [],
      inferences: reduced(partner, results.get(withoutPartner), stages[0]?.name),
      questions: [
        ...(stages.length === 0
          ? [say("What is the pipeline by stage, with historical close rates?")]
          : []),
        ...(partner
          ? [
              say(
                "Which partner-sourced deals would survive the loss of the partner?",
                partner.passage.path,
              ),
            ]
          : []),
      ],
      weak: assumption(room).map(({ text, sources }) => ({ text, sources })),
      risk: partner && {
        id: "pipeline_quality",
        name: `${money(partner.amount)} of pipeline depends on a disputed partner`,
        severity: "medium",
        weight: 1,
      },
    } satisfies Finding;
  },
};

interface Stage {
  name: string;
  amount: Figure;
  rate: Figure;
  note: string;
}

function readStages(room: Room): Stage[] {
  return room.rows(layout.pipeline).flatMap((row) => {
    const [amount, rate] = [figureIn(row["pipeline_m"]), figureIn(row["historical_close_rate"])];
    if (!amount || !rate) return [];
    return [{ name: words(row["stage"] ?? ""), amount, rate, note: row["quality_note"] ?? "" }];
  });
}

/** The sentence that puts an amount of pipeline at risk. */
function dependentAmount(room: Room): { passage: Passage; amount: Figure } | undefined {
  const passage = findPassages(
    room,
    [layout.pipelineNotes],
    /sourc|partner|reseller|risk|来源|渠道|经销|风险/i,
  ).find(({ text }) => amountsIn(text).length > 0);
  const amount = passage && amountsIn(passage.text)[0];
  return passage && amount ? { passage, amount } : undefined;
}

function assumption(room: Room) {
  const passage = findPassage(
    room,
    [layout.goToMarket],
    /assum|larger|partner|假设|更大/i,
    /pipeline|ACV|partner|管道|商机|合作/i,
  );
  return passage
    ? [
        conflict(
          "claim",
          `The go-to-market plan rests on an assumption (${quoted(passage)}) that the pipeline export and its notes do not bear out.`,
          passage.path,
          layout.pipeline,
          layout.pipelineNotes,
        ),
      ]
    : [];
}

function reduced(
  partner: { amount: Figure } | undefined,
  rest: string | undefined,
  stage: string | undefined,
): Statement[] {
  return partner && rest && stage
    ? [
        say(
          `Without the partner's ${money(partner.amount)} the ${listed([stage])} stage shrinks to $${rest}M; none of it is in controlled ARR.`,
          layout.pipeline,
          layout.pipelineNotes,
        ),
      ]
    : [];
}
