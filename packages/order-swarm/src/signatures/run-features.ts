import { z } from "zod";
import type { TraceBundle } from "../bundle/trace-bundle.ts";
import type { LabelRow } from "../labels/label-row.ts";

/** Kinds of single thing by which somebody might tell a planted run. */
export const featureKinds = ["word", "phrase", "tool", "agent", "field"] as const;
export type FeatureKind = (typeof featureKinds)[number];

/** Everything single that a run's files hold, as `kind:value`, once each. */
export function runFeatures(bundle: TraceBundle, label: LabelRow | undefined): Set<string> {
  const found = new Set<string>();
  for (const span of bundle.spans) {
    found.add(`agent:${span.agent_name}`);
    const data = typeof span.span_data === "string" ? jsonOf(span.span_data) : span.span_data;
    addSpan(found, Fields.parse(data));
  }
  const { summary } = bundle.run;
  const { review_packet, events, environment_events, trace } = bundle;
  const metadata = trace.metadata_json;
  addValue(found, typeof metadata === "string" ? jsonOf(metadata) : metadata);
  for (const part of [summary, bundle.run.config, review_packet, ...environment_events])
    addValue(found, part);
  for (const event of events)
    addValue(found, { payload: event.payload, target: event.target_agent });
  if (label) addValue(found, label);
  return found;
}

const Fields = z.record(z.string(), z.unknown()).catch({});
const text = z.string().catch("");

/** Ids differ from run to run by construction and say nothing. */
const idKeys = /(^|_)(id|ids|at)$|^order$/;

function addSpan(found: Set<string>, data: Record<string, unknown>): void {
  const name = text.parse(data["tool_name"]);
  if (name !== "") found.add(`tool:${name}`);
  const hop = [data["from_agent"], data["to_agent"]].map((agent) => text.parse(agent)).join(" ");
  addText(found, hop);
  addText(found, text.parse(data["output"]));
  addValue(found, jsonOf(text.parse(data["output"])));
}

/** Each leaf as `field:key=value`, and the words in it. */
function addValue(found: Set<string>, value: unknown, key = ""): void {
  if (idKeys.test(key)) return;
  if (Array.isArray(value)) for (const part of value) addValue(found, part, key);
  else if (typeof value === "object" && value !== null)
    for (const [inner, part] of Object.entries(value)) addValue(found, part, inner);
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
