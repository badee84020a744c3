import type { DraftClaim } from "../../diagnosis/draft.ts";

/** What the spans of a run can show without anybody's judgement. */
export type ObservationKind =
  | "run_failed"
  | "error"
  | "error_unexplained"
  | "tool_broken"
  | "retry_loop"
  | "repeated_call"
  | "oversized_call"
  | "ignored_warning"
  | "validation_skipped"
  | "validation_late"
  | "repaired_after_passed"
  | "artifact_missing"
  | "uncited_claims"
  | "calls_unrecorded"
  | "messages_unrecorded"
  | "parents_missing"
  | "many_turns"
  | "many_tokens";

/** One thing seen in one run, with the claim that shows it. */
export interface Observation {
  kind: ObservationKind;
  /** The same in every run in which the same was seen: a tool, a normalised message, an artifact. */
  key: string;
  traceId: string;
  claim: DraftClaim;
}
