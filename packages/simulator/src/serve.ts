import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { LoopError, messageOf } from "@loopwright/core";
import type { Simulator } from "./simulator.ts";

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: a free one. */
  port?: number;
  /** Default `127.0.0.1`: nobody but this machine can reach it. */
  host?: string;
}

/** A simulator that listens. */
export interface SimulatorServer {
  /** `http://127.0.0.1:PORT/v1`, as clients want it. */
  baseURL: string;
  port: number;
  /** Ends open calls and frees the port. May be called twice. */
  close(): Promise<void>;
}

/**
 * Puts a simulator (or anything with its `fetch`) behind a port on loopback.
 *
 * @throws LoopError `bad_input` when the port is taken or not ours to open
 * @example const server = await serveSimulator(simulator, { port: 8080 });
 */
export async function serveSimulator(
  simulator: Pick<Simulator, "fetch">,
  { port = 0, host = "127.0.0.1" }: ServeOptions = {},
): Promise<SimulatorServer> {
  const closing = new AbortController();
  const server = createServer((incoming, outgoing) => {
    void handle({ simulator, incoming, outgoing, closing: closing.signal });
  });
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return {
    baseURL: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/v1`,
    port: taken,
    async close() {
      if (closing.signal.aborted) return;
      const closed = once(server, "close");
      server.close();
      closing.abort();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Handling {
  simulator: Pick<Simulator, "fetch">;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  closing: AbortSignal;
}

/** Never rejects: what cannot be answered ends as a broken connection, which is what the caller should see. */
async function handle({ simulator, incoming, outgoing, closing }: Handling): Promise<void> {
  const gone = new AbortController();
  const giveUp = () => gone.abort();
  outgoing.once("close", giveUp);
  closing.addEventListener("abort", giveUp, { once: true });
  try {
    const request = await requestOf(incoming, gone.signal);
    await send(await simulator.fetch(request), outgoing);
  } catch {
    outgoing.destroy();
  } finally {
    closing.removeEventListener("abort", giveUp);
  }
}

async function requestOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(url, "http://127.0.0.1"), {
    method,
    signal,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...(hasBody ? { body: Buffer.concat(parts) } : {}),
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body ?? []) await written(outgoing, chunk);
  outgoing.end();
}

/** Waits until the bytes have left us, so that they arrive even if the next thing is a broken connection. */
function written(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function listenError(error: unknown, host: string, port: number): LoopError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const why =
    code === "EADDRINUSE"
      ? "the port is in use; choose another, or 0 for a free one"
      : code === "EACCES"
        ? "this user may not open that port; choose one above 1023, or 0 for a free one"
        : messageOf(error);
  return new LoopError("bad_input", `${host}:${port}: ${why}`, { cause: error });
}
