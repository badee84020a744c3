export { readAnalysis, writeAnalysis } from "./analysis-files.ts";
export { analyzeRuns, type AnalyzeOptions } from "./analyze.ts";
export type { Analysis, AssignmentRow, Coverage, SampleCoverage, SuspectRow } from "./analysis.ts";
export type { DataProblem } from "./bundle/data-problem.ts";
export { runsFromSpans } from "./bundle/from-spans.ts";
export { normalizeBundle } from "./bundle/normalize-bundle.ts";
export { openData, type OpenDataOptions, type RunData } from "./bundle/open-data.ts";
export type { FoundRun, Report, RunSource } from "./bundle/sources/run-source.ts";
export { readLabels, type LabelRow } from "./bundle/read-labels.ts";
export type { EventRow, Finding, NormalizedRun, RunOutcome, TraceRow } from "./bundle/records.ts";
export type {
  BarChart,
  Chart,
  DocumentChart,
  HeatmapChart,
  MapChart,
  SankeyChart,
  StoryBox,
  StoryChart,
  SwimlaneChart,
  TimelineChart,
} from "./charts/chart.ts";
export { toCharts, type ToChartsOptions } from "./charts/to-charts.ts";
export { analyzeCookbook, type CookbookOptions } from "./compat/cookbook.ts";
export {
  cluster,
  contrast,
  describePatterns,
  localize,
  type ContrastRun,
  type FeatureContrast,
  type GroupOptions,
} from "./parts.ts";
export { BehaviorPattern, PatternEvidence, PatternSuspect } from "./describe/pattern.ts";
export {
  comparePatterns,
  type ComparePatternsOptions,
  type PatternChange,
} from "./describe/compare-patterns.ts";
export type { EarlierPattern } from "./describe/pattern-ids.ts";
export { classTfIdf } from "./describe/class-tfidf.ts";
export { checkAgainstChance, type NullCheckOptions } from "./null-check.ts";
export {
  buildDocuments,
  documentViews,
  type DocumentView,
  type TraceDocument,
} from "./documents/build-documents.ts";
export { driftRunOf } from "./drift/drift-run.ts";
export {
  scanDrift,
  type DriftDifference,
  type DriftOptions,
  type DriftRun,
  type DriftWindow,
} from "./drift/scan-drift.ts";
export {
  embed,
  endpointEmbedder,
  tfidfEmbedder,
  type Embedder,
  type Embedding,
} from "./embed/embed.ts";
export { project2d, type Project2dOptions } from "./embed/project-2d.ts";
export { toEvalCases, type ToEvalCasesOptions } from "./evals/to-eval-cases.ts";
export { hdbscan, type HdbscanOptions, type HdbscanResult } from "./hdbscan/hdbscan.ts";
export { adjustedRandIndex } from "./score/adjusted-rand-index.ts";
export {
  evaluateAgainstTruth,
  type EvaluateOptions,
  type Evaluation,
  type Measure,
  type PatternScore,
} from "./score/evaluate-against-truth.ts";
export { TruthRow } from "./score/truth-row.ts";
export { sliceLift, type SliceLift, type SliceRun } from "./slices/slice-lift.ts";
export { wordsOf } from "./text/words.ts";
