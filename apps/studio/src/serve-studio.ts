import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { LoopError, messageOf } from "@loopwright/core";
import { refusalOf } from "./guard.ts";
import { readPage, type StudioPage } from "./page.ts";
import { answerApi, type StudioMaterial } from "./studio-api.ts";

export type { StudioMaterial } from "./studio-api.ts";

export interface StudioOptions {
  /** Read anew for each call, so that the page shows what there is now. */
  material: () => Promise<StudioMaterial>;
  /** 0, the default, takes a free one. */
  port?: number;
  now: () => Date;
}

export interface Studio {
  /** Where the page is, with the token that opens it. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the review page on loopback until it is closed.
 *
 * @throws LoopError `bad_input` when the port is in use
 * @example const studio = await serveStudio({ material, now: () => new Date() }); console.log(studio.url);
 */
export async function serveStudio(options: StudioOptions): Promise<Studio> {
  const page = readPage();
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const port = request.socket.localPort ?? 0;
    void reply(request, { ...options, port, token, page }).then(
      (answer) => send(response, answer, page),
      (error: unknown) => send(response, failure(error), page),
    );
  });
  const port = options.port ?? 0;
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new LoopError(
      "bad_input",
      `127.0.0.1:${port}: the port could not be taken; choose another, or 0 for a free one`,
      { cause },
    );
  }
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}/#${token}`,
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

interface Answer {
  status: number;
  body: string;
  type: string;
}

async function reply(
  request: IncomingMessage,
  context: StudioOptions & { port: number; token: string; page: StudioPage },
): Promise<Answer> {
  const { method = "GET", headers } = request;
  const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://studio");
  const refusal = refusalOf({ method, path, headers }, context);
  if (refusal) return json(refusal.status, { error: refusal.message });
  if (path === "/") return { status: 200, body: context.page.html, type: "text/html" };
  const body = method === "POST" ? await readBody(request) : undefined;
  const call = { route: `${method} ${path}`, query, body };
  return json(200, await answerApi(call, { material: await context.material(), now: context.now }));
}

const largestBody = 256 * 1024;

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) throw new LoopError("bad_input", "that is more than a review holds");
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new LoopError("bad_input", "the body is not JSON", { cause });
  }
}

function failure(error: unknown): Answer {
  const code = error instanceof LoopError ? error.code : undefined;
  const status = code === "bad_input" ? 400 : code === "not_found" ? 404 : 500;
  return json(status, { error: messageOf(error) });
}

function json(status: number, value: object): Answer {
  return { status, body: JSON.stringify(value), type: "application/json" };
}

function send(response: ServerResponse, { status, body, type }: Answer, { policy }: StudioPage) {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
