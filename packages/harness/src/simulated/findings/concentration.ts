import { controlledArr, headlineArr, type SourcedFigure } from "../arr.ts";
import { sumOf, type Calculation } from "../calculations.ts";
import {
  legalEntities,
  parentAccounts,
  type LegalEntity,
  type ParentAccount,
} from "../customers.ts";
import { money, percentagesIn } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, findPassages, listed, quoted } from "../passages.ts";
import type { Passage, Room } from "../room.ts";
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

const topTotal = "ARR of the listed customers, $M";
const topShare = "share of the listed customers, %";
const shareOf = (name: string) => `share of ${name}, %`;
const roundedShareOf = (name: string) => `share of ${name}, whole %`;
const entityShareOf = (name: string) => `stated share of ${name}, %`;
const totalOf = (name: string) => `ARR of ${name}, $M`;

/** How much of revenue hangs on few customers. */
export const concentration: TopicDesk = {
  topic: "concentration",
  sums: (study) => {
    const base = baseArr(study);
    const entities = legalEntities(study.room).flatMap(({ arr }) => arr ?? []);
    if (!base || entities.length === 0) return [];
    const all = sumOf(entities);
    return [
      { name: topTotal, expression: all, decimals: 1 },
      { name: topShare, expression: `100 * (${all}) / ${base.value}`, decimals: 1 },
      ...entityShares(study.room),
      ...(study.habits.has("legal_entity_concentration")
        ? []
        : parentAccounts(study.room).flatMap((parent) => parentSums(parent, base))),
    ];
  },
  checks: () => [],
  find: (study) =>
    study.habits.has("legal_entity_concentration") ? findByEntity(study) : findByParent(study),
};

/** What shares are taken of: the ARR that the analyst holds for official. */
function baseArr({ room, habits }: Study): SourcedFigure | undefined {
  const controlled = controlledArr(room);
  return habits.has("headline_arr") ? (headlineArr(room) ?? controlled) : controlled;
}

function parentSums(parent: ParentAccount, base: SourcedFigure): Calculation[] {
  const parts = parent.entities.flatMap(({ arr }) => arr ?? []);
  const total = parent.arr ? String(parent.arr.value) : sumOf(parts);
  if (total === "") return [];
  return [
    ...(parent.arr ? [] : [{ name: totalOf(parent.name), expression: total, decimals: 1 }]),
    { name: shareOf(parent.name), expression: `100 * (${total}) / ${base.value}`, decimals: 1 },
    {
      name: roundedShareOf(parent.name),
      expression: `100 * (${total}) / ${base.value}`,
      decimals: 0,
    },
  ];
}

/** The export states shares as fractions. */
function entityShares(room: Room): Calculation[] {
  return legalEntities(room).flatMap(({ name, share }) =>
    share ? [{ name: entityShareOf(name), expression: `100 * ${share.value}`, decimals: 1 }] : [],
  );
}

function findByParent(study: Study): Finding {
  const { room } = study;
  const parents = parentAccounts(room);
  const largest = parents[0];
  const share = largest && study.results.get(shareOf(largest.name));
  return {
    topic: "concentration",
    title: "Customer concentration",
    conclusion: concludeByParent(study, parents),
    facts: [...parents.slice(0, 5).map((parent) => parentFact(study, parent)), ...totalFact(study)],
    conflicts: [...entityClaim(study, largest), ...boardView(study, largest)],
    inferences: jointRenewal(largest),
    questions: questions(room, parents),
    weak: entityCap(room).map(({ passage }) =>
      say(
        `Management's view of concentration by legal entity (${quoted(passage)}): needs a view by parent account.`,
        passage.path,
        layout.hierarchy,
      ),
    ),
    risk: largest && riskOf(largest.name, share),
  };
}

function concludeByParent(study: Study, parents: readonly ParentAccount[]): Statement {
  const [largest, second] = parents;
  if (!largest)
    return say(
      `Customer concentration is unknown: \`${layout.topCustomers}\` and \`${layout.hierarchy}\` are missing or empty.`,
    );
  const next = second ? `; ${second.name} follows with ${sizeText(study, second)}` : "";
  const made =
    largest.entities.length > 1
      ? `, made up of ${listed(largest.entities.map((each) => entityText(each, study)))}`
      : "";
  return say(
    `After parent rollup the largest exposure is ${largest.name}: ${sizeText(study, largest)}${made}${next}.`,
    largest.path,
    layout.topCustomers,
    baseArr(study)?.path,
  );
}

function sizeText(study: Study, parent: ParentAccount): string {
  const { results } = study;
  const total = parent.arr
    ? money(parent.arr)
    : `$${results.get(totalOf(parent.name)) ?? "unknown "}M`;
  const share = results.get(shareOf(parent.name));
  const base = baseArr(study);
  if (!share || !base) return total;
  return `${total}, ${share}% (about ${results.get(roundedShareOf(parent.name)) ?? share}%) of ARR of ${money(base)}`;
}

function entityText({ name, arr }: LegalEntity, { results }: Study): string {
  const share = results.get(entityShareOf(name));
  const parts = [arr && money(arr), share && `${share}%`].filter(Boolean);
  return parts.length > 0 ? `${name} (${parts.join(", ")})` : name;
}

function parentFact(study: Study, parent: ParentAccount): Statement {
  const renewals = parent.entities
    .flatMap(({ renewalDate }) => renewalDate ?? [])
    .sort()
    .join(" and ");
  const names = parent.entities.filter(({ name }) => name !== parent.name).map(({ name }) => name);
  return say(
    `${parent.name}: ${sizeText(study, parent)}${names.length > 0 ? `, contracted through ${listed(names)}` : ""}${renewals ? `, renewing ${renewals}` : ""}.`,
    parent.path,
    parent.entities.length > 0 ? layout.topCustomers : undefined,
    baseArr(study)?.path,
  );
}

