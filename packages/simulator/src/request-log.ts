import type { Fault } from "./faults.ts";
import type { WireBody } from "./parse-wire.ts";
import type { TokenUsage } from "./tokens.ts";

/** One request as the simulator saw it. Headers are not kept. */
export interface LoggedRequest {
  /** Position among all requests, from 0. */
  index: number;
  method: string;
  /** `/v1/responses` */
  path: string;
  model?: string;
  /** The parsed body, when it was a JSON object. */
  body?: WireBody;
  /** HTTP status; `null` when the caller gave up before there was one. */
  status: number | null;
  usage?: TokenUsage;
  fault?: Fault["kind"];
  /** From arrival until the answer began. */
  ms: number;
}

/** The last `limit` requests, oldest first. */
export function createRequestLog(limit: number) {
  const requests: LoggedRequest[] = [];
  return {
    requests,
    add(request: LoggedRequest) {
      if (limit <= 0) return;
      requests.push(request);
      if (requests.length > limit) requests.shift();
    },
  };
}
