import type { Problem } from "./problem.ts";
import { createRuleSearch, type RuleSearch } from "./rules/find-rule.ts";
import type { Likeness } from "./rules/likeness.ts";
import type { Rule } from "./rules/rules-of.ts";
import { wordsOf, type Wish } from "./rules/wish.ts";

/** Problems with one cause: the same rule was broken, or the same rule is missing. */
export interface Finding {
  search: RuleSearch;
  problems: readonly Problem[];
  weight: number;
}

/** Looks each problem up in the harness and puts those with one cause together, the weightiest first. */
export function findingsOf(options: {
  problems: readonly Problem[];
  /** All that people and evals asked for, met or not. */
  asked: readonly Wish[];
  rules: readonly Rule[];
  likeness: Likeness;
  /** How many runs there are: a thousand runs fail more evals than ten and are no worse for it. */
  runs: number;
}): Finding[] {
  const { problems, asked, rules, likeness, runs } = options;
  const wishes = distinct([...problems.map(({ wish }) => wish), ...asked]);
  const search = createRuleSearch({ rules, wishes, likeness });
  const lookUp = remembered(search);
  const groups: { search: RuleSearch; problems: Problem[] }[] = [];
  for (const problem of problems.toSorted((a, b) => b.weight - a.weight)) {
    const search = lookUp(problem.wish);
    const known = groups.find((group) => isSameCause({ search, problem }, group, likeness));
    if (known) known.problems.push(problem);
    else groups.push({ search, problems: [problem] });
  }
  return groups
    .map((group) => ({ ...group, weight: weightOf(group, runs) }))
    .toSorted((a, b) => b.weight - a.weight);
}

/** Many runs fail in the same words. */
function remembered(search: (wish: Wish) => RuleSearch): (wish: Wish) => RuleSearch {
  const known = new Map<string, RuleSearch>();
  return (wish) => {
    const key = JSON.stringify(wish);
    const found = known.get(key) ?? search(wish);
    known.set(key, found);
    return found;
  };
}

/** As many as tell matters apart; each further one is compared with every rule and teaches less. */
const wishesAtMost = 150;

function distinct(wishes: readonly Wish[]): Wish[] {
  const byWords = new Map(wishes.map((wish) => [wordsOf(wish), wish]));
  return [...byWords.values()].slice(0, wishesAtMost);
}

/**
 * Lapses that only the spans show stay below what a person and the gate found wanting. Judged problems count up to ten runs' worth; what spans show carries its share of the runs already. A missing
 * rule goes before a broken one of the same weight: adding it is the surer mend.
 */
function weightOf({ search, problems }: Omit<Finding, "weight">, runs: number): number {
  const sum = (source: "spans" | "judged") =>
    problems
      .filter((problem) => (problem.source === "spans") === (source === "spans"))
      .reduce((total, problem) => total + problem.weight, 0);
  const seen = Math.min(sum("spans"), 4.5);
  const base = sum("judged") * Math.min(1, 10 / Math.max(1, runs)) + seen;
  const isMissing = problems.every(({ settled }) =>
    settled ? settled.class === "missing_requirement" : search.stance !== "present",
  );
  return isMissing ? 2 * base : base;
}

function isSameCause(
  one: { search: RuleSearch; problem: Problem },
  group: { search: RuleSearch; problems: readonly Problem[] },
  likeness: Likeness,
): boolean {
  const [first] = group.problems;
  if (!first || one.search.stance !== group.search.stance) return false;
  if (one.problem.settled || first.settled)
    return (
      one.problem.settled?.component === first.settled?.component &&
      one.problem.settled?.change === first.settled?.change
    );
  const nearest = one.search.nearest;
  const sameLine =
    nearest?.path === group.search.nearest?.path && nearest?.line === group.search.nearest?.line;
  if (one.search.stance !== "absent") return sameLine;
  return (
    one.problem.wording === first.wording ||
    likeness.between(one.problem.wish.wants.join("\n"), first.wish.wants.join("\n")) > 0.5
  );
}
