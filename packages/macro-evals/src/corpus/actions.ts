import { growing, type Growing } from "./growing.ts";

/**
 * Actions of all runs with what was known when they were taken. An action is a tool call with arguments; what was
 * known are plain values that earlier calls gave, how they compare, and which of them the action passes on.
 */
export interface ActionTable {
  site: Growing;
  run: Growing;
  event: Growing;
  /** Known facts of action i: `known[knownEnd[i - 1]] .. known[knownEnd[i] - 1]`. */
  known: Growing;
  knownEnd: Growing;
  /** What the action itself says and where its values come from. */
  own: Growing;
  ownEnd: Growing;
  /** Numbers of action i, its own and those of its visit: the place it is from, and the value beside it. */
  numberName: Growing;
  numberEnd: Growing;
  numbers: number[];
}

export function actionTable(): ActionTable {
  return {
    site: growing(),
    run: growing(),
    event: growing(),
    known: growing(),
    knownEnd: growing(),
    own: growing(),
    ownEnd: growing(),
    numberName: growing(),
    numberEnd: growing(),
    numbers: [],
  };
}
