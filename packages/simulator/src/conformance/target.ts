import type OpenAI from "openai";

/** The endpoint to be tried. */
export interface ConformanceTarget {
  client: OpenAI;
  /** Answers both `/responses` and `/chat/completions`. */
  model: string;
  /** Default `text-embedding-3-small`. */
  embeddingModel?: string;
}

export interface ConformanceCase {
  /** A fact in the present tense. */
  name: string;
  run(): Promise<void>;
}

/** A sentence long enough to be streamed in several pieces. */
export const sentence =
  "The blue heron stands still in the shallow water and waits for a fish to pass by.";

/** A function tool both formats can offer. */
export const weather = {
  name: "get_weather",
  description: "Returns the weather in a city.",
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
  strict: true,
} as const;

/** A schema both formats can ask for. */
export const daysSchema = {
  name: "answer",
  schema: {
    type: "object",
    properties: { days: { type: "integer" } },
    required: ["days"],
    additionalProperties: false,
  },
  strict: true,
};

export const asks = {
  exactly: (text: string) => `Reply with this text and nothing else: ${text}`,
  weather: "What is the weather in Lisbon? Use the tool, then repeat its result.",
  week: "How many days has a week?",
  file: "Use apply_patch to create the file notes/hello.txt with the single line: hello",
};

/** A stream, read to its end. */
export async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of stream) all.push(part);
  return all;
}
