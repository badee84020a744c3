import assert from "node:assert/strict";
import type { ConformanceCase, ConformanceTarget } from "./target.ts";

const close = [
  "Revenue grew by ten percent in March.",
  "In March, revenue grew ten percent.",
] as const;
const far = "The cat sleeps on a warm roof.";

/** `POST /embeddings` and `GET /models` */
export function embeddingCases({
  client,
  model: chatModel,
  embeddingModel: model = "text-embedding-3-small",
}: ConformanceTarget): ConformanceCase[] {
  return [
    {
      name: "embeddings: puts similar texts near each other",
      async run() {
        const { data, usage } = await client.embeddings.create({ model, input: [...close, far] });
        assert.deepEqual(
          data.map((row) => row.index),
          [0, 1, 2],
        );
        const [a = [], b = [], c = []] = data.map((row) => row.embedding);
        assert.ok(dot(a, b) > dot(a, c) + 0.2, `${dot(a, b)} is not well above ${dot(a, c)}`);
        assert.ok(usage.prompt_tokens > 0);
      },
    },
    {
      name: "embeddings: gives unit vectors of the length that was asked for",
      async run() {
        const { data } = await client.embeddings.create({ model, input: far, dimensions: 256 });
        const vector = data[0]?.embedding ?? [];
        assert.equal(vector.length, 256);
        assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-3);
      },
    },
    {
      name: "embeddings: gives the same numbers as base64 and as floats",
      async run() {
        const ask = (encoding_format?: "float") =>
          client.embeddings.create({
            model,
            input: far,
            dimensions: 64,
            ...(encoding_format ? { encoding_format } : {}),
          });
        // The client asks for base64 unless told otherwise, and decodes it.
        const [packed, plain] = [await ask(), await ask("float")];
        const [a = [], b = []] = [packed.data[0]?.embedding, plain.data[0]?.embedding];
        assert.equal(a.length, 64);
        assert.ok(a.every((value, index) => Math.abs(value - (b[index] ?? 9)) < 1e-2));
      },
    },
    {
      name: "models: lists the models that answer",
      async run() {
        const ids: string[] = [];
        for await (const { id } of client.models.list()) ids.push(id);
        assert.ok(ids.includes(chatModel) && ids.includes(model), ids.join(", "));
      },
    },
  ];
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
