#!/usr/bin/env node
// node scripts/chdb-bridge.mjs FOLDER: lets @clickhouse/client talk to the real ClickHouse engine without a server.
// FOLDER has chDB in it (scripts/install-chdb.sh). Listens on loopback, prints the port, and understands as much of
// the HTTP interface as the client uses: statements in the body or the URL, parameters, inserted rows, errors.
import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const { Session } = createRequire(join(resolve(process.argv[2] ?? "."), "package.json"))("chdb");
const session = new Session(mkdtempSync(join(tmpdir(), "loopwright-chdb-")));

const server = createServer((request, response) => void answer(request, response));

async function answer(request, response) {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (url.pathname === "/ping") {
    response.end("Ok.\n");
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const statement = [url.searchParams.get("query"), body].filter(Boolean).join("\n");
  const parameters = [...url.searchParams].filter(([key]) => key.startsWith("param_"));
  const settings = parameters.map(([key, value]) => `SET ${key} = ${quoted(value)};`).join("\n");
  try {
    response.end(session.query(`${settings}\n${statement}`, "TabSeparated") ?? "");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = /Code: (\d+)/.exec(message)?.[1] ?? "0";
    response.writeHead(500, { "X-ClickHouse-Exception-Code": code });
    response.end(message.replace(/^Query failed: /, ""));
  }
}
server.listen(0, "127.0.0.1", () => console.log(server.address()?.port));

function quoted(text) {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\u0000", "\\0")}'`;
}
