import type { GateCheck, GateRow } from "@loopwright/core";
import type { CaseRecord } from "./case-record.ts";
import { toEngineTest } from "./promptfoo/engine-test.ts";
import type { EngineComponent, EngineRow } from "./promptfoo/summary.ts";

/**
 * Reads Promptfoo's row for one case, failing closed: a row passes only when every expected check is there,
 * in range and passing, about the very answer that was handed in. What could not be decided is errored, also
 * where Promptfoo itself calls it failed or passed.
 */
export function toGateRow(record: CaseRecord, rows: readonly EngineRow[]): GateRow {
  const checks = readChecks(record, rows[0]);
  const error = findError(record, rows, checks);
  const outcome = error !== undefined ? "errored" : checks.every(hasPassed) ? "passed" : "failed";
  const { evalCase } = record;
  return {
    eval_id: evalCase.eval_id,
    title: evalCase.title,
    trace_id: evalCase.source_trace_id,
    trace_label: evalCase.source_trace_label,
    outcome,
    passed: outcome === "passed",
    score: error === undefined ? (rows[0]?.gradingResult?.score ?? 0) : 0,
    explanation: explain(checks, error),
    checks: checks.flatMap((check) => (check.found ? [toGateCheck(check)] : [])),
  };
}

interface ReadCheck extends GateCheck {
  /** Whether Promptfoo reported this check at all. */
  found: boolean;
  error?: string;
}

function readChecks(record: CaseRecord, row: EngineRow | undefined): ReadCheck[] {
  const components = row?.gradingResult?.componentResults ?? [];
  return toEngineTest(record.evalCase).assert.map(({ type }, index) => {
    const component = components.find((found) => found.assertion?.metric === `check-${index}`);
    return component ? readCheck(type, component, record) : missingCheck(type);
  });
}

function missingCheck(type: string): ReadCheck {
  const error = `Promptfoo did not report the ${type} check`;
  return { type, passed: false, score: 0, reason: error, found: false, error };
}

function readCheck(type: string, component: EngineComponent, record: CaseRecord): ReadCheck {
  const error = checkError(type, component, record);
  if (error !== undefined)
    return { type, passed: false, score: 0, reason: error, found: true, error };
  const reason = component.reason ?? "";
  return { type, passed: component.pass, score: component.score, reason, found: true };
}

function checkError(
  type: string,
  component: EngineComponent,
  record: CaseRecord,
): string | undefined {
  if (component.assertion?.type !== type)
    return `Promptfoo reported ${component.assertion?.type} where ${type} was asked`;
  if (type === "llm-rubric") {
    if (record.judgeError !== undefined) return record.judgeError;
    if (!record.verdict) return "the judge was never asked";
  }
  if (component.metadata?.graderError) return component.reason ?? "the grader failed";
  if (!isScore(component.score)) return `score ${component.score} is not between 0 and 1`;
  return undefined;
}

function findError(
  record: CaseRecord,
  rows: readonly EngineRow[],
  checks: readonly ReadCheck[],
): string | undefined {
  const [row] = rows;
  if (record.answerError !== undefined) return record.answerError;
  if (!row) return "Promptfoo returned no row for this eval";
  if (rows.length > 1) return `Promptfoo returned ${rows.length} rows for this eval`;
  if (row.failureReason === 2)
    return record.judgeError ?? row.error ?? "Promptfoo reported an error";
  if (record.answer === undefined) return "Promptfoo never asked for the answer";
  if (row.response?.output !== record.answer)
    return "Promptfoo scored another text than the answer";
  const broken = checks.find((check) => check.error !== undefined);
  if (broken) return broken.error;
  if (!row.gradingResult || !isScore(row.gradingResult.score))
    return `score ${row.gradingResult?.score} is not between 0 and 1`;
  if (row.success !== checks.every(hasPassed)) return "Promptfoo's row and its checks disagree";
  return undefined;
}

function isScore(score: number): boolean {
  return score >= 0 && score <= 1;
}

function hasPassed(check: GateCheck): boolean {
  return check.passed;
}

function toGateCheck({ type, passed, score, reason }: ReadCheck): GateCheck {
  return { type, passed, score, reason };
}

/** Every reason, the error first, then the failing checks, then the passing ones. */
function explain(checks: readonly ReadCheck[], error: string | undefined): string {
  const decided = checks.filter((check) => check.error === undefined);
  const failing = decided.filter((check) => !check.passed);
  const passing = decided.filter(hasPassed);
  return [
    ...(error === undefined ? [] : [`error: ${error}`]),
    ...failing.map((check) => `failed ${check.type}: ${check.reason}`),
    ...passing.map((check) => `passed ${check.type}: ${check.reason}`),
  ].join("\n");
}
