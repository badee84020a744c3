import { legalEntities, parentAccounts, type ParentAccount } from "../customers.ts";
import { percentagesIn } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, listed, quoted } from "../passages.ts";
import type { Passage, Room } from "../room.ts";
import { conflict, say, type Conflict, type Finding, type Statement } from "../statement.ts";
import type { Study } from "../study.ts";
import {
  baseArr,
  entityShare,
  entityText,
  parentShare,
  riskOf,
  sizeText,
  totalFact,
} from "./shares.ts";

/** The largest exposures once entities are rolled up to their parents. */
export function findByParent(study: Study): Finding {
  const { room } = study;
  const parents = parentAccounts(room);
  const largest = parents[0];
  const share = largest && parentShare(largest.name, study);
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
    const share = largest && parentShare(largest.name, study);
    if (above.length === 0 && !(share && Number(share) > cap)) return [];
    const entities = above.map(({ name }) => `${name} at ${entityShare(name, study) ?? "more"}%`);
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
