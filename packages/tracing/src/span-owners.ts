import type { JsonValue } from "@loopwright/core";
import type { CapturedSpan } from "./captured-trace.ts";
import { modelCallOf, type ModelCall } from "./model-call.ts";

/** Whose work a span is part of, as far as the trace tells. */
export interface SpanOwner {
  agent?: string;
  model?: string;
}

/**
 * Finds agent and model of every span, because readers that group by them look at each span on its own.
 * A span belongs to the nearest agent above it; a task to the agent it began with; a span outside every
 * agent to the trace's only one, if there is but one. The model is the one that agent called.
 */
export function spanOwners(
  spans: readonly CapturedSpan[],
  calls: ReadonlyMap<CapturedSpan, ModelCall>,
): Map<CapturedSpan, SpanOwner> {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const agents = spans.filter((span) => span.type === "agent");
  const agentOf = new Map(spans.map((span) => [span, agentAbove(span, byId)]));
  const modelOfAgent = new Map<CapturedSpan | undefined, string>();
  for (const [span, call] of calls)
    if (call.model !== undefined) modelOfAgent.set(agentOf.get(span), call.model);

  const ownerOf = (span: CapturedSpan): SpanOwner => {
    const agent = agentOf.get(span) ?? firstAgentBelow(span, agents, byId) ?? onlyAgent(agents);
    const model = calls.get(span)?.model ?? modelOfAgent.get(agent);
    const name = textOf(agent?.data["name"]) ?? textOf(span.data["agent_name"]);
    return { ...(name ? { agent: name } : {}), ...(model ? { model } : {}) };
  };
  return new Map(spans.map((span) => [span, ownerOf(span)]));
}

/** Model calls by their span. */
export function modelCallsOf(spans: readonly CapturedSpan[]): Map<CapturedSpan, ModelCall> {
  const calls = new Map<CapturedSpan, ModelCall>();
  for (const span of spans) {
    const call = modelCallOf(span);
    if (call) calls.set(span, call);
  }
  return calls;
}

function agentAbove(
  span: CapturedSpan,
  byId: ReadonlyMap<string, CapturedSpan>,
): CapturedSpan | undefined {
  return [span, ...ancestorsOf(span, byId)].find((candidate) => candidate.type === "agent");
}

/** Parents come from outside and might form a ring, so no span is visited twice. */
function ancestorsOf(
  span: CapturedSpan,
  byId: ReadonlyMap<string, CapturedSpan>,
): Set<CapturedSpan> {
  const seen = new Set<CapturedSpan>();
  for (let at = parentOf(span, byId); at && !seen.has(at); at = parentOf(at, byId)) seen.add(at);
  return seen;
}

function parentOf(
  span: CapturedSpan,
  byId: ReadonlyMap<string, CapturedSpan>,
): CapturedSpan | undefined {
  return span.parentId === null ? undefined : byId.get(span.parentId);
}

function firstAgentBelow(
  span: CapturedSpan,
  agents: readonly CapturedSpan[],
  byId: ReadonlyMap<string, CapturedSpan>,
): CapturedSpan | undefined {
  return agents
    .filter((agent) => ancestorsOf(agent, byId).has(span))
    .reduce<CapturedSpan | undefined>(
      (first, agent) => (first && startOf(first) <= startOf(agent) ? first : agent),
      undefined,
    );
}

function startOf(span: CapturedSpan): string {
  return span.startedAt ?? "";
}

function onlyAgent(agents: readonly CapturedSpan[]): CapturedSpan | undefined {
  const names = new Set(agents.map((agent) => textOf(agent.data["name"])));
  return names.size === 1 ? agents[0] : undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
