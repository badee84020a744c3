import { join } from "node:path";
import {
  LoopError,
  writeJson,
  writeText,
  type EvalCase,
  type ReasoningEffort,
} from "@loopwright/core";
import { checkSuite } from "../check-suite.ts";
import { configFile, type JudgeConfig } from "./config-file.ts";
import { judgeFile } from "./judge-file.ts";
import { storedAnswersFile } from "./stored-answers-file.ts";

export interface ExportOptions {
  /** Folder to write to; files of the same names are replaced. */
  dir: string;
  cases: readonly EvalCase[];
  answers: readonly { trace_id: string; answer: string }[];
  /** Model that the judge file asks for. */
  judgeModel: string;
  reasoningEffort?: ReasoningEffort;
}

/**
 * Writes the suite for Promptfoo's own command line and viewer: `promptfooconfig.yaml`, `trace_outputs.json`
 * (answers by trace id), `stored_answers.mjs` (serves them) and `judge.mjs` (the gate's judge prompt, sent to
 * `OPENAI_BASE_URL`). The files import nothing, so they run wherever `promptfoo` does.
 *
 * @throws LoopError `bad_input` for a suite that cannot decide anything or two answers for one trace, `storage`
 * @example await exportPromptfoo({ dir: "runs/latest/promptfoo", cases, answers: runs, judgeModel: "gpt-5.5" })
 */
export async function exportPromptfoo(options: ExportOptions): Promise<void> {
  const cases = checkSuite(options.cases);
  const outputs = outputsByTrace(options.answers, cases);
  const write = (name: string, text: string) => writeText(join(options.dir, name), text);
  await writeJson(join(options.dir, "trace_outputs.json"), outputs);
  await write("stored_answers.mjs", storedAnswersFile);
  await write("judge.mjs", judgeFile());
  await write("promptfooconfig.yaml", configFile(cases, judgeConfig(options)));
}

function judgeConfig({ judgeModel, reasoningEffort }: ExportOptions): JudgeConfig {
  return { model: judgeModel, ...(reasoningEffort ? { reasoning_effort: reasoningEffort } : {}) };
}

function outputsByTrace(answers: ExportOptions["answers"], cases: readonly EvalCase[]) {
  const labels = new Map(cases.map((one) => [one.source_trace_id, one.source_trace_label]));
  const outputs: Record<string, { trace_label?: string; answer: string }> = {};
  for (const { trace_id, answer } of answers) {
    if (Object.hasOwn(outputs, trace_id))
      throw new LoopError("bad_input", `two answers for trace ${trace_id}; export one of them`);
    const label = labels.get(trace_id);
    outputs[trace_id] = { ...(label === undefined ? {} : { trace_label: label }), answer };
  }
  return outputs;
}
