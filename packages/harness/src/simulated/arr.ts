import { amountsIn, figureIn, percentagesIn, same, type Amount, type Figure } from "./figures.ts";
import { layout } from "./layout.ts";
import type { Passage, Room } from "./room.ts";

/** A figure with the file it was read in. */
export interface SourcedFigure extends Figure {
  path: string;
}

/** The components of the controlled ARR bridge, as far as the file gives them. */
export interface ArrBridge {
  opening?: SourcedFigure;
  added?: SourcedFigure;
  expansion?: SourcedFigure;
  contraction?: SourcedFigure;
  churn?: SourcedFigure;
  ending?: SourcedFigure;
  bookingsAdjusted?: SourcedFigure;
}

const bridgeMetrics: [keyof ArrBridge, RegExp][] = [
  ["opening", /^opening_arr/],
  ["added", /^new_arr/],
  ["expansion", /^expansion_arr/],
  ["contraction", /^contraction_arr/],
  ["churn", /^churn_arr/],
  ["ending", /^ending_arr/],
  ["bookingsAdjusted", /^bookings_adjusted/],
];

/** Reads the bridge by the names of its metrics; the year in a name does not matter. */
export function readBridge(room: Room): ArrBridge {
  const bridge: ArrBridge = {};
  for (const row of room.rows(layout.arrBridge)) {
    const key = bridgeMetrics.find(([, pattern]) => pattern.test(row["metric"] ?? ""))?.[0];
    const figure = figureIn(row["value_m"]);
    if (key && figure) bridge[key] = { ...figure, path: layout.arrBridge };
  }
  return bridge;
}

/** Ending ARR as finance controls it; the last month of the KPI export stands in for a missing bridge. */
export function controlledArr(room: Room): SourcedFigure | undefined {
  const fromBridge = readBridge(room).ending;
  if (fromBridge) return fromBridge;
  const lastMonth = room.rows(layout.monthlyKpis).at(-1);
  const figure = figureIn(lastMonth?.["ending_arr_m"]);
  return figure && { ...figure, path: layout.monthlyKpis };
}

/** An ARR that a narrative states and that is not the controlled one. */
export interface HeadlineArr extends SourcedFigure {
  /** All narratives that state it. */
  paths: readonly string[];
}

/** The ARR that board and management quote, when it differs from the controlled figure. */
export function headlineArr(room: Room): HeadlineArr | undefined {
  const controlled = controlledArr(room);
  const bookings = readBridge(room).bookingsAdjusted;
  const stated = [layout.boardDeck, layout.overview, layout.revenueNotes]
    .flatMap((path) => room.passages(path))
    .flatMap((passage) => arrAmountsOf(passage))
    .filter(({ amount }) => !controlled || isAnotherTotal(amount, controlled))
    .filter(({ amount }) => !bookings || !same(amount.value, bookings.value));
  const first = stated[0];
  if (!first) return undefined;
  const agreeing = stated.filter(({ amount }) => same(amount.value, first.amount.value));
  return {
    ...first.amount,
    path: first.path,
    paths: [...new Set(agreeing.map(({ path }) => path))],
  };
}

function arrAmountsOf(passage: Passage): { path: string; amount: Amount }[] {
  if (!/\bARR\b|recurring revenue|经常性收入/.test(passage.text)) return [];
  return amountsIn(passage.text).map((amount) => ({ path: passage.path, amount }));
}

/** A total of the same order as the controlled one, not one of its parts. */
function isAnotherTotal(amount: Amount, controlled: Figure): boolean {
  const ratio = amount.value / controlled.value;
  return ratio > 0.7 && ratio < 2 && !same(amount.value, controlled.value);
}

/** Growth as the board states it. */
export function statedGrowth(
  room: Room,
): { value: number; text: string; path: string } | undefined {
  for (const passage of [...room.passages(layout.boardDeck), ...room.passages(layout.overview)]) {
    if (!/grow|increase|增长|增速/i.test(passage.text)) continue;
    const growth = nearest(passage.text, /grow|increase|增长|增速/i);
    if (growth) return { ...growth, path: passage.path };
  }
  return undefined;
}

function nearest(sentence: string, word: RegExp) {
  const at = sentence.search(word);
  return percentagesIn(sentence).sort((a, b) => Math.abs(a.index - at) - Math.abs(b.index - at))[0];
}

/** What the headline holds that finance does not count, as the revenue notes say. */
export interface Adjustment extends Figure {
  label: string;
  path: string;
}

const adjustmentWords: [string, RegExp][] = [
  ["launch-stage commitments", /launch|commitment|not (?:yet )?live|上线|承诺|启动/i],
  ["usage true-ups", /true-?up|usage|用量|使用量|调整|补差/i],
];

/** The amounts in the revenue notes that explain part of the gap between headline and controlled ARR. */
export function adjustments(room: Room): Adjustment[] {
  const totals = [controlledArr(room), headlineArr(room), readBridge(room).bookingsAdjusted];
  const [controlled, headline] = totals;
  const gap = controlled && headline ? headline.value - controlled.value : Number.POSITIVE_INFINITY;
  const found = new Map<string, Adjustment>();
  for (const passage of room.passages(layout.revenueNotes))
    for (const { amount, label } of labelled(passage.text)) {
      if (totals.some((total) => total && same(total.value, amount.value))) continue;
      // What explains part of a gap is no larger than the gap.
      if (amount.value > gap + 0.05) continue;
      if (!found.has(label)) found.set(label, { ...amount, label, path: passage.path });
    }
  return [...found.values()];
}

/** Names an amount by the words that follow it, up to the next amount, or else by those before it. */
function labelled(sentence: string): { amount: Amount; label: string }[] {
  const amounts = amountsIn(sentence);
  return amounts.flatMap((amount, index) => {
    const before = sentence.slice(amounts[index - 1]?.index ?? 0, amount.index);
    const after = sentence.slice(amount.index, amounts[index + 1]?.index);
    const label = [after, before]
      .flatMap((part) => adjustmentWords.find(([, words]) => words.test(part)) ?? [])
      .find((part) => typeof part === "string");
    return label === undefined ? [] : [{ amount, label }];
  });
}
