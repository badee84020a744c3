import type { HabitId } from "../../habits.ts";
import type { Study } from "../../study.ts";
import type { Room } from "../../room.ts";
import type { CrossCheck } from "./cross-check.ts";
import { contradictoryDates } from "./dates.ts";
import { doubleCounts } from "./double-counts.ts";
import { outdated } from "./outdated.ts";
import { mixedUnits } from "./units.ts";

const checks: readonly { skippedBy: HabitId; check: (room: Room) => CrossCheck[] }[] = [
  { skippedBy: "outdated_sources", check: outdated },
  { skippedBy: "mixed_units", check: mixedUnits },
  { skippedBy: "unmatched_dates", check: contradictoryDates },
  { skippedBy: "repeated_customers", check: doubleCounts },
];

/** Documents held against each other, as far as the analyst's habits let it. */
export function crossChecks({ room, habits }: Study): CrossCheck[] {
  return checks.flatMap(({ skippedBy, check }) => (habits.has(skippedBy) ? [] : check(room)));
}
