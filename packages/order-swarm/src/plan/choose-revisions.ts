import type { Random } from "@loopwright/core/statistics";
import type { Role } from "../swarm/agent-names.ts";
import type { CaseType } from "./case-types.ts";
import type { OrderWorld } from "./order-world.ts";
import { patterns, type Pattern } from "./patterns.ts";
import type { RevisionId } from "./revisions.ts";

/** Share of runs that get a revision which does nothing in them; more of those that need a second one. */
const decoyShare = 0.09;
const decoyOfPairShare = 0.3;

interface RevisionChoice {
  all: readonly Pattern[];
  world: OrderWorld;
  topics: readonly Role[];
  caseType: CaseType;
  random: Random;
}

/**
 * Revisions of the planted behaviours, and of others at random wherever their revision does no harm, so that a
 * revision by itself says little.
 */
export function chooseRevisions({
  all,
  world,
  topics,
  caseType,
  random,
}: RevisionChoice): Set<RevisionId> {
  const chosen = new Set(all.flatMap(({ revisions }) => revisions));
  for (const pattern of patterns) {
    if (all.includes(pattern) || pattern.id === "rogue_window") continue;
    const [first, second] = pattern.revisions;
    if (random.next() >= (second ? decoyOfPairShare : decoyShare)) continue;
    // Of a pair, one alone is harmless.
    if (first && second) chosen.add(random.pick([first, second]));
    else if (first && !pattern.calls(world, topics) && caseType !== "validation_block_simple")
      chosen.add(first);
  }
  return chosen;
}
