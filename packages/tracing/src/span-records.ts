import type { JsonValue, SpanRecord } from "@loopwright/core";
import { finishAttributes, prefixed, type LooseAttributes } from "./attributes.ts";
import type { CapturedSpan, CapturedTrace } from "./captured-trace.ts";
import type { ModelCall } from "./model-call.ts";
import { modelCallAttributes, type TokenPrices } from "./model-attributes.ts";
import { oneLine } from "./plain-json.ts";
import { typeAttributes } from "./span-attributes.ts";
import { errorAttributes, statusOf } from "./span-errors.ts";
import { otelSpanId, otelTraceId } from "./span-ids.ts";
import { spanKindOf } from "./span-kind.ts";
import { modelCallsOf, spanOwners, type SpanOwner } from "./span-owners.ts";
import { endOfTrace, timesOf } from "./span-times.ts";

/** The service that the spans came from. */
export interface TraceResource {
  serviceName: string;
  serviceVersion: string;
  /** `demo`, `production`, … */
  environment: string;
  /** More resource attributes. */
  extras?: Readonly<Record<string, string | number | boolean>>;
}

/** What the records say besides what the trace holds. */
export interface SpanRecordsOptions {
  projectId: string;
  resource: TraceResource;
  userId?: string;
  /** Whose API the models speak. Default `openai`. */
  provider?: string;
  /** Without a price for a model its cost is left out. */
  prices?: TokenPrices;
  /** Version of `@openai/agents` that made the spans. Default `0.20`. */
  sdkVersion?: string;
}

/**
 * Turns a captured trace into the lines that HALO reads, one record a span: OpenTelemetry ids and times,
 * HALO's `inference.*`, OpenInference's `llm.*` and OpenTelemetry's `gen_ai.*` attributes beside each other,
 * the SDK's own ids as `sdk.trace_id`, `sdk.span_id` and `sdk.parent_span_id`. Pure: same trace, same records.
 *
 * @example
 * const records = toSpanRecords(await router.collect(traceId), {
 *   projectId: "diligence",
 *   resource: { serviceName: "analyst", serviceVersion: "1.0.0", environment: "demo" },
 * });
 */
export function toSpanRecords(trace: CapturedTrace, options: SpanRecordsOptions): SpanRecord[] {
  const calls = modelCallsOf(trace.spans);
  const owners = spanOwners(trace.spans, calls);
  const traceEnd = endOfTrace(trace.spans);
  const frame = {
    trace_id: otelTraceId(trace.traceId),
    resource: { attributes: resourceAttributes(options.resource) },
    scope: { name: "openai-agents-sdk", version: options.sdkVersion ?? "0.20" },
  };
  return trace.spans.map((span) => {
    const call = calls.get(span);
    const owner = owners.get(span) ?? {};
    const { start, end } = timesOf(span, traceEnd);
    return {
      trace_id: frame.trace_id,
      span_id: otelSpanId(span.id),
      parent_span_id: span.parentId === null ? "" : otelSpanId(span.parentId),
      trace_state: "",
      name: spanName(span, owner),
      kind: spanKindOf(span.type).kind,
      start_time: start,
      end_time: end,
      status: statusOf(span),
      resource: frame.resource,
      scope: frame.scope,
      attributes: finishAttributes({
        ...typeAttributes(span),
        ...(call
          ? modelCallAttributes(call, { provider: providerOf(options), prices: options.prices })
          : {}),
        ...errorAttributes(span),
        ...commonAttributes({ span, trace, owner, call, options }),
      }),
    };
  });
}

/** `<type>.<name>`, for model calls `<type>.<model>`, else the type alone. */
function spanName(span: CapturedSpan, owner: SpanOwner): string {
  const isModelCall = spanKindOf(span.type).observation === "LLM";
  const name = span.data["name"] ?? (isModelCall ? owner.model : undefined);
  return oneLine(typeof name === "string" && name !== "" ? `${span.type}.${name}` : span.type);
}

interface CommonInput {
  span: CapturedSpan;
  trace: CapturedTrace;
  owner: SpanOwner;
  call: ModelCall | undefined;
  options: SpanRecordsOptions;
}

/** Attributes that every span carries. */
function commonAttributes({ span, trace, owner, call, options }: CommonInput): LooseAttributes {
  const kind = spanKindOf(span.type);
  const model = call?.model ?? owner.model;
  return {
    "openinference.span.kind": kind.openinference,
    "inference.export.schema_version": 1,
    "inference.project_id": options.projectId,
    "inference.observation_kind": kind.observation,
    "inference.llm.provider": model === undefined && !call ? undefined : providerOf(options),
    "inference.llm.model_name": model,
    "inference.agent_name": owner.agent,
    "inference.user_id": options.userId,
    "user.id": options.userId,
    "inference.session_id": trace.groupId,
    "session.id": trace.groupId,
    "gen_ai.conversation.id": trace.groupId,
    "agent.workflow.name": trace.workflowName,
    "agent.workflow.group_id": trace.groupId,
    ...prefixed("agent.trace_metadata", trace.metadata),
    "sdk.trace_id": oneLine(trace.traceId),
    "sdk.span_id": oneLine(span.id),
    "sdk.parent_span_id": span.parentId === null ? undefined : oneLine(span.parentId),
  };
}

function providerOf(options: SpanRecordsOptions): string {
  return options.provider ?? "openai";
}

function resourceAttributes(resource: TraceResource): Record<string, JsonValue> {
  return finishAttributes({
    ...resource.extras,
    "service.name": resource.serviceName,
    "service.version": resource.serviceVersion,
    "deployment.environment": resource.environment,
  });
}
