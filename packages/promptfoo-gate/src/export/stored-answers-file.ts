/** The provider of an exported suite: serves the answers in `trace_outputs.json` by trace id. */
export const storedAnswersFile = String.raw`// Serves stored answers to Promptfoo: no model is called for them.
import { readFileSync } from "node:fs";

const outputs = JSON.parse(readFileSync(new URL("./trace_outputs.json", import.meta.url), "utf8"));

export default class StoredAnswers {
  id() {
    return "stored-answers";
  }

  async callApi(_prompt, context) {
    const traceId = context?.vars?.trace_id;
    const stored = Object.hasOwn(outputs, traceId) ? outputs[traceId] : undefined;
    if (typeof stored?.answer !== "string")
      throw new Error("trace_outputs.json holds no answer for trace " + traceId);
    return { output: stored.answer };
  }
}
`;
