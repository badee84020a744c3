import { findRule, type RuleSearch } from "./find-rule.ts";
import type { HarnessRule } from "./harness-rules.ts";
import type { Likeness } from "./likeness.ts";
import type { Problem } from "./problem.ts";

/** Problems with one cause: the same rule was broken, or the same rule is missing. */
export interface Finding {
  search: RuleSearch;
  problems: readonly Problem[];
  weight: number;
}

/** Looks each problem up in the harness and puts those with one cause together, the weightiest first. */
export function groupFindings(options: {
  problems: readonly Problem[];
  rules: readonly HarnessRule[];
  likeness: Likeness;
}): Finding[] {
  const { problems, rules, likeness } = options;
  const groups: { search: RuleSearch; problems: Problem[] }[] = [];
  for (const problem of problems.toSorted((a, b) => b.weight - a.weight)) {
    const search = findRule({
      ...problem,
      isStep: problem.source === "spans",
      rules,
      likeness,
    });
    const known = groups.find((group) => {
      const first = group.problems[0];
      return (
        first &&
        isSameCause({ search, problem }, { search: group.search, problem: first }, likeness)
      );
    });
    if (known) known.problems.push(problem);
    else groups.push({ search, problems: [problem] });
  }
  return groups
    .map((group) => ({
      ...group,
      weight: weightOf(group.problems),
    }))
    .toSorted((a, b) => b.weight - a.weight);
}

/** Lapses that no eval failed for stay below what failed one, however often they happen. */
function weightOf(problems: readonly Problem[]): number {
  const sum = problems.reduce((total, problem) => total + problem.weight, 0);
  return problems.every((problem) => problem.source === "spans") ? Math.min(sum, 1.5) : sum;
}

interface Looked {
  search: RuleSearch;
  problem: Problem;
}

function isSameCause(a: Looked, b: Looked, likeness: Likeness): boolean {
  if (a.search.stance !== b.search.stance) return false;
  const kinds = [a.problem.source, b.problem.source];
  if (kinds.includes("judge") || kinds.includes("error")) return kinds[0] === kinds[1];
  const sameLine =
    a.search.nearest?.path === b.search.nearest?.path &&
    a.search.nearest?.line === b.search.nearest?.line;
  return a.search.stance === "absent"
    ? likeness.between(a.problem.wish, b.problem.wish) > 0.5
    : sameLine;
}
