export { LoopError, messageOf, type LoopErrorCode } from "./loop-error.ts";
export { readJson, readJsonl, readText, writeJson, writeJsonl, writeText } from "./files.ts";
export { describeIssues, parseAt } from "./parse.ts";
export { redactSecrets } from "./redact.ts";
export { sdkTraceIdOf, traceIdOf } from "./trace-id.ts";
export { addUsage, AgentRun, noUsage, TraceId, Usage } from "./nouns/agent-run.ts";
export { BehaviorPattern } from "./nouns/behavior-pattern.ts";
export {
  Claim,
  Diagnosis,
  Evidence,
  EvidenceRef,
  FindingClass,
  HarnessComponent,
  InsightsBySource,
  Level,
  Recommendation,
  RefusedFinding,
} from "./nouns/diagnosis.ts";
export { DeterministicAssertion, EvalCase, EvalSuite, ScoringMethod } from "./nouns/eval-case.ts";
export { FeedbackItem, HumanFeedback, ModelFeedback } from "./nouns/feedback-item.ts";
export { GateCheck, GateResult, GateRow } from "./nouns/gate-result.ts";
export {
  ArtifactField,
  EvalMetadata,
  HarnessConfig,
  HarnessFile,
  ModelSettings,
  ReasoningEffort,
  RequiredArtifact,
  ToolPolicy,
  TurnGuidance,
} from "./nouns/harness-config.ts";
export { HumanLabel, HumanVerdict, usableJudge } from "./nouns/human-label.ts";
export { Question } from "./nouns/question.ts";
export { JsonValue, SpanRecord, SpanStatus } from "./nouns/span-record.ts";
