import type { Recommendation } from "@loopwright/core";
import { wilsonInterval } from "@loopwright/core/statistics";

/** Prints how many draws came out as they should, with the others by name. */
export async function score<Draw extends { name: string }>(
  what: string,
  draws: readonly Draw[],
  holds: (draw: Draw) => Promise<boolean> | boolean,
): Promise<void> {
  const missed: string[] = [];
  for (const draw of draws) if (!(await holds(draw))) missed.push(draw.name);
  const held = draws.length - missed.length;
  const { low, high } = wilsonInterval(held, draws.length);
  const range = `${Math.round(100 * low)} to ${Math.round(100 * high)}%`;
  const misses = missed.length > 0 ? `; missed: ${missed.join(", ")}` : "";
  console.log(
    `${what}: ${held} of ${draws.length} (95% interval ${range}; simulated models)${misses}`,
  );
}

export function topThree(recommendations: readonly Recommendation[]): Recommendation[] {
  return recommendations.toSorted((a, b) => a.rank - b.rank).slice(0, 3);
}

export function isAbout({ title }: Recommendation, { matter }: { matter: RegExp }): boolean {
  return matter.test(title);
}
