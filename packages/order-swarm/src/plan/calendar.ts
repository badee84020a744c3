/** One dated thing that happened outside the business. */
export interface MarketEvent {
  id: string;
  type: string;
  date: string;
  headline: string;
  /** `low`, `medium` or `high`. */
  weight: string;
}

interface Era {
  name: string;
  /** Share of the calendar at which it ends. */
  until: number;
  events: readonly string[];
}

const firstDay = Date.parse("2025-05-15T00:00:00Z");
const dayMs = 86_400_000;
const calendarDays = 168;

const regimes: readonly Era[] = [
  {
    name: "rate_relief",
    until: 0.24,
    events: ["Lending rates eased for fleet buyers", "Tariff table revised for cells"],
  },
  {
    name: "truck_competition",
    until: 0.43,
    events: ["A rival truck entered the mid range", "Steel terms reopened with suppliers"],
  },
  {
    name: "launch_excitation",
    until: 0.57,
    events: ["Launch campaign raised walk-in demand", "Inbound lots moved ahead of the launch"],
  },
  {
    name: "anomalous_routing",
    until: 0.88,
    events: ["Carrier lanes changed at short notice", "Plant transfers under review by dispatch"],
  },
  {
    name: "price_pressure",
    until: 1.01,
    events: ["List prices cut by two rivals", "Incentive budgets closed early in one region"],
  },
];

/** Versions follow dated prompt revisions; each stays in use beside its successor for a while. */
const versions: readonly { name: string; from: number; until: number }[] = [
  { name: "v1.0", from: 0, until: 0.5 },
  { name: "v1.1", from: 0.4, until: 0.92 },
  { name: "v1.2", from: 0.8, until: 1.01 },
  { name: "v1.3", from: 0.97, until: 1.01 },
];

/** The simulated instant at which a position on the calendar (0 to 1) begins, in milliseconds. */
export function instantAt(position: number): number {
  return Math.floor((firstDay + position * calendarDays * dayMs) / 60_000) * 60_000;
}

/** `2025-05-15` of an instant. */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The batch of market data in force at an instant: one a quarter. */
export function environmentBatchAt(instant: number): string {
  const date = new Date(instant);
  return `environment-${date.getUTCFullYear()}-q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** A day some days before or after an instant. */
export function dayFrom(instant: number, days: number): string {
  return dayOf(instant + days * dayMs);
}

/** The regime in force at a position on the calendar. */
export function regimeAt(position: number): string {
  return (regimes.find(({ until }) => position < until) ?? regimes[0])?.name ?? "rate_relief";
}

/** The agent versions in use at a position on the calendar. */
export function versionsAt(position: number): string[] {
  return versions
    .filter(({ from, until }) => position >= from && position < until)
    .map(({ name }) => name);
}

/** What the market brought shortly before a position: two dated events of its regime. */
export function marketEventsAt(position: number, instant: number): MarketEvent[] {
  const regime = regimes.find(({ until }) => position < until) ?? regimes[0];
  return (regime?.events ?? []).map((headline, index) => ({
    id: `env-${regime?.name ?? "none"}-${index + 1}`,
    type: index === 0 ? "demand_shift" : "supply_shift",
    date: dayFrom(instant, -2 - index * 3),
    headline,
    weight: index === 0 ? "medium" : "low",
  }));
}
