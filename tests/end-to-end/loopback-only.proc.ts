import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loopwright, temporaryFolder } from "./loopwright.ts";

// Preloaded into the command's process and into every worker thread that it starts, whatever arguments and
// environment the thread is given. Sandboxed commands are not covered here: they have no network at all, which
// the harness proves.
const hook = `
import dns from "node:dns";
import dnsPromises from "node:dns/promises";
import net from "node:net";
import threads from "node:worker_threads";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const file = process.env.SOCKET_LOG;
const log = (what) => appendFileSync(file, JSON.stringify(what) + "\\n");
log({ loaded: true });
threads.Worker = class extends threads.Worker {
  constructor(script, options = {}) {
    const execArgv = [...(options.execArgv ?? []), "--import", import.meta.filename];
    super(script, { ...options, execArgv, env: { ...options.env, SOCKET_LOG: file } });
  }
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = args;
  log({ connect: Array.isArray(first) ? first[0] : first });
  return connect.apply(this, args);
};
for (const target of [dns, dns.promises, dnsPromises]) {
  const lookup = target.lookup;
  target.lookup = function (name, ...rest) {
    log({ lookup: name });
    return lookup.call(this, name, ...rest);
  };
}
syncBuiltinESMExports();
`;

it("opens no socket and looks up no name, in any thread, through a whole turn", async () => {
  const folder = await temporaryFolder();
  const log = join(folder, "sockets.jsonl");
  const preload = join(folder, "hook.mjs");
  await writeFile(preload, hook);
  const { exitCode, stderr } = await loopwright(["--out", join(folder, "out")], {
    nodeArgs: ["--import", preload],
    env: { SOCKET_LOG: log },
  });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  const seen = (await readFile(log, "utf8")).trimEnd().split("\n");
  const loaded = seen.filter((line) => line.includes("loaded"));
  // The main thread and the threads that Promptfoo ran in.
  expect(loaded.length).toBeGreaterThan(1);
  expect(seen.filter((line) => !line.includes("loaded"))).toEqual([]);
});
