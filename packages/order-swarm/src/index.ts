export { runOrders, type OrdersResult, type RunOrdersOptions } from "./run-orders.ts";
export { planOrders, rogueWindow, tuningSeeds } from "./plan/plan-orders.ts";
export type { OrderPlan } from "./plan/order-plan.ts";
export { caseMix, type CaseType } from "./plan/case-types.ts";
export { orderPaths, type OrderPaths } from "./files/order-files.ts";
export { TraceBundle, BundleEvent, BundleFinding, BundleSpan } from "./bundle/trace-bundle.ts";
export { ResultRow } from "./bundle/result-row.ts";
export { TruthRow } from "./truth/truth-row.ts";
export type { CollectTrace, RunSpan, RunTrace } from "./swarm/captured-run.ts";
export { labelRuns, type LabelGate, type LabelRunsOptions } from "./labels/label-runs.ts";
export { labelCases, type LabelCase } from "./labels/label-cases.ts";
export { LabelRow, labelRow } from "./labels/label-row.ts";
export { rubricNames, rubricText, type RubricName } from "./labels/rubrics.ts";
export { caseFacts, runDigest } from "./labels/run-digest.ts";
export {
  measureSignatures,
  signatureLimit,
  type Signature,
} from "./signatures/measure-signatures.ts";
