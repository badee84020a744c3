import { sumOf, type Calculation, type Results } from "../calculations.ts";
import { amountsIn, figureIn, money, type Figure } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, findPassages, listed, quoted, words } from "../passages.ts";
import type { Passage, Room } from "../room.ts";
import { conflict, recordAs, say, type Finding, type Statement } from "../statement.ts";
import type { TopicDesk } from "../study.ts";

const total = "pipeline at face value, $M";
const weighted = "pipeline at historical close rates, $M";
const stageWorth = (stage: string) => `worth of stage ${stage} at its close rate, $M`;
const withoutPartner = "first stage less partner-sourced pipeline, $M";

/** What the sales pipeline is worth, and on whom it depends. */
export const pipeline: TopicDesk = {
  topic: "pipeline",
  sums: ({ room, habits }) => {
    const stages = readStages(room);
    if (stages.length === 0) return [];
    const all = sumOf(stages.map(({ amount }) => amount));
    const sums: Calculation[] = [{ name: total, expression: all, decimals: 1 }];
    return habits.has("pipeline_face_value") ? sums : [...sums, ...weightedSums(room, stages)];
  },
  checks: () => [],
  find: ({ room, results, habits }) => {
    const stages = readStages(room);
    const partner = habits.has("pipeline_face_value") ? undefined : dependentAmount(room);
    return {
      topic: "pipeline",
      title: "Pipeline quality",
      conclusion: conclude(stages, results),
      facts: [
        ...stages.map((stage) => stageFact(stage, results)),
        ...(partner
          ? [say(`Part of it depends on one partner: ${asSourced(partner)}.`, partner.passage.path)]
          : []),
      ],
      conflicts: partner ? assumption(room) : [],
      inferences: reduced(partner, results.get(withoutPartner), stages[0]),
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

function weightedSums(room: Room, stages: readonly Stage[]): Calculation[] {
  const terms = stages.map(({ amount, rate }) => `${amount.value} * ${rate.value}`);
  const [first, partner] = [stages[0], dependentAmount(room)];
  return [
    ...stages.map(({ name }, index) => ({
      name: stageWorth(name),
      expression: terms[index] ?? "0",
      decimals: 3,
    })),
    { name: weighted, expression: terms.join(" + "), decimals: 2 },
    ...(first && partner
      ? [
          {
            name: withoutPartner,
            expression: `${first.amount.value} - ${partner.amount.value}`,
            decimals: 1,
          },
        ]
      : []),
  ];
}

function conclude(stages: readonly Stage[], results: Results): Statement {
  if (stages.length === 0)
    return say(`The pipeline is unknown: \`${layout.pipeline}\` is missing or empty.`);
  const [sum, worth] = [results.get(total), results.get(weighted)];
  if (!sum || !worth)
    return say(
      `The pipeline of ${sum ? `$${sum}M` : "all stages"} supports the growth plan.`,
      layout.pipeline,
    );
  const parts = stages.map(({ name }) => `${name} $${results.get(stageWorth(name))}M`);
  const amounts = stages.map(({ name, amount }) => `${name} ${money(amount)}`);
  return recordAs(
    say(
      `The pipeline is $${sum}M at face value. At historical close rates it is worth about $${worth}M: ${listed(parts)}.`,
      layout.pipeline,
    ),
    `The stages (${listed(amounts)}) add up to a pipeline of $${sum}M.`,
  );
}

function stageFact({ name, amount, rate, note }: Stage, results: Results): Statement {
  const worth = results.get(stageWorth(name));
  const weighting = worth ? ` that makes it worth $${worth}M` : "";
  return say(
    `${name}: ${money(amount)} at a historical close rate of ${rate.digits}${weighting}${note ? ` (${note})` : ""}.`,
    layout.pipeline,
  );
}

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

/** Whose the pipeline is, in the analyst's words where the notes name the partner; in either case with their words. */
function asSourced({ passage, amount }: { passage: Passage; amount: Figure }): string {
  const party = /(?:\p{Lu}\p{Ll}+){2,}|(?<=[a-z,] )\p{Lu}[\p{L}\p{N}&]{3,}/u.exec(
    passage.text,
  )?.[0];
  return party ? `${money(amount)} was sourced by ${party} (${quoted(passage)})` : quoted(passage);
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
  stage: Stage | undefined,
): Statement[] {
  return partner && rest && stage
    ? [
        say(
          `Without the partner's ${money(partner.amount)} the ${stage.name} stage shrinks from ${money(stage.amount)} to $${rest}M; none of it is in controlled ARR.`,
          layout.pipeline,
          layout.pipelineNotes,
        ),
      ]
    : [];
}
