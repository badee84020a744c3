import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { LoopError, messageOf } from "@loopwright/core";
import { recordedRequest, type Fetch, type RecordedExchange } from "./recording.ts";

export interface RecordOptions {
  /** JSONL; lines are added at its end. */
  file: string;
  /** Where requests really go. Default: the network. */
  fetch?: Fetch;
}

/** Response headers that a client acts on. All others, and all request headers, stay out of the file. */
const keptHeaders = ["content-type", "retry-after", "retry-after-ms", "x-should-retry"];

/**
 * Passes requests on and writes each with its answer to a file, for `replayFrom`. The key of the
 * `Authorization` header is never written, also where a body repeats it. An answer is on disk before it is
 * returned, a stream's when it has been read to the end; one that breaks off is not recorded.
 *
 * @throws LoopError `storage` when the file cannot be written
 * @example const client = new OpenAI({ fetch: recordTo({ file: "calls.jsonl" }).fetch });
 */
export function recordTo({ file, fetch = globalThis.fetch }: RecordOptions): { fetch: Fetch } {
  let written: Promise<void> = Promise.resolve();
  const write = (exchange: RecordedExchange, secret: string) => {
    const line = `${withoutSecret(JSON.stringify(exchange), secret)}\n`;
    written = written.catch(() => {}).then(() => appendLine(file, line));
    return written;
  };
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      const { method, url } = request;
      const recorded = recordedRequest({ method, url, text: await request.clone().text() });
      const secret = (request.headers.get("authorization") ?? "").replace(/^\S+\s+/u, "");
      const response = await fetch(request);
      return tapped(response, (body) => {
        const headers = headersOf(response);
        return write({ ...recorded, status: response.status, headers, body }, secret);
      });
    },
  };
}

/** The same response, with `done` called once its body is known whole: at once, or when a stream has passed. */
async function tapped(
  response: Response,
  done: (body: string) => Promise<void>,
): Promise<Response> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (isStream && response.body) return tappedStream(response, response.body, done);
  const body = await textOf(response.clone());
  if (body !== undefined) await done(body);
  return response;
}

/** Nothing for a body that breaks off; whoever reads the response itself will see why. */
function textOf(response: Response): Promise<string | undefined> {
  return response.text().catch(() => undefined);
}

function tappedStream(
  response: Response,
  body: ReadableStream<Uint8Array>,
  done: (body: string) => Promise<void>,
): Response {
  const decoder = new TextDecoder();
  let text = "";
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush: () => done(text + decoder.decode()),
  });
  return new Response(body.pipeThrough(tap), response);
}

function headersOf({ headers }: Response): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name): [string, string][] => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function withoutSecret(line: string, secret: string): string {
  // Very short keys, such as "x" for a local server, are no secrets and would tear the text apart.
  return secret.length < 8 ? line : line.replaceAll(JSON.stringify(secret).slice(1, -1), "[key]");
}

async function appendLine(file: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, line);
  } catch (error) {
    throw new LoopError("storage", `${file}: could not write: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
