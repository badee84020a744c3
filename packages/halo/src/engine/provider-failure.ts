import { LoopError, messageOf } from "@loopwright/core";

/**
 * The failure of whoever answers model calls, and not of the model: a refused key, a server that is down, a cost
 * limit of the caller's. Such a diagnosis is to be resumed, not to be ended without the model.
 */
export function providerFailure(error: unknown): LoopError | undefined {
  const ours = withinCauses(error, (one) => one instanceof LoopError);
  if (ours instanceof LoopError) return ours;
  const status = statusOf(error);
  if (status === undefined && !nameOf(error).startsWith("APIConnection")) return undefined;
  const refused =
    status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new LoopError(
    refused ? "model_refused" : "model_unreachable",
    `diagnosis: ${status === undefined ? "" : `HTTP ${status}: `}${messageOf(error)}`,
    { cause: error },
  );
}

function withinCauses(error: unknown, wanted: (error: unknown) => boolean): unknown {
  if (wanted(error)) return error;
  return error instanceof Error && error.cause !== undefined
    ? withinCauses(error.cause, wanted)
    : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : "";
}
