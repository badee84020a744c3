import { readJsonl, type JsonValue } from "@loopwright/core";
import { problemResponse } from "./api-problem.ts";
import {
  RecordedExchange,
  recordedRequest,
  type Fetch,
  type RecordedRequest,
} from "./recording.ts";

export interface ReplayOptions {
  /** What `recordTo` wrote. */
  file: string;
}

/**
 * Answers from a recording, without a network. A request that was recorded several times gets its answers in
 * that order, and the last one from then on. One that was not recorded gets status 400 with code
 * `not_recorded`, and the message says in what it differs from the nearest one that was.
 *
 * @throws LoopError `not_found` or `bad_input` when the recording cannot be read
 * @example const { fetch } = await replayFrom({ file: "calls.jsonl" });
 */
export async function replayFrom({ file }: ReplayOptions): Promise<{ fetch: Fetch }> {
  const exchanges = await readJsonl(file, RecordedExchange);
  const byKey = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges)
    byKey.set(exchange.key, [...(byKey.get(exchange.key) ?? []), exchange]);
  const used = new Map<string, number>();
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const { method, url } = request;
      const asked = recordedRequest({ method, url, text: await request.text() });
      const turn = used.get(asked.key) ?? 0;
      used.set(asked.key, turn + 1);
      const answers = byKey.get(asked.key);
      const answer = answers?.[Math.min(turn, answers.length - 1)];
      return answer ? responseOf(answer) : notRecorded({ asked, exchanges, file });
    },
  };
}

function responseOf({ status, headers, body }: RecordedExchange): Response {
  return new Response(body === "" ? null : body, { status, headers });
}

function notRecorded({
  asked,
  exchanges,
  file,
}: {
  asked: RecordedRequest;
  exchanges: readonly RecordedExchange[];
  file: string;
}): Response {
  const differences = exchanges
    .filter(({ method, path }) => method === asked.method && path === asked.path)
    .map(({ request }) => differingKeys(asked.request, request))
    .toSorted((a, b) => a.length - b.length);
  const nearest = differences[0];
  const hint = nearest
    ? `the nearest recorded one differs in ${nearest.join(", ")}`
    : `no request to that path was recorded`;
  return problemResponse({
    status: 400,
    message: `${asked.method} ${asked.path}: this request is not in the recording ${file}; ${hint}. Record it again.`,
    code: "not_recorded",
    headers: { "x-should-retry": "false" },
  });
}

function differingKeys(asked: JsonValue, recorded: JsonValue): string[] {
  const [a, b] = [entriesOf(asked), entriesOf(recorded)];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  return keys.filter((key) => a.get(key) !== b.get(key));
}

function entriesOf(value: JsonValue): Map<string, string> {
  const parts = typeof value === "object" && value !== null ? value : { body: value };
  return new Map(Object.entries(parts).map(([key, part]) => [key, JSON.stringify(part)]));
}
