import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gateOver } from "../create-gate.ts";
import { approving, evalCase } from "../fixtures/eval-cases.ts";
import { createEngine, type EngineOptions } from "./engine.ts";
import { startWorker, type EngineThread } from "./start-worker.ts";
import { workerEnvironment } from "./worker-environment.ts";

const room = await mkdtemp(join(tmpdir(), "engine-proc-"));
process.env["TMPDIR"] = room;
process.env["OPENAI_API_KEY"] = "a key of the host";

/** A worker thread that runs a small program in place of Promptfoo. */
function startProgram(body: string): Promise<EngineThread> {
  const program = `
    import { parentPort as host, workerData } from "node:worker_threads";
    const ready = () => host.postMessage({ kind: "ready", version: "0.0.0", beaconSilenced: true });
    const row = (case_id) => ({
      success: true, score: 1, failureReason: 0, response: { output: "11 months" },
      gradingResult: { pass: true, score: 1, componentResults: [
        { pass: true, score: 1, reason: "", assertion: { type: "contains", metric: "check-0" } },
      ] },
      testCase: { metadata: { case_id } },
    });
    const done = (results) => host.postMessage({
      kind: "done",
      summary: { version: 3, timestamp: "", results, stats: { successes: 0, failures: 0, errors: 0 } },
    });
    const ask = (caseId, callId) => host.postMessage({ kind: "output", caseId, callId });
    ${body}`;
  return startWorker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
}

const literalCase = (eval_id: string) => evalCase({ eval_id, scoring_method: "deterministic" });

async function runProgram(body: string, options: EngineOptions = {}) {
  const engine = createEngine({ ...options, start: () => startProgram(body) });
  const gate = gateOver(engine, { judge: approving });
  try {
    const cases = [literalCase("one"), literalCase("two")];
    return await gate.run({ cases, outputOf: async () => "11 months" });
  } finally {
    await gate.close();
  }
}

/** Asks for both answers, then reports what the test says. */
const afterAnswers = (report: string): string => `
  let answered = 0;
  host.on("message", ({ kind }) => {
    if (kind === "evaluate") { ask("case-1", 1); ask("case-2", 2); }
    else if (++answered === 2) { ${report} }
  });
  ready();`;

test("a whole set of rows passes, so the next tests fail for their own reasons", async () => {
  const result = await runProgram(afterAnswers(`done([row("case-2"), row("case-1")])`));
  expect(result.rows.map(({ eval_id, outcome }) => [eval_id, outcome])).toEqual([
    ["one", "passed"],
    ["two", "passed"],
  ]);
});

test("a missing row is errored although every row that came passed", async () => {
  const result = await runProgram(afterAnswers(`done([row("case-1")])`));
  expect(result).toMatchObject({ verdict: "error", total: 2, passed: 1, errored: 1 });
});

test("no rows at all is an error, never a pass", async () => {
  const result = await runProgram(afterAnswers(`done([])`));
  expect(result).toMatchObject({ verdict: "error", errored: 2 });
});

test.each([
  [
    "a row for an unknown case",
    afterAnswers(`done([row("case-1"), row("case-9")])`),
    /unknown case: case-9/,
  ],
  [
    "results of another shape",
    afterAnswers(`host.postMessage({ kind: "done", summary: {} })`),
    /broke its contract/,
  ],
  ["a message of another kind", `host.postMessage("hello")`, /broke its contract/],
  [
    "a failed evaluation",
    afterAnswers(`host.postMessage({ kind: "failed", message: "boom" })`),
    /could not evaluate the suite: boom/,
  ],
  ["a crash", afterAnswers(`throw new Error("crashed")`), /stopped: .*crashed/],
  ["an exit", afterAnswers(`process.exit(3)`), /stopped: it ended with code 3/],
  [
    "a program that cannot start",
    `import "no-such-package-at-all";`,
    /stopped: .*no-such-package-at-all/,
  ],
])("%s is an engine error", async (_, body, message) => {
  await expect(runProgram(body)).rejects.toMatchObject({
    code: "engine",
    message: expect.stringMatching(message),
  });
});

test("a worker that falls silent is ended", async () => {
  await expect(runProgram(afterAnswers(""), { silenceMs: 300 })).rejects.toMatchObject({
    code: "engine",
    message: expect.stringContaining("said nothing"),
  });
});

