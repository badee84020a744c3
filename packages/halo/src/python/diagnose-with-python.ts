import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  LoopError,
  redactSecrets,
  writeJsonl,
  type Diagnosis,
  type HarnessConfig,
  type SpanRecord,
} from "@loopwright/core";
import { evidenceIn } from "../analysis/analyze-runs.ts";
import { checkRecommendation } from "../diagnosis/check-recommendation.ts";
import { DraftDiagnosis } from "../diagnosis/draft.ts";
import { countedInsights, joinInsights } from "../diagnosis/insights.ts";
import { settleRecommendations, summaryOf } from "../diagnosis/settle.ts";
import { citablesOf } from "../evidence/citables.ts";
import { withoutSecrets } from "../evidence/without-secrets.ts";
import { jsonObjectsIn } from "./json-in-text.ts";
import { pythonPrompt } from "./python-prompt.ts";
import { lastWordsIn } from "./python-text.ts";
import { runProgram } from "./run-program.ts";

export interface DiagnoseWithPythonOptions {
  context: readonly SpanRecord[];
  harness: HarnessConfig;
  /** The program to run. Default `halo`, as `pip install halo-engine` leaves it. */
  command?: string | undefined;
  /** Model for the program; its own default otherwise. */
  model?: string | undefined;
  /**
   * An OpenAI-compatible server that asks for no key, such as a simulator. Without it the program takes server and
   * key from its environment.
   */
  baseURL?: string | undefined;
  /** Whether scripted models stand behind the program. Default false. */
  simulated?: boolean;
  /** Milliseconds after which the program is stopped. Default 30 minutes. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/**
 * Lets the public Python `halo` command read the context, and turns its report into a diagnosis: the JSON that
 * it was asked for is taken out of what it printed, and every reference in it is looked up as any other. The
 * program gets a copy of the context without secrets, and its key from its own environment.
 *
 * @throws LoopError `not_found` when the program is not installed, `engine` when it fails or prints no report
 *   that can be read, `aborted`, `bad_input` when the context holds no run
 * @example const diagnosis = await diagnoseWithPython({ context, harness })
 */
export async function diagnoseWithPython(options: DiagnoseWithPythonOptions): Promise<Diagnosis> {
  const { context, harness, simulated = false } = options;
  const evidence = evidenceIn(context);
  const report = readReport(await printedBy(options));
  const citables = citablesOf({ evidence, harness });
  const settled = settleRecommendations(
    report.recommendations.map((draft) => checkRecommendation({ draft, citables })),
  );
  return {
    summary: summaryOf({ evidence, words: report.summary, settled }),
    recommendations: settled.recommendations,
    insights: joinInsights(countedInsights({ evidence, harness }), report.insights),
    refused: settled.refused,
    evidence: settled.evidence,
    harness_version: harness.eval_metadata.version,
    harness_hash: harness.content_hash,
    simulated,
  };
}

async function printedBy(options: DiagnoseWithPythonOptions): Promise<string> {
  const { context, harness, command = "halo", timeoutMs = 30 * 60_000, signal } = options;
  const dir = await mkdtemp(join(tmpdir(), "halo-context-"));
  try {
    const file = join(dir, "context.jsonl");
    const { prompt, spans } = pythonPrompt({ harness, time: context[0]?.start_time ?? "" });
    await writeJsonl(
      file,
      [...context, ...spans].map((span) => withoutSecrets({ ...span })),
    );
    const args = [file, "-p", prompt, ...providerOf(options)];
    return await runProgram({ command, args, timeoutMs, signal });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function providerOf({ model, baseURL }: DiagnoseWithPythonOptions): string[] {
  return [
    ...(model === undefined ? [] : ["-m", model]),
    ...(baseURL === undefined ? [] : ["--base-url", baseURL, "--api-key", "none"]),
  ];
}

/** The last object that has the form asked for: earlier ones are drafts and examples. */
function readReport(printed: string): DraftDiagnosis {
  const reports = lastWordsIn(printed)
    .flatMap(jsonObjectsIn)
    .flatMap((value) => {
      const parsed = DraftDiagnosis.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
  const report = reports.at(-1);
  if (report) return report;
  throw new LoopError(
    "engine",
    `halo: it printed no JSON report of the form asked for; it ended with: ${redactSecrets(printed.trim().slice(-300))}`,
  );
}
