import { LoopError, messageOf } from "@loopwright/core";
import { z } from "zod";
import { truncatedSvd } from "../math/truncated-svd.ts";
import { tfidf } from "../text/tfidf.ts";

/** Points in space, one row a document. */
export interface Embedding {
  /** Row-major, documents x dims. */
  points: Float64Array;
  dims: number;
}

/** Turns documents into points. `tfidfEmbedder` and `endpointEmbedder` make two kinds; any function will do. */
export type Embedder = (documents: readonly string[], signal?: AbortSignal) => Promise<Embedding>;

/**
 * Embeds documents; without an embedder by TF-IDF and a truncated SVD, which needs no model.
 *
 * @throws LoopError `engine` when an embedder returns another number of rows than it was given
 * @example const { points, dims } = await embed(["stock short", "price high"])
 */
export async function embed(
  documents: readonly string[],
  embedder: Embedder = tfidfEmbedder(),
  signal?: AbortSignal,
): Promise<Embedding> {
  const embedding = await embedder(documents, signal);
  if (embedding.points.length !== documents.length * embedding.dims)
    throw new LoopError(
      "engine",
      `the embedder returned ${embedding.points.length} numbers for ${documents.length} documents of ${embedding.dims} dimensions`,
    );
  return embedding;
}

/** TF-IDF of one and two words, then a truncated SVD; rows scaled to length 1. Runs anywhere, in any language. */
export function tfidfEmbedder({ dims = 256 }: { dims?: number } = {}): Embedder {
  return async (documents) => {
    const { matrix } = tfidf(documents);
    const wanted = Math.max(1, Math.min(dims, matrix.columns - 1, documents.length - 1));
    const svd = truncatedSvd(matrix, wanted, 2);
    return { points: unitRows(svd.points, svd.dims), dims: svd.dims };
  };
}

const Reply = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })),
});

/**
 * Embeddings of any OpenAI-compatible endpoint (`POST {baseURL}/embeddings`).
 *
 * @throws LoopError `model_unreachable`, `model_refused` or `model_nonsense`
 */
export function endpointEmbedder(options: {
  baseURL: string;
  model: string;
  apiKey?: string;
  /** Documents per request. Default 64. */
  batch?: number;
  fetch?: typeof globalThis.fetch;
}): Embedder {
  const send = options.fetch ?? globalThis.fetch;
  const size = options.batch ?? 64;
  return async (documents, signal) => {
    const rows: number[][] = [];
    for (let from = 0; from < documents.length; from += size)
      rows.push(...(await request(send, options, documents.slice(from, from + size), signal)));
    const dims = rows[0]?.length ?? 0;
    if (rows.some((row) => row.length !== dims))
      throw new LoopError("model_nonsense", `${options.model}: embeddings of different lengths`);
    return { points: unitRows(Float64Array.from(rows.flat()), dims), dims };
  };
}

async function request(
  send: typeof globalThis.fetch,
  { baseURL, model, apiKey }: { baseURL: string; model: string; apiKey?: string },
  input: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const response = await send(`${baseURL.replace(/\/$/, "")}/embeddings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify({ model, input }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    throw new LoopError("model_unreachable", `${model}: ${messageOf(error)}`, { cause: error });
  });
  if (!response.ok)
    throw new LoopError("model_refused", `${model}: HTTP ${response.status} from ${baseURL}`);
  const reply = Reply.safeParse(await response.json());
  if (!reply.success || reply.data.data.length !== input.length)
    throw new LoopError(
      "model_nonsense",
      `${model}: the reply is no list of ${input.length} embeddings`,
    );
  return reply.data.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

function unitRows(points: Float64Array, dims: number): Float64Array {
  for (let from = 0; from < points.length; from += dims) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += points[from + d]! ** 2;
    if (sum === 0) continue;
    for (let d = 0; d < dims; d++) points[from + d]! /= Math.sqrt(sum);
  }
  return points;
}
