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
  /** Number of actions. */
  readonly size: number;
  /** Forgets the actions from there on. */
  truncate(size: number): void;
}

export function actionTable(): ActionTable {
  const [site, run, event, known, knownEnd, own, ownEnd, numberName, numberEnd] = [
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
    growing(),
  ];
  const numbers: number[] = [];
  return {
    site,
    run,
    event,
    known,
    knownEnd,
    own,
    ownEnd,
    numberName,
    numberEnd,
    numbers,
    get size() {
      return site.length;
    },
    truncate(size) {
      known.truncate(startOf(knownEnd, size));
      own.truncate(startOf(ownEnd, size));
      numberName.truncate(startOf(numberEnd, size));
      numbers.length = numberName.length;
      for (const column of [site, run, event, knownEnd, ownEnd, numberEnd]) column.truncate(size);
    },
  };
}

/** The actions of some runs only, in the same order. */
export function actionsOf(table: ActionTable, runOrder: Int32Array): ActionTable {
  const part = actionTable();
  for (let action = 0; action < table.size; action++) {
    if (runOrder[table.run.at(action)]! < 0) continue;
    for (const column of ["site", "run", "event"] as const)
      part[column].push(table[column].at(action));
    for (let i = startOf(table.knownEnd, action); i < table.knownEnd.at(action); i++)
      part.known.push(table.known.at(i));
    for (let i = startOf(table.ownEnd, action); i < table.ownEnd.at(action); i++)
      part.own.push(table.own.at(i));
    for (let i = startOf(table.numberEnd, action); i < table.numberEnd.at(action); i++) {
      part.numberName.push(table.numberName.at(i));
      part.numbers.push(table.numbers[i]!);
    }
    part.knownEnd.push(part.known.length);
    part.ownEnd.push(part.own.length);
    part.numberEnd.push(part.numberName.length);
  }
  return part;
}

function startOf(end: Growing, action: number): number {
  return action === 0 ? 0 : end.at(action - 1);
}
