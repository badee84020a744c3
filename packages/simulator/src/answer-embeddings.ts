import { z } from "zod";
import { ApiProblem } from "./api-problem.ts";
import { embed } from "./embed.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { parseWire } from "./parse-wire.ts";
import type { TokenCounter } from "./tokens.ts";

const Tokens = z.array(z.int().nonnegative());
const EmbeddingsBody = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()), Tokens, z.array(Tokens)]),
  dimensions: z.int().min(1).max(3072).nullish(),
  encoding_format: z.enum(["float", "base64"]).nullish(),
});

/** Names under which the hashed embedding answers, with the length each gives by default. */
export const embeddingModels: ReadonlyMap<string, number> = new Map([
  ["sim-embedding", 1536],
  ["text-embedding-3-small", 1536],
  ["text-embedding-3-large", 3072],
]);

/** `POST /v1/embeddings` */
export function answerEmbeddings({ body, tokens }: Exchange): Answer {
  const { model, input, dimensions, encoding_format } = parseWire(EmbeddingsBody, body);
  const fullLength = embeddingModels.get(model);
  if (fullLength === undefined) throw unknownModel(model);
  const texts = textsOf(input, tokens);
  const prompt_tokens = texts.reduce((sum, text) => sum + tokens.count(text), 0);
  const data = texts.map((text, index) => {
    const vector = embed(text, dimensions ?? fullLength);
    return {
      object: "embedding",
      index,
      embedding: encoding_format === "base64" ? base64Of(vector) : [...vector],
    };
  });
  return {
    usage: { input_tokens: prompt_tokens, output_tokens: 0 },
    response: Response.json({
      object: "list",
      data,
      model,
      usage: { prompt_tokens, total_tokens: prompt_tokens },
    }),
  };
}

/** The refusal for a model that nobody serves. */
export function unknownModel(model: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    message: `The model '${model}' does not exist or you do not have access to it.`,
    code: "model_not_found",
    param: "model",
  });
}

function textsOf(
  input: z.infer<typeof EmbeddingsBody>["input"],
  { decode }: Pick<TokenCounter, "decode">,
): string[] {
  const textOf = (part: string | number | number[]): string =>
    typeof part === "string" ? part : decode([part].flat());
  const texts = typeof input === "string" || isTokens(input) ? [textOf(input)] : input.map(textOf);
  if (texts.length > 0 && texts.every((text) => text !== "")) return texts;
  throw new ApiProblem({
    status: 400,
    message: "Invalid value for 'input': it must not be empty, nor hold an empty text.",
    code: "invalid_value",
    param: "input",
  });
}

function isTokens(input: readonly (string | number | number[])[]): input is number[] {
  return input.length > 0 && input.every((part) => typeof part === "number");
}

/** Little-endian 32-bit floats. */
function base64Of(vector: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [index, value] of vector.entries()) bytes.setFloat32(index * 4, value, true);
  return Buffer.from(bytes.buffer).toString("base64");
}
