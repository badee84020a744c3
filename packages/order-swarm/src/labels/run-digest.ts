import { z } from "zod";
import type { BundleSpan, TraceBundle } from "../bundle/trace-bundle.ts";

const Fields = z.record(z.string(), z.unknown()).catch({});
const text = z.string().catch("");

/** Keys that tell a reviewer nothing. */
const dropped = new Set(["remark", "build", "carrier", "recorded", "hours", "contact"]);

/** What the order was and when; the question that a judge's answer is about. */
export function caseFacts({ run }: TraceBundle): string {
  const { summary, config } = run;
  return [
    `How was this order handled? Kind: ${summary.scenario_family.replaceAll("_", " ")}.`,
    `Customer ${config.customer.name}, region ${config.customer.region}, ${config.vehicle.model} ${config.vehicle.trim}.`,
    `Date ${summary.simulation_date}, market ${summary.tariff_regime.replaceAll("_", " ")}.`,
  ].join(" ");
}

/**
 * A run in the few lines that a reviewer needs: what desks looked up, what they put on record and in which order,
 * and how it ended. Names no pattern and draws no conclusion.
 */
export function runDigest(bundle: TraceBundle): string {
  const calls = bundle.spans.filter(({ span_type }) => span_type === "function").map(callOf);
  const facts = new Map<string, string>();
  for (const { tool, output } of calls)
    if (tool.startsWith("read_")) facts.set(tool, said(output, dropped));
  const records = calls.filter(
    ({ tool }) => !tool.startsWith("read_") && tool !== "update_case_status",
  );
  return [
    `Order ${orderOf(calls)}`,
    "Looked up:",
    ...[...facts].map(([tool, fact]) => `- ${tool}: ${fact}`),
    "Put on record, in this order:",
    ...records.map(({ agent, tool, output }) => `- ${agent} ${tool}: ${said(output, dropped)}`),
    `Ended: ${bundle.run.status}; recommended: ${bundle.review_packet.recommended_action}`,
  ].join("\n");
}

interface Call {
  agent: string;
  tool: string;
  output: Record<string, unknown>;
}

function callOf(span: BundleSpan): Call {
  const data = Fields.parse(
    typeof span.span_data === "string" ? jsonOf(span.span_data) : span.span_data,
  );
  return {
    agent: span.agent_name,
    tool: text.parse(data["name"]),
    output: Fields.parse(jsonOf(text.parse(data["output"]))),
  };
}

function orderOf(calls: readonly Call[]): string {
  return text.parse(calls.find(({ tool }) => tool === "read_order")?.output["order"]);
}

/** `key value` pairs on one line; lists in their order. */
function said(fields: Record<string, unknown>, without: ReadonlySet<string>): string {
  return Object.entries(fields)
    .filter(([key]) => !without.has(key))
    .map(([key, value]) => `${key} ${plain(value)}`)
    .join(", ");
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(" / ");
  if (typeof value === "object" && value !== null) return said(Fields.parse(value), new Set());
  return String(value);
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
}
