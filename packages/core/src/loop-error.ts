/**
 * What went wrong, in a form a program can branch on.
 *
 * - `bad_input`: a file, flag or record that a person wrote is wrong; the message says where and how to mend it.
 * - `not_found`: something that was named does not exist.
 * - `model_unreachable`: the endpoint did not answer, or went on failing after retries.
 * - `model_refused`: the endpoint rejected the request (key, quota, unknown model).
 * - `model_nonsense`: the reply did not fit the asked schema, also after it was asked to repair it.
 * - `evidence_unresolved`: a reference names something that the evidence does not hold.
 * - `sandbox`: a sandbox could not be made, or refused an operation.
 * - `storage`: reading or writing a file failed (permissions, full disk).
 * - `aborted`: the caller's signal or a time limit ended the work.
 * - `engine`: an outside engine (Promptfoo, Agents SDK) broke its contract.
 */
export type LoopErrorCode =
  | "bad_input"
  | "not_found"
  | "model_unreachable"
  | "model_refused"
  | "model_nonsense"
  | "evidence_unresolved"
  | "sandbox"
  | "storage"
  | "aborted"
  | "engine";

/** A broken contract: `code` is stable, `message` names file, key and mend, `cause` keeps the original. */
export class LoopError extends Error {
  override readonly name = "LoopError";
  readonly code: LoopErrorCode;

  constructor(code: LoopErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything that was thrown, errors or not. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
