import { readFileSync } from "node:fs";
import { seededRandom } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hdbscan } from "../index.ts";

const Fixture = z.object({
  name: z.string(),
  min_pts: z.number(),
  labels: z.array(z.number()),
  points: z.array(z.array(z.number())),
});
const fixtures = z
  .array(Fixture)
  .parse(JSON.parse(readFileSync(new URL("../fixtures/hdbscan.json", import.meta.url), "utf8")));

/** Labels renamed by first appearance, noise as -1, so that two labellings can be compared as they are. */
function canonical(labels: Iterable<number>, noise: number): number[] {
  const names = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (label === noise) return -1;
    if (!names.has(label)) names.set(label, names.size);
    return names.get(label) ?? -1;
  });
}

function clusterRows(rows: number[][], minClusterSize: number) {
  return hdbscan({
    points: Float64Array.from(rows.flat()),
    dims: rows[0]?.length ?? 1,
    minClusterSize,
  });
}

describe("hdbscan", () => {
  it("is pinned to at least twenty fixtures", () =>
    expect(fixtures.length).toBeGreaterThanOrEqual(20));

  it.each(fixtures)("labels as R does, noise included: $name", ({ points, min_pts, labels }) => {
    expect(canonical(clusterRows(points, min_pts).labels, -1)).toEqual(canonical(labels, 0));
  });

  it("numbers clusters by their first point and counts them", () => {
    const { labels, clusterCount } = hdbscan({
      points: Float64Array.of(9, 9.1, 9.2, 0, 0.1, 0.2),
      dims: 1,
      minClusterSize: 2,
    });
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(clusterCount).toBe(2);
  });

  it("finds the same clusters in every order of the points", () => {
    const fixture = fixtures.find(({ name }) => name === "eight blobs in three dimensions");
    if (!fixture) throw new Error("the fixture is gone");
    const straight = clusterRows(fixture.points, 10).labels;
    const order = seededRandom("order").shuffle(fixture.points.map((_, i) => i));
    const shuffled = clusterRows(
      order.map((i) => fixture.points[i] ?? []),
      10,
    ).labels;
    expect(canonical(shuffled, -1)).toEqual(
      canonical(
        order.map((i) => straight[i] ?? -1),
        -1,
      ),
    );
  });

  it("survives points that coincide", () => {
    const rows = [
      ...Array.from({ length: 10 }, () => [1, 1]),
      ...Array.from({ length: 10 }, () => [5, 5]),
    ];
    const { labels, membership } = clusterRows(rows, 5);
    expect(canonical(labels, -1)).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      ...Array.from({ length: 10 }, () => 1),
    ]);
    expect(Math.min(...membership)).toBeGreaterThan(0);
  });

  it("calls everything noise when there are fewer points than a cluster needs", () => {
    expect([...clusterRows([[1], [2], [3]], 5).labels]).toEqual([-1, -1, -1]);
    expect([
      ...hdbscan({ points: new Float64Array(0), dims: 2, minClusterSize: 2 }).labels,
    ]).toEqual([]);
    expect([...clusterRows([[1]], 2).labels]).toEqual([-1]);
  });

  it("gives the distance to the n-th nearest neighbour, the point itself counted", () => {
    const { coreDistances } = hdbscan({
      points: Float64Array.of(0, 1, 3, 7),
      dims: 1,
      minClusterSize: 2,
      minSamples: 3,
    });
    expect([...coreDistances]).toEqual([3, 2, 3, 6]);
  });

  it("rates points in the middle of a cluster above its fringe", () => {
    const rows = [[0], [0.1], [0.2], [0.3], [1.2], [50], [50.1], [50.2], [50.3]];
    const { membership, labels } = clusterRows(rows, 3);
    expect(labels[4]).toBe(labels[0]);
    expect(membership[4]).toBeLessThan(membership[1] ?? 0);
  });

  it.each([
    [{ points: Float64Array.of(1, 2, 3), dims: 2, minClusterSize: 2 }, "dims"],
    [{ points: Float64Array.of(1, 2), dims: 1, minClusterSize: 1 }, "minClusterSize"],
    [{ points: Float64Array.of(1, 2), dims: 1, minClusterSize: 2, minSamples: 0 }, "minSamples"],
    [{ points: Float64Array.of(1, Number.NaN), dims: 1, minClusterSize: 2 }, "row 1"],
  ])("refuses what makes no sense: %j", (options, words) => {
    expect(() => hdbscan(options)).toThrow(words);
  });
});
