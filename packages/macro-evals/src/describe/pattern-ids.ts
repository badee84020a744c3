import { createHash } from "node:crypto";
import type { BehaviorPattern } from "./pattern.ts";

/** What a pattern is recognised by. */
export type Recognizable = Pick<BehaviorPattern, "evidence" | "suspects" | "failed_check">;
/** A pattern of an earlier analysis; older results say less. */
export type EarlierPattern = Pick<BehaviorPattern, "id" | "evidence"> & Partial<Recognizable>;

/** Likeness from which two patterns of different analyses are taken for the same. */
const same = 0.4;

/**
 * An id for each pattern: that of the earlier pattern it is most like, or one made of its first suspect. The same
 * behaviour gets the same id in other runs of the system, whatever the run ids and the order.
 */
export function patternIds(
  patterns: readonly Recognizable[],
  previous: readonly EarlierPattern[] = [],
): string[] {
  const kept = matchPatterns(patterns, previous);
  const taken = new Set(kept.values());
  return patterns.map((pattern, k) => {
    const known = kept.get(k);
    if (known !== undefined) return known;
    const { agent = "", tool = "", kind = "" } = pattern.suspects[0] ?? {};
    const own = `pattern-${hash(JSON.stringify([agent, tool, kind]))}`;
    let id = own;
    for (let copy = 2; taken.has(id); copy++) id = `${own}~${copy}`;
    taken.add(id);
    return id;
  });
}

/** Pairs the likest first; each pattern has at most one partner. */
function matchPatterns(
  patterns: readonly Recognizable[],
  previous: readonly EarlierPattern[],
): Map<number, string> {
  const pairs = patterns
    .flatMap((pattern, k) =>
      previous.map((earlier) => ({ k, id: earlier.id, likeness: likeness(pattern, earlier) })),
    )
    .filter(({ likeness: value }) => value >= same)
    .toSorted((a, b) => b.likeness - a.likeness);
  const kept = new Map<number, string>();
  const taken = new Set<string>();
  for (const { k, id } of pairs) {
    if (kept.has(k) || taken.has(id)) continue;
    kept.set(k, id);
    taken.add(id);
  }
  return kept;
}

/** Shared evidence, the first suspect and the checks that fail, weighed together: 0 to 1. */
function likeness(a: Recognizable, b: EarlierPattern): number {
  const evidence = overlap(textsOf(a), textsOf(b));
  const [own, other] = [a.suspects[0], b.suspects?.[0]];
  if (other === undefined || b.failed_check === undefined) return evidence;
  const suspect =
    own?.agent === other.agent ? (own.tool === other.tool && own.kind === other.kind ? 1 : 0.4) : 0;
  const checks = overlap(checksOf(a.failed_check), checksOf(b.failed_check));
  return 0.5 * evidence + 0.35 * suspect + 0.15 * checks;
}

function textsOf({ evidence }: Pick<BehaviorPattern, "evidence">): ReadonlySet<string> {
  return new Set(evidence.map(({ text }) => text));
}

function checksOf(checks: string): ReadonlySet<string> {
  return new Set(checks.split(" + "));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const text of a) if (b.has(text)) both++;
  return both / Math.max(1, Math.min(a.size, b.size));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
