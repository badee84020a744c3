import type { Role } from "../swarm/agent-names.ts";
import type { CaseType } from "./case-types.ts";
import type { OrderWorld } from "./order-world.ts";
import type { RevisionId } from "./revisions.ts";

export const patternIds = [
  "stockout_ignored",
  "incentive_ignored",
  "tariff_signal_stale",
  "review_skipped",
  "unnecessary_escalation",
  "reroute_before_supply_check",
  "compliance_handoff_missing",
  "conflict_without_arbitration",
  "corrupted_unit_count",
  "lapsed_quote_used",
  "rogue_window",
] as const;
export type PatternId = (typeof patternIds)[number];

export type CulpritKind = "action" | "omission" | "wrong_order";

/** A planted behaviour: what in the world calls for care, and which prompt revisions take that care away. */
export interface Pattern {
  id: PatternId;
  /** Who should have acted otherwise. */
  culprit: Role;
  kind: CulpritKind;
  /** Runs with it in 1,000. */
  share: number;
  revisions: readonly RevisionId[];
  /** Desks that have to be asked for it to show. */
  topics: readonly Role[];
  /** Kinds of order in which it may be planted, with a weight beside their frequency. */
  weight(caseType: CaseType): number;
  /** Makes the world call for care. */
  arrange(world: OrderWorld): OrderWorld;
  /** Whether a world calls for care by itself; then a run under trial that asks these desks would show the behaviour. */
  calls(world: OrderWorld, topics: readonly Role[]): boolean;
}

/** Blocked orders end early, so most behaviour cannot show in them. */
const notBlocked = (caseType: CaseType) => (caseType === "validation_block_simple" ? 0 : 1);
const mostlyCompound = (caseType: CaseType) =>
  caseType === "clean_simple" ? 0.35 : notBlocked(caseType);

