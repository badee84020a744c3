import {
  adjustments,
  controlledArr,
  headlineArr,
  readBridge,
  statedGrowth,
  type Adjustment,
  type ArrBridge,
  type HeadlineArr,
  type SourcedFigure,
} from "../arr.ts";
import type { Study } from "../study.ts";

/** The ARR figures that an analyst keeps in view. */
export interface Arr {
  bridge: ArrBridge;
  controlled: SourcedFigure | undefined;
  headline: HeadlineArr | undefined;
  adjustments: readonly Adjustment[];
  growth: { value: number; text: string; path: string } | undefined;
}

/** Who reconciles silently keeps one of the two totals in view and never speaks of the other. */
export function readArr({ room, habits }: Study): Arr {
  const silent = habits.has("silent_reconciliation");
  const trustsHeadline = habits.has("headline_arr");
  const bridge = readBridge(room);
  const { bookingsAdjusted: _, ...ownMovements } = bridge;
  return {
    bridge: silent ? ownMovements : bridge,
    controlled: silent && trustsHeadline ? undefined : controlledArr(room),
    headline: silent && !trustsHeadline ? undefined : headlineArr(room),
    adjustments: silent ? [] : adjustments(room),
    growth: statedGrowth(room),
  };
}
