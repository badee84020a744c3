import { seededRandom, type Random } from "@loopwright/core/statistics";
import { standingOrder, type Role } from "../swarm/agent-names.ts";
import { instantAt, regimeAt, versionsAt } from "./calendar.ts";
import { caseMix, caseTypes, sharesOf, type CaseType } from "./case-types.ts";
import { drawWorld } from "./draw-world.ts";
import type { OrderPlan } from "./order-plan.ts";
import type { OrderWorld } from "./order-world.ts";
import { patternOf, patterns, type Pattern, type PatternId } from "./patterns.ts";
import { chooseRevisions } from "./choose-revisions.ts";
import { visitOdds } from "./visits.ts";

/** Seeds on which shares, odds and wordings of the population were chosen; measure on other ones. */
export const tuningSeeds = ["1", "2", "3", "4", "5"] as const;

/** Where on the calendar the rogue window lies: a tenth of the runs, late, all in a row. */
export const rogueWindow = { from: 0.705, until: 0.805 } as const;

const shareOf = {
  unreadable: 0.008,
  second: 0.08,
  metadataLost: 0.55,
  namedShadow: 0.1,
  shadowAudit: 0.26,
  alarmAfterFault: 0.5,
  alarmAtRisk: 0.4,
  alarm: 0.14,
} as const;

/**
 * Plans a population: orders in calendar order, each with its facts, the desks it needs, and the prompt
 * revisions that serve it. Pure: same count and seed, same plans. The plans hold the truth; only the runner
 * and the truth file get them.
 */
export function planOrders({ count, seed }: { count: number; seed: string }): OrderPlan[] {
  const random = seededRandom(`${seed}:orders`);
  const kinds = random.fork("kinds").shuffle(spread(count));
  const planted = plantPatterns(kinds, random.fork("patterns"));
  const unreadable = chooseUnreadable(count, planted, random.fork("unreadable"));
  const named = chooseNamed(count, planted, random.fork("named"));
  return kinds.map((caseType, index) =>
    planOne({
      index,
      count,
      seed,
      caseType,
      planted: planted.get(index) ?? null,
      unreadable: unreadable.has(index),
      namesShadow: named.has(index),
    }),
  );
}

function spread(count: number): CaseType[] {
  const shares = sharesOf(count, caseMix, caseTypes);
  return caseTypes.flatMap((kind) => Array.from({ length: shares.get(kind) ?? 0 }, () => kind));
}

function inWindow(index: number, count: number): boolean {
  const position = index / count;
  return position >= rogueWindow.from && position < rogueWindow.until;
}

/** Chooses the runs of each pattern among the kinds of order that can show it; the window is the rogue's. */
function plantPatterns(kinds: readonly CaseType[], random: Random): Map<number, PatternId> {
  const planted = new Map<number, PatternId>();
  for (const index of kinds.keys())
    if (inWindow(index, kinds.length)) planted.set(index, "rogue_window");
  for (const pattern of patterns) {
    const wanted = Math.round((pattern.share * kinds.length) / 1000);
    const pool = [...kinds.keys()].filter((index) => !planted.has(index));
    for (const index of weighted(pool, kinds, pattern, random).slice(0, wanted))
      planted.set(index, pattern.id);
  }
  return planted;
}

/** A random order in which heavier ones tend to come first (Efraimidis and Spirakis, 2006). */
function weighted(
  pool: readonly number[],
  kinds: readonly CaseType[],
  pattern: Pattern,
  random: Random,
): number[] {
  return pool
    .flatMap((index) => {
      const weight = pattern.weight(kinds[index] ?? "clean_simple");
      return weight > 0 ? [{ index, key: random.next() ** (1 / weight) }] : [];
    })
    .toSorted((a, b) => b.key - a.key)
    .map(({ index }) => index);
}

function chooseUnreadable(
  count: number,
  planted: ReadonlyMap<number, PatternId>,
  random: Random,
): Set<number> {
  const pool = Array.from({ length: count }, (_, index) => index).filter((i) => !planted.has(i));
  return new Set(random.shuffle(pool).slice(0, Math.round(count * shareOf.unreadable)));
}

