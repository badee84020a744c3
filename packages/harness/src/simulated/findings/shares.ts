import { controlledArr, headlineArr, type SourcedFigure } from "../arr.ts";
import { sumOf, type Calculation } from "../calculations.ts";
import {
  legalEntities,
  parentAccounts,
  type LegalEntity,
  type ParentAccount,
} from "../customers.ts";
import { amountsIn, money, same } from "../figures.ts";
import { layout } from "../layout.ts";
import { listed } from "../passages.ts";
import type { Room } from "../room.ts";
import { recordAs, say, type Risk, type Statement } from "../statement.ts";
import type { Study } from "../study.ts";

const topTotal = "ARR of the listed customers, $M";
const topShare = "share of the listed customers, %";
const shareOf = (name: string) => `share of ${name}, %`;
const roundedShareOf = (name: string) => `share of ${name}, whole %`;
const entityShareOf = (name: string) => `stated share of ${name}, %`;
const totalOf = (name: string) => `ARR of ${name}, $M`;

/** Totals and shares of the customers, by contract and (unless the hierarchy is left out) by parent. */
export function shareSums(study: Study): Calculation[] {
  const base = baseArr(study);
  const entities = largestContracts(study.room).flatMap(({ arr }) => arr ?? []);
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
}

/** What shares are taken of: the ARR that the analyst holds for official. */
export function baseArr({ room, habits }: Study): SourcedFigure | undefined {
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

/** A parent's ARR and its share of all ARR, as text. */
export function sizeText(study: Study, parent: ParentAccount): string {
  const { results } = study;
  const total = parent.arr
    ? money(parent.arr)
    : `$${results.get(totalOf(parent.name)) ?? "unknown "}M`;
  const share = results.get(shareOf(parent.name));
  const base = baseArr(study);
  if (!share || !base) return total;
  return `${total}, ${share}% (about ${results.get(roundedShareOf(parent.name)) ?? share}%) of ARR of ${money(base)}`;
}

/** A contract's ARR and its share, as text. */
export function entityText({ name, arr }: LegalEntity, { results }: Study): string {
  const share = results.get(entityShareOf(name));
  const parts = [arr && money(arr), share && `${share}%`].filter(Boolean);
  return parts.length > 0 ? `${name} (${parts.join(", ")})` : name;
}

/** The five largest contracts, the usual measure beside the largest parent. */
export function largestContracts(room: Room): LegalEntity[] {
  return legalEntities(room).slice(0, 5);
}

/** What the largest contracts come to; the contract summary is cited where it states the same total. */
export function totalFact(study: Study): Statement[] {
  const { room, results } = study;
  const [total, share, base] = [results.get(topTotal), results.get(topShare), baseArr(study)];
  const contracts = largestContracts(room);
  if (!total || !share || !base) return [];
  const confirming = room
    .passages(layout.contractsSummary)
    .find(({ text }) => amountsIn(text).some(({ value }) => same(value, Number(total))));
  const fact = say(
    `The ${contracts.length} largest contracts together are $${total}M, ${share}% of ARR of ${money(base)}.`,
    layout.topCustomers,
    base.path,
    confirming?.path,
  );
  const parts = contracts.flatMap(({ name, arr }) => (arr ? [`${name} ${money(arr)}`] : []));
  return [confirming ? fact : recordAs(fact, `${listed(parts)} add up to $${total}M.`)];
}

/** A contract's share in percent, as worked out. */
export function entityShare(name: string, { results }: Study): string | undefined {
  return results.get(entityShareOf(name));
}

/** A parent's share in percent, as worked out. */
export function parentShare(name: string, { results }: Study): string | undefined {
  return results.get(shareOf(name));
}

/** The weight of a share among the deal's risks. */
export function riskOf(name: string, share: string | undefined): Risk {
  const value = Number(share ?? 0);
  return {
    id: "customer_concentration",
    name: share ? `${name} is ${share}% of ARR` : `Dependence on ${name}`,
    severity: value >= 25 ? "high" : value >= 12 ? "medium" : "low",
    weight: value / 12,
  };
}
