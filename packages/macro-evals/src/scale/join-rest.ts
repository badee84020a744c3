import type { AssignmentRow } from "../analysis.ts";
import type { RunFacts } from "../analysis-rows.ts";
import { shares } from "../describe/describe-patterns.ts";
import type { BehaviorPattern } from "../describe/pattern.ts";

/** Sizes, shares and runs of the patterns over all runs; their evidence stays that of the sample. */
export function countMembers(
  patterns: readonly BehaviorPattern[],
  runs: readonly RunFacts[],
  assignments: readonly AssignmentRow[],
): BehaviorPattern[] {
  const members = new Map(patterns.map(({ id }) => [id, new Array<RunFacts>()]));
  const unflagged = new Map<string, number>();
  assignments.forEach(({ pattern_id, resembles }, i) => {
    if (pattern_id !== null) members.get(pattern_id)?.push(runs[i]!);
    if (resembles !== null) unflagged.set(resembles, (unflagged.get(resembles) ?? 0) + 1);
  });
  return patterns
    .map((pattern) => {
      const own = members.get(pattern.id) ?? [];
      const starts = own.map(({ started_at }) => started_at).toSorted();
      const severity =
        own.reduce((sum, { severity_weight }) => sum + severity_weight, 0) /
        Math.max(1, own.length);
      const prevalence = own.length / runs.length;
      return {
        ...pattern,
        trace_count: own.length,
        prevalence,
        severity,
        impact: prevalence * severity,
        unflagged_count: unflagged.get(pattern.id) ?? 0,
        case_mix: shares(own.map(({ case_type }) => case_type)),
        outcome_mix: shares(own.map(({ run_outcome }) => run_outcome)),
        first_seen: starts[0] ?? "",
        last_seen: starts.at(-1) ?? "",
        run_ids: own.map(({ run_id }) => run_id),
      };
    })
    .toSorted((a, b) => b.impact - a.impact || b.trace_count - a.trace_count);
}
