import { z } from "zod";
import type { ResultRow } from "../bundle/result-row.ts";
import type { TraceBundle } from "../bundle/trace-bundle.ts";
import type { LabelRow } from "../labels/label-row.ts";

/** Kinds of single thing by which somebody might tell a planted run. */
export const featureKinds = ["word", "phrase", "tool", "agent", "field"] as const;
export type FeatureKind = (typeof featureKinds)[number];

/** What the files of a population hold about one run. */
export interface RunFiles {
  bundle: TraceBundle;
  label: LabelRow | undefined;
  row: ResultRow | undefined;
}

/** Everything single that a run's files hold, as `kind:value`, once each: spans, events, findings and all fields. */
export function runFeatures({ bundle, label, row }: RunFiles): Set<string> {
  const found = new Set<string>();
  for (const { agent_name, span_data } of bundle.spans) {
    found.add(`agent:${agent_name}`);
    const tool = Tool.parse(typeof span_data === "string" ? jsonOf(span_data) : span_data);
    if (tool.tool_name !== "") found.add(`tool:${tool.tool_name}`);
    addText(found, `${tool.from_agent} ${tool.to_agent}`);
  }
  for (const { agent_name } of bundle.events) found.add(`agent:${agent_name}`);
  addValue(found, bundle);
  addValue(found, label);
  addValue(found, row);
  return found;
}

const name = z.string().catch("");
const Tool = z
  .object({ tool_name: name, from_agent: name, to_agent: name })
  .catch({ tool_name: "", from_agent: "", to_agent: "" });

/** Keys whose values are made for each run or span alone; what many runs share is looked at, whatever its key. */
const ownKeys =
  /^(run|config|trace|span|parent_span|event|response|call|openai_trace|order)_id$|^(order|bundle|id)$|(^|_)at$|^timestamp$/;

/** Each leaf as `field:key=value`, and the words in it; JSON within text is opened. */
export function addValue(found: Set<string>, value: unknown, key = ""): void {
  if (ownKeys.test(key)) return;
  if (Array.isArray(value)) for (const part of value) addValue(found, part, key);
  else if (typeof value === "object" && value !== null)
    for (const [inner, part] of Object.entries(value)) addValue(found, part, inner);
  else if (typeof value === "string" && /^[[{]/.test(value)) addValue(found, jsonOf(value), key);
  else {
    found.add(`field:${key}=${String(value)}`);
    if (typeof value === "string") addText(found, value);
  }
}

/** Words, and words that stand side by side; a word glued with underscores counts whole and in its parts. */
export function addText(found: Set<string>, value: string): void {
  const words = value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  for (const [index, word] of words.entries()) {
    found.add(`word:${word}`);
    if (word.includes("_")) for (const part of word.split("_")) found.add(`word:${part}`);
    const next = words[index + 1];
    if (next !== undefined) found.add(`phrase:${word} ${next}`);
  }
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
}
