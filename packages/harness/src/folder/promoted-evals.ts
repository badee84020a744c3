import { DeterministicAssertion, EvalCase, LoopError, type HarnessFile } from "@loopwright/core";
import { z } from "zod";
import { readYaml } from "./yaml-text.ts";

const StrictSuite = z.strictObject({
  evals: z.array(
    EvalCase.extend({
      deterministic_assertions: z.array(DeterministicAssertion.strict()),
    }).strict(),
  ),
});

/** The eval cases of all files below `evals/`, in the order of files and lines. */
export function readPromotedEvals(
  files: readonly HarnessFile[],
  atOf: (path: string) => string,
): EvalCase[] {
  const homes = new Map<string, string>();
  return files.flatMap((file) => {
    const at = atOf(file.path);
    const { evals } = readYaml({ text: file.content, schema: StrictSuite, at });
    for (const { eval_id } of evals) {
      const home = homes.get(eval_id);
      if (home)
        throw new LoopError("bad_input", `${at}: eval_id "${eval_id}" is already used in ${home}`);
      homes.set(eval_id, at);
    }
    return evals;
  });
}
