import type { CondensedTree } from "./condensed-tree.ts";

/**
 * Picks the clusters with the largest total stability such that none contains another. The root is never
 * picked: data without structure has no clusters.
 *
 * @returns numbers of the chosen clusters, ascending
 */
export function selectByExcessOfMass({ clusters }: CondensedTree): number[] {
  const score = new Float64Array(clusters.length);
  const chosen = new Uint8Array(clusters.length);
  // Children have larger numbers than their parents.
  for (let cluster = clusters.length - 1; cluster > 0; cluster--) {
    const { children, stability } = clusters[cluster]!;
    const below = children.reduce((sum, child) => sum + score[child]!, 0);
    const keep = children.length === 0 || stability >= below;
    chosen[cluster] = keep ? 1 : 0;
    score[cluster] = keep ? stability : below;
  }
  return topmost(clusters, chosen);
}

function topmost(clusters: CondensedTree["clusters"], chosen: Uint8Array): number[] {
  const picked: number[] = [];
  const open = [...(clusters[0]?.children ?? [])];
  for (let cluster = open.pop(); cluster !== undefined; cluster = open.pop()) {
    if (chosen[cluster]) picked.push(cluster);
    else open.push(...clusters[cluster]!.children);
  }
  return picked.toSorted((a, b) => a - b);
}