function chooseNamed(
  count: number,
  planted: ReadonlyMap<number, PatternId>,
  random: Random,
): Set<number> {
  const rogue = [...planted].flatMap(([index, id]) => (id === "rogue_window" ? [index] : []));
  return new Set(random.shuffle(rogue).slice(0, Math.round(rogue.length * shareOf.namedShadow)));
}

interface OneOrder {
  index: number;
  count: number;
  seed: string;
  caseType: CaseType;
  planted: PatternId | null;
  unreadable: boolean;
  namesShadow: boolean;
}

function planOne(one: OneOrder): OrderPlan {
  const { index, count, seed, caseType, planted } = one;
  const random = seededRandom(`${seed}:order:${index}`);
  const position = index / count;
  const startsAt = instantAt(position);
  const number = String(index + 1).padStart(4, "0");
  const orderId = `ORD-${random.integer(100_000, 999_999)}`;
  const drawn = drawWorld({
    random: random.fork("world"),
    caseType,
    orderId,
    position,
    instant: startsAt,
  });
  const further = furtherPatterns(caseType, planted, random.fork("further"));
  const all = [...(planted ? [planted] : []), ...further].map(patternOf);
  const arranged = all.reduce((world, pattern) => pattern.arrange(world), drawn);
  const world = withAlarm(arranged, planted !== null, random.fork("alarm"));
  const topics = chooseTopics(caseType, all, random.fork("topics"));
  return {
    runId: `run-${number}`,
    configId: `config-${number}`,
    index,
    caseType,
    startsAt,
    regime: regimeAt(position),
    agentVersion: random.fork("version").pick(versionsAt(position)),
    world,
    topics,
    revisions: chooseRevisions({ all, world, topics, caseType, random: random.fork("revisions") }),
    unreadable: one.unreadable,
    metadataLost: random.fork("metadata").next() < shareOf.metadataLost,
    namesShadow: one.namesShadow,
    planted,
    further,
    inRogueWindow: inWindow(index, count),
  };
}

/** In 8% of the planted runs a second behaviour shows too. */
function furtherPatterns(
  caseType: CaseType,
  planted: PatternId | null,
  random: Random,
): PatternId[] {
  if (!planted || random.next() >= shareOf.second) return [];
  const first = patternOf(planted);
  const fits = patterns.filter(
    (other) =>
      other.id !== "rogue_window" &&
      other.culprit !== first.culprit &&
      other.weight(caseType) > 0 &&
      !clashes(first, other),
  );
  return fits.length > 0 ? [random.pick(fits).id] : [];
}

/** Two behaviours clash when one would keep the other from showing. */
function clashes(first: Pattern, second: Pattern): boolean {
  if (first.id === "rogue_window")
    return ["review_skipped", "conflict_without_arbitration"].includes(second.id);
  const pair = [first.id, second.id];
  return pair.includes("corrupted_unit_count") && pair.includes("lapsed_quote_used");
}

/** Trouble is noticed downstream after half of the faults, and in healthy runs too, at a raised risk more often. */
function withAlarm(world: OrderWorld, faulty: boolean, random: Random): OrderWorld {
  const atRisk = world.risk === "raised" ? shareOf.alarmAtRisk : shareOf.alarm;
  const odds = faulty ? shareOf.alarmAfterFault : atRisk;
  if (random.next() >= odds) return world;
  const variance = random.pick(["a later date", "a part count", "a cost line", "a paper"]);
  return { ...world, variance };
}

function chooseTopics(caseType: CaseType, all: readonly Pattern[], random: Random): Role[] {
  const forced = new Set(all.flatMap(({ topics }) => topics));
  const audited = random.next() < shareOf.shadowAudit;
  const chosen = standingOrder.filter((role) => {
    const odds = role === "shadow" ? Number(audited) : visitOdds(caseType, role);
    return random.next() < odds || forced.has(role);
  });
  // The three clarification desks work as one.
  return standingOrder.filter(
    (role) =>
      chosen.includes(role) ||
      ((role === "dialogue" || role === "resolution") && chosen.includes("intent")),
  );
}