test("a worker that died while idle is replaced for the next run", async () => {
  let started = 0;
  const body = afterAnswers(
    `done([row("case-1"), row("case-2")]); setTimeout(() => process.exit(1), 50)`,
  );
  const engine = createEngine({ start: () => (started++, startProgram(body)) });
  const gate = gateOver(engine, { judge: approving });
  const run = {
    cases: [literalCase("one"), literalCase("two")],
    outputOf: async () => "11 months",
  };
  expect(await gate.run(run)).toMatchObject({ verdict: "pass" });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await gate.run(run)).toMatchObject({ verdict: "pass" });
  expect(started).toBe(2);
  await gate.close();
});

test("what the worker prints goes to the log file, also when it fails", async () => {
  const logFile = join(room, "logs", "engine.log");
  const crash = afterAnswers(
    `host.postMessage({ kind: "log", text: "last words" }); setTimeout(() => { throw new Error("x") }, 50)`,
  );
  await expect(runProgram(crash, { logFile })).rejects.toThrow("stopped");
  expect(await readFile(logFile, "utf8")).toContain("last words");
});

test("the worker's environment holds nothing of the host's", async () => {
  const thread = await startProgram(`host.postMessage({ env: { ...process.env }, workerData });`);
  const said = await new Promise((resolve) => thread.listen({ message: resolve, ended: resolve }));
  await thread.terminate();
  const configDir = expect.stringContaining(join(room, "loopwright-promptfoo-"));
  const environment = {
    ...workerEnvironment(""),
    PROMPTFOO_CONFIG_DIR: configDir,
    HOME: configDir,
  };
  expect(said).toEqual({
    env: environment,
    workerData: { environmentNames: Object.keys(environment) },
  });
  expect(environment).toMatchObject({ OPENAI_API_KEY: "unused", PROMPTFOO_DISABLE_TELEMETRY: "1" });
});

test("the installed Promptfoo still has the beacon's mark that the worker sets", async () => {
  const thread = await startWorker();
  const said = await new Promise((resolve) => thread.listen({ message: resolve, ended: resolve }));
  await thread.terminate();
  expect(said).toEqual({
    kind: "ready",
    version: expect.stringMatching(/^0\.123\./),
    beaconSilenced: true,
  });
});

test("the real worker is cut off, and what it prints about it reaches the log", async () => {
  const worker = new URL("./worker.ts", import.meta.url).href;
  const thread = await startProgram(`
    await import(${JSON.stringify(worker)});
    await fetch("http://a.example/?token=1").catch(() => {});
    process.stdout.write("printed", () => host.postMessage("asked"));
  `);
  await new Promise<void>((resolve) =>
    thread.listen({ message: (said) => said === "asked" && resolve(), ended: () => resolve() }),
  );
  expect(thread.takeLog()).toBe("network refused: fetch a.example\nprinted");
  await thread.terminate();
});

test("look-ups, sockets, datagrams and fetch are refused and reported", async () => {
  const guard = new URL("./refuse-network.ts", import.meta.url).href;
  const thread = await startProgram(`
    import dgram from "node:dgram";
    import { lookup } from "node:dns";
    import { lookup as lookupPromise } from "node:dns/promises";
    import http from "node:http";
    import net, { connect } from "node:net";
    import tls from "node:tls";
    const { refuseNetwork } = await import(${JSON.stringify(guard)});
    const attempts = [];
    refuseNetwork((attempt) => attempts.push(attempt));
    const failure = (promise) => promise.then(() => "connected", (error) => error.message);
    const event = (emitter) => new Promise((resolve) => emitter.on("error", (error) => resolve(error.message)).on("connect", () => resolve("connected")));
    const refusals = await Promise.all([
      failure(fetch("http://localhost:1/secret?token=1")),
      new Promise((resolve) => lookup("a.example", (error) => resolve(error?.message ?? "found"))),
      failure(lookupPromise("b.example")),
      event(connect({ host: "c.example", port: 80 })),
      event(net.createConnection(81, "d.example")),
      event(tls.connect({ host: "e.example", port: 443 })),
      event(http.get("http://f.example/")),
      failure((async () => dgram.createSocket("udp4").send("x", 53, "g.example"))()),
    ]);
    host.postMessage({ refusals, attempts });
  `);
  const said = await new Promise((resolve) => thread.listen({ message: resolve, ended: resolve }));
  await thread.terminate();
  expect(said).toEqual({
    refusals: Array.from({ length: 8 }, () => expect.stringMatching(/^network refused: /)),
    attempts: expect.arrayContaining([
      "fetch localhost:1",
      "lookup a.example",
      "lookup b.example",
      "connect c.example:80",
      "connect d.example:81",
      "connect e.example:443",
      "connect f.example:80",
      "datagram",
    ]),
  });
});

test("every thread's folder is gone", async () => {
  expect((await readdir(room)).filter((name) => name.startsWith("loopwright"))).toEqual([]);
});