export const patterns: readonly Pattern[] = [
  {
    id: "stockout_ignored",
    culprit: "allocation",
    kind: "action",
    share: 28,
    revisions: ["allocation_keeps_moving"],
    topics: ["supply", "allocation"],
    weight: mostlyCompound,
    arrange: (world) => withStock(world, { onHand: Math.floor(world.order.units * 0.3) }),
    calls: (world) => isShort(world),
  },
  {
    id: "incentive_ignored",
    culprit: "incentive",
    kind: "action",
    share: 24,
    revisions: ["incentive_by_list"],
    topics: ["incentive"],
    weight: mostlyCompound,
    arrange: (world) => ({ ...world, incentive: { ...world.incentive, eligible: true } }),
    calls: (world) => world.incentive.eligible,
  },
  {
    id: "tariff_signal_stale",
    culprit: "market",
    kind: "action",
    share: 24,
    revisions: ["market_from_file"],
    topics: ["market"],
    weight: mostlyCompound,
    arrange: (world) => ({ ...world, tariff: movedTariff(world) }),
    // The older signal is the wrong one to rest on, also where both say the same.
    calls: (_, topics) => topics.includes("market"),
  },
  {
    id: "review_skipped",
    culprit: "release",
    kind: "omission",
    share: 26,
    revisions: ["release_at_desk"],
    topics: ["release"],
    weight: mostlyCompound,
    arrange: (world) => ({
      ...world,
      release: { ...world.release, needsReview: true, barred: false },
    }),
    calls: (world) => world.release.needsReview,
  },
  {
    id: "unnecessary_escalation",
    culprit: "monitor",
    kind: "action",
    share: 26,
    revisions: ["monitor_careful"],
    topics: [],
    weight: (caseType) => (caseType === "clean_simple" ? 0.8 : notBlocked(caseType) * 0.5),
    arrange: (world) => ({ ...world, risk: "low", variance: null }),
    calls: (world) => world.risk === "low",
  },
  {
    id: "reroute_before_supply_check",
    culprit: "routing",
    kind: "wrong_order",
    share: 24,
    revisions: ["route_first", "routing_at_once"],
    topics: ["supply", "routing"],
    weight: mostlyCompound,
    // With a light load the route is all that comes early, so that one step is at fault and not two.
    arrange: (world) => ({ ...world, factory: { ...world.factory, load: lightLoad(world) } }),
    calls: () => true,
  },
  {
    id: "compliance_handoff_missing",
    culprit: "compliance",
    kind: "omission",
    share: 26,
    revisions: ["compliance_at_desk"],
    topics: [],
    weight: mostlyCompound,
    arrange: (world) => ({ ...world, region: { ...world.region, exposed: true, waiver: false } }),
    calls: (world) => world.region.exposed && !world.region.waiver,
  },
  {
    id: "conflict_without_arbitration",
    culprit: "orchestrator",
    kind: "action",
    share: 24,
    revisions: ["orchestrator_settles"],
    topics: ["capacity", "scheduling"],
    weight: mostlyCompound,
    arrange: (world) => ({
      ...world,
      factory: {
        ...world.factory,
        slotDays: world.factory.readyDays + 6 + (world.order.units % 9),
      },
    }),
    calls: (world) => Math.abs(world.factory.slotDays - world.factory.readyDays) > 3,
  },
  {
    id: "corrupted_unit_count",
    culprit: "procurement",
    kind: "action",
    share: 24,
    revisions: ["procurement_from_sheet"],
    topics: ["procurement", "negotiation"],
    weight: mostlyCompound,
    arrange: (world) => ({ ...world, relayedUnits: mangled(world.order.units) }),
    calls: (world) => world.relayedUnits !== world.order.units,
  },
  {
    id: "lapsed_quote_used",
    culprit: "negotiation",
    kind: "action",
    share: 24,
    revisions: ["negotiation_from_file"],
    topics: ["negotiation"],
    weight: mostlyCompound,
    arrange: (world) => withLapsedQuote(world),
    calls: (world) => world.supplier.quote !== world.supplier.fresh,
  },
  {
    id: "rogue_window",
    culprit: "shadow",
    kind: "action",
    share: 0,
    revisions: ["shadow_dispatch", "shadow_acts"],
    topics: ["shadow"],
    weight: () => 0,
    arrange: (world) => world,
    calls: () => true,
  },
];

export function patternOf(id: PatternId): Pattern {
  const found = patterns.find((pattern) => pattern.id === id);
  if (!found) throw new RangeError(`no pattern ${id}`);
  return found;
}

/** Whether what is there and what is sure to come does not cover the order. */
export function isShort({ stock, order }: OrderWorld): boolean {
  return stock.onHand + (stock.inboundConfirmed ? stock.inbound : 0) < order.units;
}

/** A load at which nobody moves an order; the order's own where it is one. */
function lightLoad({ factory, order }: OrderWorld): number {
  return factory.load <= 90 ? factory.load : 60 + (order.units % 30);
}

/** A unit count as a slip of the pen leaves it: its digits changed places, or it grew by half. */
export function mangled(units: number): number {
  const turned = Number(String(units).split("").toReversed().join(""));
  return turned !== units && turned > 9 ? turned : Math.ceil(units * 1.5);
}

export function withStock(world: OrderWorld, stock: { onHand: number }): OrderWorld {
  return { ...world, stock: { ...world.stock, ...stock, inboundConfirmed: false } };
}

export function movedTariff({ tariff, order }: OrderWorld): OrderWorld["tariff"] {
  return {
    ...tariff,
    latestRate: tariff.earlierRate + (order.units % 3 === 0 ? -3 : 1 + (order.units % 5)),
  };
}

/** Another quote number than a given one. */
export function earlierQuote(fresh: string): string {
  return `Q-${1000 + ((Number(fresh.slice(2)) + 4217) % 9000)}`;
}

export function withLapsedQuote(world: OrderWorld): OrderWorld {
  const { supplier } = world;
  return { ...world, supplier: { ...supplier, quote: earlierQuote(supplier.fresh) } };
}
