import { problemResponse } from "./api-problem.ts";
import { pause, stallUntilAborted } from "./abort.ts";

/**
 * Something that goes wrong with a call.
 *
 * - `rate_limit`: 429; `retryAfterMs` is sent as `retry-after-ms`, and in whole seconds as `retry-after`.
 * - `server_error`: 500, or another `status` from 500 up.
 * - `stall`: no answer until the caller gives up.
 * - `cut`: the answer breaks off after `fraction` of its bytes (default half), JSON or stream alike.
 * - `malformed_json`: status 200 with a body that is not JSON; in a stream, a broken event.
 * - `slow`: the right answer, `delayMs` later.
 */
export type Fault =
  | { kind: "rate_limit"; retryAfterMs?: number }
  | { kind: "server_error"; status?: number }
  | { kind: "stall" }
  | { kind: "cut"; fraction?: number }
  | { kind: "malformed_json" }
  | { kind: "slow"; delayMs: number };

/** What a plan may choose by. */
export interface FaultCall {
  /** Position among all requests of this simulator, from 0. Retries count. */
  index: number;
  /** `/v1/responses` */
  path: string;
  model?: string;
}

/** A fault for the calls that fit everything given; without conditions, for every call. */
export interface FaultRule {
  fault: Fault;
  index?: number | readonly number[];
  path?: string;
  model?: string;
  /** How often the rule applies before it is used up. Default: without end. */
  times?: number;
}

/** A list, of which the first rule that fits applies, or a function. */
export type FaultPlan = readonly FaultRule[] | ((call: FaultCall) => Fault | undefined);

/** Looks faults up call by call; counts how often each rule was used. */
export function faultChooser(plan: FaultPlan): (call: FaultCall) => Fault | undefined {
  if (typeof plan === "function") return plan;
  const left = new Map(plan.map((rule) => [rule, rule.times ?? Number.POSITIVE_INFINITY]));
  return (call) => {
    const rule = plan.find((rule) => (left.get(rule) ?? 0) > 0 && fits(rule, call));
    if (!rule) return undefined;
    left.set(rule, (left.get(rule) ?? 0) - 1);
    return rule.fault;
  };
}

function fits({ index, path, model }: FaultRule, call: FaultCall): boolean {
  const indexes = typeof index === "number" ? [index] : index;
  return (
    (indexes === undefined || indexes.includes(call.index)) &&
    (path === undefined || path === call.path) &&
    (model === undefined || model === call.model)
  );
}

/** Answers in place of the model, or lets it answer and spoils what it said. */
export async function withFault<Answered extends { response: Response }>(
  fault: Fault | undefined,
  signal: AbortSignal,
  answer: () => Promise<Answered>,
): Promise<Answered | { response: Response }> {
  if (fault?.kind === "rate_limit") return { response: rateLimited(fault.retryAfterMs) };
  if (fault?.kind === "server_error") return { response: serverError(fault.status) };
  if (fault?.kind === "stall") return stallUntilAborted(signal);
  if (fault?.kind === "slow") await pause(fault.delayMs, signal);
  const answered = await answer();
  if (fault?.kind === "cut")
    return { ...answered, response: await cutOff(answered.response, fault.fraction ?? 0.5) };
  if (fault?.kind === "malformed_json")
    return { ...answered, response: await garbled(answered.response) };
  return answered;
}

function serverError(status = 500): Response {
  const message = "The server had an error while processing your request.";
  return problemResponse({ status, message });
}

function rateLimited(retryAfterMs: number | undefined): Response {
  return problemResponse({
    status: 429,
    message: "Rate limit reached. Please try again later.",
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    ...(retryAfterMs === undefined
      ? {}
      : {
          headers: {
            "retry-after-ms": String(retryAfterMs),
            "retry-after": String(Math.ceil(retryAfterMs / 1000)),
          },
        }),
  });
}

async function cutOff(response: Response, fraction: number): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const kept = bytes.slice(0, Math.floor(bytes.length * fraction));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new TypeError("terminated: the connection was cut"));
      else controller.enqueue(kept);
      sent = true;
    },
  });
  return new Response(body, response);
}

async function garbled(response: Response): Promise<Response> {
  const text = await response.text();
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const broken = isStream
    ? text.replace(/^data: .*$/mu, 'data: {"type": "response.cre')
    : text.slice(0, Math.floor(text.length / 2));
  return new Response(broken, response);
}
