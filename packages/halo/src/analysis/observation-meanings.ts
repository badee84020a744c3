import type { HarnessConfig } from "@loopwright/core";
import { inQuotes } from "../evidence/delimit.ts";
import { errorMend, recordingMend, toolMend, turnsMend } from "./observation-mends.ts";
import type { ObservationKind } from "./observations/observation.ts";
import type { Mend } from "./problem.ts";

/** What an observation says about the harness. `key` is the observation's: a tool, a message, an artifact. */
interface Meaning {
  /** Weight of one occurrence when hardly any run shows it. */
  weight: number;
  /** Rules that would have prevented it, in the words in which harnesses put them. */
  wish: (key: string) => string[];
  rejects?: string[];
  /** What should hold, for one or more keys. */
  title: (keys: readonly string[]) => string;
  isStep?: boolean;
  /** Set where a defect is to be mended and no rule is missing or broken. */
  mend?: (key: string, harness: HarnessConfig) => Mend;
}

export const meanings: Record<ObservationKind, Meaning> = {
  run_failed: {
    weight: 3,
    wish: (key) => [`The run ends with an answer, and not with an error: ${key}`],
    title: (keys) => `Runs end with an answer and not with ${quoted(keys)}`,
    mend: turnsMend,
  },
  error: {
    weight: 0.4,
    wish: (key) => [`The step does not fail: ${key}`],
    title: (keys) => `No step fails with ${quoted(keys)}`,
    mend: errorMend,
  },
  error_unexplained: {
    weight: 0.6,
    wish: (key) => [`The error of a step is recorded: ${key}`],
    title: (keys) => `What went wrong is recorded where ${quoted(keys)} stands`,
    mend: recordingMend(
      "Record the error itself: pass the exception's message on to the span (exception.message) where the tool or step fails, in place of the framework's general text.",
    ),
  },
  tool_broken: {
    weight: 3,
    wish: (key) => [`The tool ${key} works.`],
    title: (keys) =>
      `${listed(keys)} ${verb(keys, "reports", "report")}, and ${verb(keys, "does", "do")} not crash`,
    mend: toolMend,
  },
  retry_loop: {
    weight: 0.6,
    wish: (key) => [`When ${key} fails twice in the same way, change the approach.`],
    title: (keys) => `${quoted(keys)} ${verb(keys, "is", "are")} not tried again and again`,
    mend: (key) => ({
      class: "implementation_or_observability_defect",
      component: "control_flow",
      verb: "Break the loop",
      change: `Runs called ${inQuotes(key)} over and over although it failed. Let the flow stop after the second failure of the same kind: give the agent the error with what a right call looks like, and go on with another step.`,
      targetFile: null,
    }),
  },
  repeated_call: {
    weight: 0.3,
    wish: () => ["Do not make the same tool call twice; use what it printed before."],
    title: (keys) =>
      `${quoted(keys)} ${verb(keys, "is", "are")} not called again for what is known`,
    isStep: true,
  },
  oversized_call: {
    weight: 0.3,
    wish: () => ["Look at the size of a file first, and print only the part that you need."],
    title: (keys) => `${quoted(keys)} ${verb(keys, "prints", "print")} what is needed and no more`,
    isStep: true,
  },
  ignored_warning: {
    weight: 1,
    wish: (key) => [
      `Repair what the tool ${key} reports before you answer, and run it again until it passes.`,
      "Run the tools before you answer, and repair what they report.",
    ],
    title: (keys) => `The answer waits until ${listed(keys)} ${verb(keys, "passes", "pass")}`,
    isStep: true,
  },
  validation_skipped: {
    weight: 1.2,
    wish: (key) => [
      "Run the runtime tools before you answer, and repair what they report.",
      `Run the tool ${key} before you give the final answer.`,
    ],
    title: (keys) => `${listed(keys)} ${verb(keys, "runs", "run")} before every answer`,
    isStep: true,
  },
  validation_late: {
    weight: 0.8,
    wish: (key) => [
      "Run the runtime tools after the last file is written, before you answer.",
      `Run the tool ${key} after the last file is written.`,
    ],
    title: (keys) => `${listed(keys)} ${verb(keys, "runs", "run")} after the last write`,
    isStep: true,
  },
  repaired_after_passed: {
    weight: 0.6,
    wish: (key) => [
      "Run the runtime tools again after every repair, before you answer.",
      `Run the tool ${key} again after the last file is written.`,
    ],
    title: (keys) => `${listed(keys)} ${verb(keys, "runs", "run")} again after the last write`,
    isStep: true,
  },
  artifact_missing: {
    weight: 2,
    wish: (key) => [
      "Write every required artifact before you give the final answer.",
      `Write the required artifact ${key}.`,
    ],
    title: (keys) => `${listed(keys)} ${verb(keys, "is", "are")} always written`,
    isStep: true,
  },
  uncited_claims: {
    weight: 1.2,
    wish: () => ["Cite the file for every material claim.", "Every statement needs a source."],
    rejects: ["Statements stand in the answer without a source."],
    title: () => "Every material claim names its file",
  },
  calls_unrecorded: {
    weight: 1.5,
    wish: () => ["Every tool call is recorded."],
    title: () => "Every tool call is recorded as a span",
    mend: recordingMend(
      "The model's messages ask for tool calls of which no span tells. Register the tracing processor before the first run, flush it when a run ends, and see that tools are called through the SDK, so that each call leaves a span with its input and output.",
    ),
  },
  messages_unrecorded: {
    weight: 1.5,
    wish: () => ["What the model was sent and said is recorded."],
    title: () => "Model calls are recorded with their messages",
    mend: recordingMend(
      "Spans of model calls hold no messages, so that nobody can tell what the model was sent or said. Let the exporter write llm.input_messages and llm.output_messages, and look whether sensitive data is switched off for tracing.",
    ),
  },
  parents_missing: {
    weight: 0.6,
    wish: () => ["Every span's parent is recorded."],
    title: () => "Every span is recorded together with its parent",
    mend: recordingMend(
      "Spans name parents that nobody exported: the export ended too early, or leaves out kinds of spans. Flush the exporter when a run ends, also when it fails, and export parents with their children.",
    ),
  },
  many_turns: {
    weight: 0.2,
    wish: () => ["Plan the steps first, and stop when the question is answered."],
    title: () => "No run takes far more turns than the others",
    mend: turnsMend,
  },
  many_tokens: {
    weight: 0.2,
    wish: () => ["Read only what bears on the question."],
    title: () => "No run takes far more tokens than the others",
    mend: turnsMend,
  },
};

const conjunction = new Intl.ListFormat("en", { type: "conjunction" });

function listed(keys: readonly string[]): string {
  return conjunction.format(keys);
}

function quoted(keys: readonly string[]): string {
  return listed(keys.map(inQuotes));
}

function verb(keys: readonly string[], one: string, several: string): string {
  return keys.length === 1 ? one : several;
}
