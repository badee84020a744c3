import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loopwright, temporaryFolder } from "./loopwright.ts";

// Preloaded into the command's process and, through its arguments, into every worker thread of it. Sandboxed
// commands are not covered here: they have no network at all, which the harness proves.
const hook = `
import dns from "node:dns";
import dnsPromises from "node:dns/promises";
import net from "node:net";
import { appendFileSync } from "node:fs";
const log = (what) => appendFileSync(process.env.SOCKET_LOG, JSON.stringify(what) + "\\n");
log({ loaded: true });
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
