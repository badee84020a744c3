import { LoopError, messageOf } from "@loopwright/core";
import { seededRandom } from "@loopwright/core/statistics";
import { truncatedSvd } from "../math/truncated-svd.ts";
import { sparseRows } from "../math/sparse.ts";
import type { Embedding } from "./embed.ts";

export interface Project2dOptions extends Embedding {
  /** `umap` needs the optional peer `umap-js`; `linear` needs nothing. Default `linear`. */
  method?: "umap" | "linear";
  /** UMAP's neighbours. Default 30, at most the number of points less one. */
  neighbors?: number;
}

/**
 * Two coordinates a point, for a picture. Distances in it are hints: clusters are found before, in more dimensions.
 *
 * @throws LoopError `not_found` when `umap` is asked for and `umap-js` is not installed
 */
export async function project2d(options: Project2dOptions): Promise<[x: number, y: number][]> {
  const { points, dims, method = "linear" } = options;
  const n = dims === 0 ? 0 : points.length / dims;
  if (method === "linear" || n < 5) return linear(options, n);
  const { UMAP } = await loadUmap();
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from(points.subarray(i * dims, (i + 1) * dims)),
  );
  const map = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(options.neighbors ?? 30, n - 1),
    minDist: 0.05,
    random: seededRandom(42).next,
    distanceFn: cosineDistance,
  }).fit(rows);
  return map.map(([x = 0, y = 0]) => [x, y]);
}

function linear({ points, dims }: Embedding, n: number): [number, number][] {
  const matrix = sparseRows(
    Array.from({ length: n }, (_, i) =>
      Array.from(points.subarray(i * dims, (i + 1) * dims), (value, d): [number, number] => [
        d,
        value,
      ]),
    ),
    dims,
  );
  const plane = truncatedSvd(matrix, 2);
  return Array.from({ length: n }, (_, i) => [
    plane.points[i * plane.dims] ?? 0,
    plane.dims > 1 ? (plane.points[i * plane.dims + 1] ?? 0) : 0,
  ]);
}

async function loadUmap() {
  try {
    return await import("umap-js");
  } catch (error) {
    throw new LoopError(
      "not_found",
      `umap-js is not installed (${messageOf(error)}); npm install umap-js, or take the linear map`,
      { cause: error },
    );
  }
}

function cosineDistance(a: number[], b: number[]): number {
  let [dot, left, right] = [0, 0, 0];
  a.forEach((value, i) => {
    const other = b[i] ?? 0;
    dot += value * other;
    left += value * value;
    right += other * other;
  });
  return left === 0 || right === 0 ? 1 : 1 - dot / Math.sqrt(left * right);
}
