import { JsonValue } from "@loopwright/core";
import { z } from "zod";

const jsonOrText = z.union([z.string(), z.record(z.string(), JsonValue)]);
const texts = z.array(z.string());

/** One span of a run, as a bundle holds it. */
export const BundleSpan = z.object({
  span_id: z.string(),
  parent_span_id: z.string().nullable(),
  /** `agent`, `handoff`, `function`, `response` or `guardrail`. */
  span_type: z.string(),
  started_at: z.string(),
  ended_at: z.string(),
  agent_name: z.string(),
  error: JsonValue.nullable(),
  /** An object, or the same as JSON text. */
  span_data: jsonOrText,
});
export type BundleSpan = z.infer<typeof BundleSpan>;

export const BundleFinding = z.object({
  code: z.string(),
  message: z.string(),
  severity: z.string(),
  agent_name: z.string(),
});
export type BundleFinding = z.infer<typeof BundleFinding>;

export const BundleEvent = z.object({
  event_id: z.string(),
  event_type: z.string(),
  timestamp: z.string(),
  agent_name: z.string(),
  source_agent: z.string().nullable(),
  target_agent: z.string().nullable(),
  payload: z.record(z.string(), JsonValue),
});
export type BundleEvent = z.infer<typeof BundleEvent>;

/** What one run left: the unit that population analysis reads. */
export const TraceBundle = z.object({
  run: z.object({
    run_id: z.string(),
    config_id: z.string(),
    status: z.string(),
    openai_trace_id: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    summary: z.object({
      scenario_family: z.string(),
      issue_cluster: z.string(),
      selected_route: z.string(),
      terminal_state: z.string(),
      validation_outcome: z.string(),
      triage_outcome: z.string().nullable(),
      review_status: z.string(),
      review_decision: z.string().nullable(),
      review_recommended_action: z.string(),
      trace_family: z.string(),
      promo_program: z.string().nullable(),
      incentive_program: z.string().nullable(),
      tariff_regime: z.string(),
      simulation_date: z.string(),
      factory_assignment: z.string(),
      factory_release_state: z.string(),
      environment_batch_id: z.string(),
      environment_event_ids: texts,
      specialist_activations: texts,
      supplier_mix: texts,
      loop_count: z.int(),
      retry_count: z.int(),
      arbitration_count: z.int(),
      compound_issue_count: z.int(),
      findings: z.array(BundleFinding),
    }),
    config: z.object({
      customer: z.object({ name: z.string(), region: z.string() }),
      vehicle: z.object({ model: z.string(), trim: z.string(), wheels: z.string() }),
      metadata: z.object({
        generation_params: z.object({
          active_event_types: texts,
          issue_cluster: z.string(),
          specialist_activations: texts,
        }),
      }),
    }),
  }),
  trace: z.object({
    trace_id: z.string(),
    workflow_name: z.string(),
    started_at: z.string(),
    ended_at: z.string(),
    metadata_json: jsonOrText,
  }),
  spans: z.array(BundleSpan),
  events: z.array(BundleEvent),
  environment_events: z.array(
    z.object({
      event_id: z.string(),
      event_type: z.string(),
      effective_date: z.string(),
      headline: z.string(),
      weight: z.string(),
    }),
  ),
  review_packet: z.object({
    status: z.string(),
    summary: z.string(),
    findings: z.array(BundleFinding),
    recommended_action: z.string(),
    allowed_actions: texts,
    decision: z.object({ decision: z.string() }).nullable(),
  }),
  snapshots: z.array(
    z.object({ at: z.string(), stage: z.string(), state: z.record(z.string(), JsonValue) }),
  ),
});
export type TraceBundle = z.infer<typeof TraceBundle>;
