import { isLoose, listAt, objectAt, textAt, type Loose } from "./loose.ts";

/** What the lower-level evals said about one run. */
export interface LabelRow {
  run_id: string;
  case_type: string;
  promptfoo_pass: boolean;
  promptfoo_score_mean: number | null;
  promptfoo_check_scores: Record<string, number>;
  promptfoo_failed_checks: string[];
  promptfoo_primary_finding: string;
  promptfoo_rationales: Record<string, string>;
}

/**
 * Brings label rows of any known format to one row a run: today's rows, and older ones with a line per check
 * (`metric`, `passed`, `score`, `reason`), where `assertion_1` to `assertion_5` stand for the five rubrics.
 * Rows that name no run or carry no verdict are returned as `skipped` with their position.
 *
 * @example readLabels([{ run_id: "r1", promptfoo_pass: false, promptfoo_failed_checks: ["policy"] }]).labels
 */
export function readLabels(rows: readonly unknown[]): {
  labels: LabelRow[];
  skipped: { index: number; reason: string }[];
} {
  const byRun = new Map<string, LabelRow>();
  const current = new Set<string>();
  const skipped: { index: number; reason: string }[] = [];
  rows.forEach((row, index) => {
    const skip = (reason: string): void => void skipped.push({ index, reason });
    if (!isLoose(row)) return skip("not an object");
    const run_id = textAt(row, "run_id");
    if (run_id === "") return skip("run_id is missing");
    if ("promptfoo_pass" in row) {
      if (typeof row["promptfoo_pass"] !== "boolean")
        return skip("promptfoo_pass is not true or false");
      if (current.has(run_id))
        return skip(`run ${run_id} is labelled twice; the first label counts`);
      current.add(run_id);
      byRun.set(run_id, currentRow(row, run_id));
      return;
    }
    if (!("passed" in row) && !("pass" in row))
      return skip("no verdict: expected promptfoo_pass or passed");
    addOlderRow(byRun, row, run_id);
  });
  return { labels: [...byRun.values()], skipped };
}

const olderNames: Record<string, string> = {
  assertion_1: "final_decision_quality",
  assertion_2: "policy_compliance_correctness",
  assertion_3: "routing_specialist_activation",
  assertion_4: "market_drift_awareness",
  assertion_5: "review_appropriateness",
};

function currentRow(row: Loose, run_id: string): LabelRow {
  const scores = numbers(objectAt(row, "promptfoo_check_scores"));
  const failed = listAt(row, "promptfoo_failed_checks").map((check) => checkName(String(check)));
  const mean = row["promptfoo_score_mean"];
  return {
    run_id,
    case_type: textAt(row, "case_type"),
    promptfoo_pass: row["promptfoo_pass"] === true,
    promptfoo_score_mean: typeof mean === "number" ? mean : meanOf(Object.values(scores)),
    promptfoo_check_scores: scores,
    promptfoo_failed_checks: failed,
    promptfoo_primary_finding: textAt(row, "promptfoo_primary_finding") || (failed[0] ?? "none"),
    promptfoo_rationales: texts(objectAt(row, "promptfoo_rationales")),
  };
}

function addOlderRow(byRun: Map<string, LabelRow>, row: Loose, run_id: string): void {
  const label = byRun.get(run_id) ?? {
    run_id,
    case_type: textAt(row, "case_type"),
    promptfoo_pass: true,
    promptfoo_score_mean: null,
    promptfoo_check_scores: {},
    promptfoo_failed_checks: [],
    promptfoo_primary_finding: "none",
    promptfoo_rationales: {},
  };
  const check = checkName(textAt(row, "metric", "check") || "overall");
  const passed = row["passed"] ?? row["pass"];
  const score = Number(row["score"]);
  if (row["score"] !== undefined && row["score"] !== null && Number.isFinite(score))
    label.promptfoo_check_scores[check] = score;
  if (textAt(row, "reason") !== "") label.promptfoo_rationales[check] = textAt(row, "reason");
  if (passed === false || passed === "false" || passed === 0 || passed === "0") {
    label.promptfoo_pass = false;
    if (!label.promptfoo_failed_checks.includes(check)) label.promptfoo_failed_checks.push(check);
    if (label.promptfoo_primary_finding === "none") label.promptfoo_primary_finding = check;
  }
  label.promptfoo_score_mean = meanOf(Object.values(label.promptfoo_check_scores));
  byRun.set(run_id, label);
}

function checkName(name: string): string {
  return olderNames[name] ?? name;
}

function numbers(record: Loose): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) =>
      typeof value === "number" && Number.isFinite(value) ? [[checkName(key), value]] : [],
    ),
  );
}

function texts(record: Loose): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) =>
      typeof value === "string" ? [[checkName(key), value]] : [],
    ),
  );
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
