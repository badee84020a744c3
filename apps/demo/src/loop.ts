import { relative } from "node:path";
import {
  Diagnosis,
  GateResult,
  HumanFeedback,
  ModelFeedback,
  readJson,
  readJsonl,
  SpanRecord,
  writeJson,
  writeJsonl,
} from "@loopwright/core";
import { generateDataroom, writeDataroom } from "@loopwright/dataroom";
import { feedbackCoverage, reviewRuns } from "@loopwright/feedback";
import { buildContext } from "@loopwright/halo";
import { writeHandoff } from "@loopwright/handoff";
import { answersAsOutput, exportPromptfoo, readSuite } from "@loopwright/promptfoo-gate";
import { diagnoseContext } from "./diagnose-context.ts";
import { copyDataroom } from "./copy-dataroom.ts";
import { gatherHumanFeedback } from "./human-feedback.ts";
import type { Loop, Stage } from "./stage.ts";
import type { StageName } from "./run-record.ts";
import { completedRuns, readArtifacts, runQuestions } from "./run-questions.ts";
import { writeEvals } from "./write-evals.ts";

/** One turn of the loop, in order. */
export const stages: Record<StageName, Stage> = {
  dataroom: layOutDataroom,
  runs: runQuestions,
  feedback: collectFeedback,
  evals: writeEvals,
  gate: gateAnswers,
  context: writeContext,
  diagnosis: diagnoseHarness,
  handoff: writeHandoffDocument,
};

async function layOutDataroom({ plan, paths }: Loop): Promise<string> {
  if (plan.dataroom_dir) {
    const count = await copyDataroom(plan.dataroom_dir, paths.dataroom);
    return `${count} files from ${plan.dataroom_dir}`;
  }
  const dataroom = generateDataroom({ seed: "reference" });
  await writeDataroom(dataroom, paths.dataroom);
  return `${dataroom.files.length} files about ${dataroom.manifest.company_name}`;
}

async function collectFeedback(loop: Loop): Promise<string> {
  const { paths, models, signal } = loop;
  const runs = await completedRuns(paths);
  const { feedback: human, leftOut } = await gatherHumanFeedback(loop);
  const model = await reviewRuns({
    endpoint: models.endpoint,
    model: models.names.analysis,
    runs,
    artifactsOf: (run) => readArtifacts(paths, run),
    signal,
  });
  await writeJsonl(paths.humanFeedback, human);
  await writeJsonl(paths.modelFeedback, model.items);
  const { withoutHuman } = feedbackCoverage(runs, human, model.items);
  const gap = withoutHuman.length > 0 ? `; no person has reviewed ${withoutHuman.join(", ")}` : "";
  return `${human.length} human, ${model.items.length} from a model${gap}${leftOut}`;
}

async function gateAnswers({ paths, models, gate, signal }: Loop): Promise<string> {
  const cases = await readSuite(paths.suite);
  const answers = (await completedRuns(paths)).map(({ trace_id, answer }) => ({
    trace_id,
    answer,
  }));
  await exportPromptfoo({ dir: paths.promptfoo, cases, answers, judgeModel: models.names.judge });
  const result = await gate.run({
    cases,
    outputOf: answersAsOutput(answers),
    resultsFile: paths.promptfooResults,
    signal,
  });
  const result_file = relative(paths.dir, paths.promptfooResults);
  await writeJson(paths.gate, { ...result, result_file });
  const errors = result.errored > 0 ? `, ${result.errored} could not be judged` : "";
  return `${result.verdict}: ${result.passed} of ${result.total} passed${errors}`;
}

async function writeContext({ paths, harness }: Loop): Promise<string> {
  const context = buildContext({
    spans: await readJsonl(paths.spans, SpanRecord),
    harness,
    runs: await completedRuns(paths),
    humanFeedback: await readJsonl(paths.humanFeedback, HumanFeedback),
    modelFeedback: await readJsonl(paths.modelFeedback, ModelFeedback),
    evals: await readSuite(paths.suite),
    gate: await readJson(paths.gate, GateResult),
  });
  await writeJsonl(paths.context, context);
  const traces = new Set(context.map((span) => span.trace_id)).size;
  return `${context.length} spans in ${traces} traces`;
}

async function diagnoseHarness(loop: Loop): Promise<string> {
  const { paths, plan } = loop;
  const given = { ...loop, harnessDir: plan.harness_dir };
  const { diagnosis, replayed } = await diagnoseContext(given);
  await writeJson(paths.diagnosis, diagnosis);
  const { verified, total } = diagnosis.evidence;
  const carriedOn = replayed > 0 ? `; ${replayed} model calls from before` : "";
  return `${diagnosis.recommendations.length} recommendations, ${verified} of ${total} references verified${carriedOn}`;
}

async function writeHandoffDocument({ paths, harness }: Loop): Promise<string> {
  const diagnosis = await readJson(paths.diagnosis, Diagnosis);
  const context = await readJsonl(paths.context, SpanRecord);
  const material = { context, harness, evals: await readSuite(paths.suite) };
  await writeHandoff({ dir: paths.dir, diagnosis, material });
  return paths.handoff;
}
