import { chatCases } from "./conformance/chat-cases.ts";
import { embeddingCases } from "./conformance/embedding-cases.ts";
import { errorCases } from "./conformance/error-cases.ts";
import { responsesCases } from "./conformance/responses-cases.ts";
import type { ConformanceCase, ConformanceTarget } from "./conformance/target.ts";

export type { ConformanceCase, ConformanceTarget } from "./conformance/target.ts";
export { conformanceModel } from "./conformance/model.ts";

/**
 * What a server must do to take the place of the OpenAI API here. The same cases run against the simulator, a
 * compatible server and the live API; they ask only for what any capable model can answer.
 *
 * @returns cases whose `run` rejects with an `AssertionError` (or the client's error) when the server differs
 * @example for (const { name, run } of conformanceCases({ client, model: "gpt-5.5" })) it(name, run);
 */
export function conformanceCases(target: ConformanceTarget): ConformanceCase[] {
  return [
    ...responsesCases(target),
    ...chatCases(target),
    ...embeddingCases(target),
    ...errorCases(target),
  ];
}
