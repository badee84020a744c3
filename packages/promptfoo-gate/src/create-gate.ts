import { basename } from "node:path";
import {
  addUsage,
  LoopError,
  noUsage,
  type EvalCase,
  type GateResult,
  type GateRow,
} from "@loopwright/core";
import type { JudgeCalibration } from "./calibration/judge-calibration.ts";
import { calibrationSummary, withStanding } from "./calibration/standing.ts";
import { newRecord, supplyAnswer, supplyVerdict, type CaseRecord } from "./case-record.ts";
import { checkSuite } from "./check-suite.ts";
import { toGateRow } from "./gate-row.ts";
import type { Judge } from "./judge-types.ts";
import { toEngineTest } from "./promptfoo/engine-test.ts";
import { createEngine, type Engine } from "./promptfoo/engine.ts";
import type { HostReply } from "./promptfoo/protocol.ts";
import type { EngineRow, SummaryV3 } from "./promptfoo/summary.ts";
import { writeResultsFile } from "./results-file.ts";

export interface GateOptions {
  /** Decides the rubrics. */
  judge: Judge;
  /**
   * How far the judge agrees with people. With it, rows that rest on a judge which is inadmissible, or which this
   * calibration does not vouch for, are advisory: counted, but without a say in the verdict. Without it all rows
   * decide.
   */
  calibration?: JudgeCalibration;
  /** Evals scored at the same time. Default 4. */
  concurrency?: number;
  /** Longest time for one answer, and for one verdict, in milliseconds. Default two minutes. */
  timeoutMs?: number;
  /** What Promptfoo prints is appended here; left out, it is dropped. */
  logFile?: string;
}

export interface GateRun {
  cases: readonly EvalCase[];
  /** The answer that a case is scored on: a stored one, or one that a candidate gives now. May be empty. */
  outputOf(evalCase: EvalCase): Promise<string>;
  /** Where to write a secret-free copy of Promptfoo's own results. */
  resultsFile?: string;
  signal?: AbortSignal;
}

export interface Gate {
  /**
   * Scores every case. Runs of one gate wait for each other and share one worker.
   *
   * @throws LoopError `bad_input` for a suite that cannot decide anything, `aborted`, `engine`, `storage`
   */
  run(run: GateRun): Promise<GateResult>;
  /** Ends the worker and removes its folder; a run under way is aborted. */
  close(): Promise<void>;
}

/**
 * A gate with Promptfoo as its engine, in a worker thread without network, environment or telemetry. The worker
 * starts with the first run and is used again; `close` it when done.
 *
 * @example
 * const gate = createGate({ judge });
 * try {
 *   const result = await gate.run({ cases, outputOf: async (evalCase) => answers[evalCase.source_trace_id] });
 *   console.log(result.verdict);
 * } finally {
 *   await gate.close();
 * }
 */
export function createGate(options: GateOptions): Gate {
  return gateOver(
    createEngine(options.logFile === undefined ? {} : { logFile: options.logFile }),
    options,
  );
}

/** A gate over any engine. */
export function gateOver(engine: Engine, options: GateOptions): Gate {
  return {
    run: (run) => runGate(engine, options, run),
    close: () => engine.close(),
  };
}

async function runGate(engine: Engine, options: GateOptions, run: GateRun): Promise<GateResult> {
  const records = numberRecords(checkSuite(run.cases));
  const { version, summary } = await evaluate(engine, options, run, records);
  const { judge, calibration } = options;
  const rows = readRows(records, summary, (row, record) =>
    withStanding(row, record, judge, calibration),
  );
  if (run.resultsFile !== undefined) await writeResults(run.resultsFile, version, summary, records);
  return {
    ...countRows(rows),
    rows,
    ...(calibration
      ? {
          advisory: rows.filter(({ advisory }) => advisory).length,
          calibration: calibrationSummary(rows, { judge, cases: run.cases, calibration }),
        }
      : {}),
    engine: `promptfoo ${version} (Node API)`,
    judge: {
      model: judge.model,
      prompt_hash: judge.promptHash,
      usage: [...records.values()].map(({ usage }) => usage).reduce(addUsage, noUsage),
    },
    ...(run.resultsFile === undefined ? {} : { result_file: basename(run.resultsFile) }),
  };
}

/** Promptfoo hears of a case by a number of ours alone: no id that a person or model wrote is a key. */
function numberRecords(cases: readonly EvalCase[]): Map<string, CaseRecord> {
  return new Map(cases.map((evalCase, index) => [`case-${index + 1}`, newRecord(evalCase)]));
}

function evaluate(
  engine: Engine,
  options: GateOptions,
  run: GateRun,
  records: ReadonlyMap<string, CaseRecord>,
): Promise<{ version: string; summary: SummaryV3 }> {
  const { judge, concurrency = 4, timeoutMs = 120_000 } = options;
  const { signal } = run;
  const forCase = (id: string, supply: (record: CaseRecord) => Promise<HostReply>) => {
    const record = records.get(id);
    return record ? supply(record) : Promise.resolve({ error: `no case ${id}` });
  };
  return engine.evaluate({
    tests: [...records].map(([caseId, { evalCase }]) => ({ caseId, test: toEngineTest(evalCase) })),
    concurrency,
    ...(signal ? { signal } : {}),
    output: (id) => forCase(id, (record) => supplyAnswer(record, run.outputOf, timeoutMs)),
    judge: (id, rubric) =>
      forCase(id, (record) => supplyVerdict(record, rubric, { judge, timeoutMs, signal })),
  });
}

function readRows(
  records: ReadonlyMap<string, CaseRecord>,
  summary: SummaryV3,
  finish: (row: GateRow, record: CaseRecord) => GateRow,
): GateRow[] {
  const byCase = new Map<string, EngineRow[]>([...records.keys()].map((id) => [id, []]));
  for (const row of summary.results) {
    const id = row.testCase.metadata.case_id;
    const rows = byCase.get(id);
    if (!rows) throw new LoopError("engine", `Promptfoo returned a row for an unknown case: ${id}`);
    rows.push(row);
  }
  return [...records].map(([id, record]) =>
    finish(toGateRow(record, byCase.get(id) ?? []), record),
  );
}

/**
 * A row that could not be decided outweighs failed rows, and one failed row outweighs all passed ones. Advisory
 * rows are in the totals and have no say.
 */
function countRows(
  rows: readonly GateRow[],
): Pick<GateResult, "verdict" | "total" | "passed" | "failed" | "errored"> {
  const count = (outcome: GateRow["outcome"]): number =>
    rows.filter((row) => row.outcome === outcome).length;
  const [passed, failed, errored] = [count("passed"), count("failed"), count("errored")];
  const says = (outcome: GateRow["outcome"]): boolean =>
    rows.some((row) => row.outcome === outcome && row.advisory !== true);
  const verdict = says("errored") ? "error" : says("failed") ? "fail" : "pass";
  return { verdict, total: rows.length, passed, failed, errored };
}

function writeResults(
  file: string,
  version: string,
  summary: SummaryV3,
  records: ReadonlyMap<string, CaseRecord>,
): Promise<void> {
  const cases = new Map([...records].map(([id, { evalCase }]) => [id, evalCase]));
  return writeResultsFile(file, { version, summary, cases });
}
