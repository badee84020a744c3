import { redactSecrets, type HarnessConfig } from "@loopwright/core";
import { z } from "zod";
import { DraftDiagnosis } from "../diagnosis/draft.ts";
import { optimizerInstructions } from "../diagnosis/prompt.ts";
import { linesOf } from "../evidence/citables.ts";
import { quotedAlone } from "../evidence/delimit.ts";

/**
 * What the Python engine is asked: our own instructions, where in the file each kind of evidence lies, the
 * harness's files with line numbers, and the form of the report.
 */
export function pythonPrompt(harness: HarnessConfig): string {
  const files = harness.files
    .filter(({ path }) => !path.startsWith("tools/"))
    .map(({ path, content }) =>
      quotedAlone(
        `harness file ${path}`,
        linesOf(redactSecrets(content))
          .map((line, index) => `${index + 1}|${line}`)
          .join("\n"),
      ),
    );
  return [
    optimizerInstructions,
    "Where the evidence lies: spans named human_feedback.comment (feedback.id, cited as feedback:ID), llm_feedback.insight (llm_feedback.id, cited as feedback:ID), generated_eval.definition (eval.id, cited as eval:ID), eval_gate.result (eval.id, cited as gate:ID) and eval_gate.summary; all other spans are what the runs did.",
    ...files,
    "Report: print one JSON object and nothing after it. It has this schema:",
    JSON.stringify(z.toJSONSchema(DraftDiagnosis)),
  ].join("\n\n");
}
