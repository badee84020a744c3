import type { ReportData } from "../report-data.ts";
import type { HeatmapView } from "./report-view.ts";
import { compare, spaced } from "./words.ts";

/** Pattern by case type: how many runs, and how many times the pattern's usual share. */
export function heatmapOf({ runs, patterns, slices }: ReportData): HeatmapView {
  const types = [...new Set(runs.map(({ case_type }) => case_type))].sort(compare);
  const sizes = types.map((type) => runs.filter(({ case_type }) => case_type === type).length);
  const certain = new Set(
    slices
      .filter(({ dimension, q_value }) => dimension === "case_type" && q_value <= 0.05)
      .map(({ pattern_id, value }) => `${pattern_id} ${value}`),
  );
  const cells = patterns.flatMap(({ id }, pattern) => {
    const own = runs.filter(({ pattern_id }) => pattern_id === id);
    const usual = own.length / runs.length;
    return types.flatMap((type, case_type) => {
      const count = own.filter((run) => run.case_type === type).length;
      const of = sizes[case_type] ?? 0;
      if (count === 0) return [];
      const lift = count / of / usual;
      return [{ pattern, case_type, runs: count, of, lift, certain: certain.has(`${id} ${type}`) }];
    });
  });
  return { case_types: types.map(spaced), cells };
}
