import { LoopError } from "@loopwright/core";

/** What a shell sees. */
export const exitCodes = { ok: 0, usage: 2, couldNotEvaluate: 3, gateFailed: 100 } as const;

/** 2 when the user can mend it in the command line or a file, 3 when something outside went wrong. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof LoopError)) return exitCodes.couldNotEvaluate;
  return error.code === "bad_input" || error.code === "not_found"
    ? exitCodes.usage
    : exitCodes.couldNotEvaluate;
}
