import { messageOf } from "@loopwright/core";
import { MaxTurnsExceededError } from "@openai/agents";

/** Why a run failed, in one line that a person can act on. */
export function explainFailure(
  error: unknown,
  context: { maxTurns: number; signal: AbortSignal },
): string {
  if (context.signal.aborted) return messageOf(context.signal.reason);
  if (error instanceof MaxTurnsExceededError)
    return `no answer within ${context.maxTurns} turns (model_settings.max_turns)`;
  const status = statusOf(error);
  const message = oneLine(withCause(error));
  if (status === 401 || status === 403) return `the endpoint refused the key: ${message}`;
  if (status === 404) return `the endpoint does not know the model or path: ${message}`;
  if (status === 429) return `the endpoint's rate limit or quota is used up: ${message}`;
  return message;
}

/** A client says "Connection error."; what it met on the way stands in the innermost cause. */
function withCause(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  const [message, cause] = [messageOf(error), messageOf(innermost)];
  return message.includes(cause) ? message : `${message} (${cause})`;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").trim();
}
