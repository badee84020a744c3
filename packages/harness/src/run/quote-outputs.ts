import { createHash } from "node:crypto";
import type { AgentInputItem, CallModelInputFilter } from "@openai/agents";

/**
 * Shows the model what commands printed between marks of its own: a file may hold an order to the agent, and has
 * to be read as data. The mark depends on all of the text, so that nothing in the text can close it. Traces keep
 * the output as it was.
 */
export const quoteOutputs: CallModelInputFilter = ({ modelData }) => ({
  ...modelData,
  input: modelData.input.map(withQuotedOutput),
});

function withQuotedOutput(item: AgentInputItem): AgentInputItem {
  if (item.type !== "function_call_result") return item;
  const { output } = item;
  if (typeof output === "string") return { ...item, output: quoted(output) };
  return "type" in output && output.type === "text"
    ? { ...item, output: { ...output, text: quoted(output.text) } }
    : item;
}

function quoted(text: string): string {
  const mark = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `<data ${mark} output>\n${text}\n</data ${mark}>`;
}
