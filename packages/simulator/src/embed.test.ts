import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { createSimulator } from "./index.ts";

const simulator = createSimulator({ models: {} });
const client = new OpenAI({
  apiKey: "offline",
  baseURL: "http://simulator.invalid/v1",
  fetch: simulator.fetch,
});

async function vectors(input: string[] | number[] | number[][], dimensions?: number) {
  const { data } = await client.embeddings.create({
    model: "sim-embedding",
    input,
    ...(dimensions ? { dimensions } : {}),
  });
  return data.map((row) => row.embedding);
}
const cosine = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe("an embedding", () => {
  it("puts texts about the same thing nearer than others", async () => {
    const [late, alsoLate, price, alsoPrice] = await vectors([
      "The shipment was late because the supplier delayed the delivery by three days.",
      "A supplier delay made the delivery three days late.",
      "The buyer refused the quoted price and asked for a discount.",
      "Asked for a larger discount, the buyer refused our quoted prices.",
    ]);
    const across = [
      cosine(late, price),
      cosine(late, alsoPrice),
      cosine(alsoLate, price),
      cosine(alsoLate, alsoPrice),
    ];
    expect(cosine(late, alsoLate)).toBeGreaterThan(Math.max(...across) + 0.25);
    expect(cosine(price, alsoPrice)).toBeGreaterThan(Math.max(...across) + 0.25);
  });

  it("works for writing without spaces", async () => {
    const [a, b, c] = await vectors([
      "三月收入增长百分之十",
      "三月的收入增长了百分之十",
      "供应商延迟交货",
    ]);
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c) + 0.3);
  });

  it("of unrelated words is nearly at a right angle", async () => {
    const words = Array.from(
      { length: 40 },
      (_, i) => `${String.fromCodePoint(97 + (i % 26))}${i * 7919}q`,
    );
    const all = await vectors(words);
    const pairs = all.slice(1).map((vector, index) => Math.abs(cosine(vector, all[index])));
    expect(pairs.reduce((sum, value) => sum + value, 0) / pairs.length).toBeLessThan(0.05);
  });

  it("has length 1 and as many numbers as the model or the caller says", async () => {
    for (const dimensions of [undefined, 8, 3072]) {
      const [vector = [], blank = []] = await vectors(["revenue grew", "?!"], dimensions);
      expect(vector).toHaveLength(dimensions ?? 1536);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
      expect(cosine(blank, blank)).toBeCloseTo(1, 5);
    }
  });

  it("is the same for text and for the text's tokens", async () => {
    // "hello world" in o200k
    const [fromText] = await vectors(["hello world"]);
    const [fromTokens] = await vectors([24912, 2375]);
    const [fromList] = await vectors([[24912, 2375]]);
    expect(fromTokens).toEqual(fromText);
    expect(fromList).toEqual(fromText);
  });

  it("does not depend on the run", async () => {
    const [vector = []] = await vectors(["revenue"], 6);
    expect(vector.map((value) => value.toFixed(4))).toMatchInlineSnapshot(`
      [
        "0.8703",
        "0.0000",
        "-0.2844",
        "0.0000",
        "0.2844",
        "-0.2844",
      ]
    `);
  });
});
