import type { ReportData } from "../report-data.ts";
import type { MapView } from "./report-view.ts";

/** More points than this only make the page heavy; the rest is counted. */
const mostPoints = 2500;

/** The map's points by pattern; of a large population every k-th. */
export function mapOf({ runs, patterns }: ReportData): MapView {
  const placed = runs.flatMap(({ x, y, run_id, pattern_id }) =>
    typeof x === "number" && typeof y === "number" ? [{ x, y, run_id, pattern_id }] : [],
  );
  const stride = Math.max(1, Math.ceil(placed.length / mostPoints));
  const drawn = placed.filter((_, i) => i % stride === 0);
  const numberOf = new Map(patterns.map(({ id }, i) => [id, i]));
  const groups = [-1, ...patterns.keys()].flatMap((pattern) => {
    const points = drawn
      .filter(({ pattern_id }) => (numberOf.get(pattern_id ?? "") ?? -1) === pattern)
      .map(({ x, y, run_id }): [number, number, string] => [rounded(x), rounded(y), run_id]);
    return points.length > 0 ? [{ pattern, points }] : [];
  });
  return { groups, hidden: placed.length - drawn.length };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