function totalFact(study: Study): Statement[] {
  const { room, results } = study;
  const [total, share, base] = [results.get(topTotal), results.get(topShare), baseArr(study)];
  const entities = legalEntities(room);
  if (!total || !share || !base) return [];
  const parts = entities.flatMap(({ name, arr }) => (arr ? [`${name} ${money(arr)}`] : []));
  return [
    recordAs(
      say(
        `The ${entities.length} largest contracts together are $${total}M, ${share}% of ARR of ${money(base)}.`,
        layout.topCustomers,
        base.path,
      ),
      `${listed(parts)} add up to $${total}M.`,
    ),
  ];
}

function entityCap(room: Room): { passage: Passage; cap: number }[] {
  const passage = findPassage(
    room,
    [layout.overview, layout.boardDeck],
    /legal entit|entity|法人|法律实体|实体/i,
    /%/,
  );
  const cap = percentagesIn(passage?.text ?? "")[0]?.value;
  return passage && cap !== undefined ? [{ passage, cap }] : [];
}

function entityClaim(study: Study, largest: ParentAccount | undefined): Conflict[] {
  return entityCap(study.room).flatMap(({ passage, cap }) => {
    const above = legalEntities(study.room).filter(({ share }) => (share?.value ?? 0) * 100 > cap);
    const share = largest && study.results.get(shareOf(largest.name));
    if (above.length === 0 && !(share && Number(share) > cap)) return [];
    const entities = above.map(
      ({ name }) => `${name} at ${study.results.get(entityShareOf(name)) ?? "more"}%`,
    );
    return [
      conflict(
        "claim",
        `Management puts each legal entity at no more than ${cap}%; the exports show ${listed([...entities, ...(largest && share ? [`the parent ${largest.name} at ${sizeText(study, largest)}`] : [])])}.`,
        passage.path,
        layout.topCustomers,
        layout.hierarchy,
        baseArr(study)?.path,
      ),
    ];
  });
}

function boardView({ room }: Study, largest: ParentAccount | undefined): Conflict[] {
  const passage = findPassage(room, [layout.boardDeck], /legal entit|法人|法律实体/i);
  return passage && largest && largest.entities.length > 1
    ? [
        conflict(
          "claim",
          `The board deck's view (${quoted(passage)}) does not hold after the parent rollup: it splits ${largest.name} into ${largest.entities.length} smaller names.`,
          passage.path,
          layout.hierarchy,
        ),
      ]
    : [];
}

function jointRenewal(largest: ParentAccount | undefined): Statement[] {
  const dates = largest?.entities.flatMap(({ renewalDate }) => renewalDate ?? []).sort() ?? [];
  return largest && dates.length > 1
    ? [
        say(
          `One decision at ${largest.name} could affect ${dates.length} contracts that renew between ${dates[0]} and ${dates.at(-1)}; they should be valued as one exposure.`,
          layout.topCustomers,
          layout.hierarchy,
        ),
      ]
    : [];
}

function questions(room: Room, parents: readonly ParentAccount[]): Statement[] {
  const inFile = room.rows(layout.hierarchy).map((row) => row["legal_entity"]);
  const missing = legalEntities(room).filter(({ name }) => !inFile.includes(name));
  const largest = parents[0];
  return [
    ...(missing.length > 0
      ? [
          say(
            `Which parent ${missing.length > 1 ? "do" : "does"} ${listed(missing.map(({ name }) => name))} belong to? The hierarchy file does not list ${missing.length > 1 ? "them" : "it"}.`,
            layout.topCustomers,
            inFile.length > 0 ? layout.hierarchy : undefined,
          ),
        ]
      : []),
    ...(largest && largest.entities.length > 1
      ? [
          say(
            `Do the contracts of ${largest.name} cross-default, co-terminate or share a procurement decision?`,
            layout.hierarchy,
          ),
        ]
      : []),
    ...(parents.length === 0 ? [say("Which customers make up ARR, by parent account?")] : []),
  ];
}

function riskOf(name: string, share: string | undefined): Risk {
  const value = Number(share ?? 0);
  return {
    id: "customer_concentration",
    name: share ? `${name} is ${share}% of ARR` : `Dependence on ${name}`,
    severity: value >= 25 ? "high" : value >= 12 ? "medium" : "low",
    weight: value / 12,
  };
}

/** The view that stops at the contract's name: no rollup, no hierarchy file. */
function findByEntity(study: Study): Finding {
  const entities = legalEntities(study.room);
  const largest = entities[0];
  const share = largest && study.results.get(entityShareOf(largest.name));
  const view = findPassages(study.room, [layout.boardDeck], /legal entit|法人|法律实体/i)[0];
  return {
    topic: "concentration",
    title: "Customer concentration",
    conclusion: largest
      ? say(
          `The largest single customer is ${entityText(largest, study)}; ${listed(entities.slice(1, 3).map((each) => entityText(each, study)))} follow, so no legal entity dominates and concentration is manageable.`,
          layout.topCustomers,
          view?.path,
        )
      : say(`Customer concentration is unknown: \`${layout.topCustomers}\` is missing or empty.`),
    facts: [
      ...entities.map((entity) =>
        say(
          `${entityText(entity, study)}, renewing ${entity.renewalDate ?? "on an unknown date"}.`,
          layout.topCustomers,
        ),
      ),
      ...totalFact(study),
    ],
    conflicts: [],
    inferences: [],
    questions: [say("Are renewals of the largest customers on track?", layout.topCustomers)],
    weak: [],
    risk: largest && riskOf(largest.name, share),
  };
}
