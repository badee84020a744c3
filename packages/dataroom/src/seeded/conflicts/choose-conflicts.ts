import { seededRandom, type Random } from "@loopwright/core/statistics";
import { catalogue, conflictIds, isConflictId, type ConflictId } from "./catalogue.ts";
import type { ChosenConflicts } from "./chosen-conflicts.ts";

/** `easy`: few and plain. `normal`: at least seven. `hard`: many, narrow gaps, readings repeated in several files. */
export const difficulties = ["easy", "normal", "hard"] as const;
export type Difficulty = (typeof difficulties)[number];

const plans = {
  easy: { level: 1, kinds: 4, from: 4, to: 6 },
  normal: { level: 2, kinds: 7, from: 7, to: 10 },
  hard: { level: 3, kinds: 10, from: 13, to: 16 },
} as const;

/** Draws which conflicts a company carries: one of each kind first, then more of the kinds that are there. */
export function chooseConflicts(seed: string, difficulty: Difficulty): ChosenConflicts {
  const random = seededRandom(seed).fork(`conflicts ${difficulty}`);
  const plan = plans[difficulty];
  const count = random.integer(plan.from, plan.to);
  const chosen = new Set<ConflictId>();
  for (const id of inTurn(random, plan.level)) {
    if (chosen.size >= count && kindsOf(chosen) >= plan.kinds) break;
    add(id, chosen);
  }
  return chosenOf(chosen, difficulty === "hard");
}

export function chosenOf(ids: Iterable<ConflictId>, subtle: boolean): ChosenConflicts {
  const chosen = new Set(ids);
  return {
    ids: conflictIds.filter((id) => chosen.has(id)),
    has: (id) => chosen.has(id),
    subtle,
  };
}

/** The conflicts up to a level, such that no kind comes a second time before every kind has come once. */
function inTurn(random: Random, level: number): ConflictId[] {
  const seen = new Map<string, number>();
  return random
    .shuffle(conflictIds.filter((id) => catalogue[id].level <= level))
    .map((id, index) => {
      const { kind } = catalogue[id];
      const turn = seen.get(kind) ?? 0;
      seen.set(kind, turn + 1);
      return { id, turn, index };
    })
    .toSorted((a, b) => a.turn - b.turn || a.index - b.index)
    .map(({ id }) => id);
}

function kindsOf(chosen: ReadonlySet<ConflictId>): number {
  return new Set([...chosen].map((id) => catalogue[id].kind)).size;
}

function add(id: ConflictId, chosen: Set<ConflictId>): void {
  const { needs, excludes } = catalogue[id];
  if (excludes && isConflictId(excludes) && chosen.has(excludes)) return;
  if (needs && isConflictId(needs)) chosen.add(needs);
  chosen.add(id);
}
