import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { ApiProvider, EvaluateTestSuite } from "promptfoo";
import type { HostMessage, HostReply, NumberedTest, WorkerMessage } from "./protocol.ts";
import { refuseNetwork } from "./refuse-network.ts";

/*
 * The thread in which Promptfoo lives. It has an environment of its own, no network, and asks the host for
 * every answer and every verdict. This file imports nothing that needs a build or an export condition, so the
 * same text runs from `src` and from `dist`.
 */

type Question =
  | { kind: "output"; caseId: string }
  | { kind: "judge"; caseId: string; rubric: unknown };

sendPrintsToHost();
refuseNetwork((attempt) => console.error(`network refused: ${attempt}`));
const promptfoo = await import("promptfoo");
keepOnlyGivenEnvironment();
const host = connectToHost();
host.tell({ kind: "ready", version: installedVersion(), beaconSilenced: silenceBeacon() });

/**
 * What is printed travels as messages: a host that reads a worker's stdout is kept alive by it, also when the
 * worker is idle.
 */
function sendPrintsToHost(): void {
  const write = (chunk: unknown, ...rest: unknown[]): boolean => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage({ kind: "log", text: String(chunk) });
    const written = rest.at(-1);
    if (typeof written === "function") written();
    return true;
  };
  Object.assign(process.stdout, { write });
  Object.assign(process.stderr, { write });
}

/** Importing Promptfoo reads a `.env` file of the current folder; a key in it has no business here. */
function keepOnlyGivenEnvironment(): void {
  const given = new Set<unknown>(workerData.environmentNames);
  for (const name of Object.keys(process.env)) if (!given.has(name)) delete process.env[name];
}

/**
 * With telemetry switched off Promptfoo still reports, once, that it is off. Its own mark for "already
 * reported" is set beforehand.
 */
function silenceBeacon(): boolean {
  const telemetry: unknown = Reflect.get(process, Symbol.for("promptfoo.telemetry.instance"));
  if (typeof telemetry !== "object" || telemetry === null) return false;
  if (!("telemetryDisabledRecorded" in telemetry)) return false;
  telemetry.telemetryDisabledRecorded = true;
  return true;
}

function installedVersion(): string {
  const manifest = new URL("../../package.json", import.meta.resolve("promptfoo"));
  const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, "utf8"));
  return String(version);
}

function connectToHost() {
  const port = parentPort;
  if (!port) throw new Error("this file runs in a worker thread");
  const waiting = new Map<number, (reply: HostReply) => void>();
  let lastCall = 0;
  const tell = (message: WorkerMessage): void => port.postMessage(message);
  const ask = (question: Question): Promise<HostReply> =>
    new Promise((resolve) => {
      const callId = ++lastCall;
      waiting.set(callId, resolve);
      port.postMessage({ ...question, callId });
    });
  port.on("message", (message: HostMessage) => {
    if (message.kind === "evaluate") {
      void evaluate(message);
    } else {
      waiting.get(message.callId)?.(message.reply);
      waiting.delete(message.callId);
    }
  });
  return { tell, ask };
}

async function evaluate(request: { tests: NumberedTest[]; concurrency: number }): Promise<void> {
  try {
    const run = await promptfoo.evaluate(suiteOf(request.tests), {
      cache: false,
      maxConcurrency: request.concurrency,
      showProgressBar: false,
      silent: true,
    });
    const summary: unknown = await run.toEvaluateSummary();
    host.tell({ kind: "done", summary: JSON.parse(JSON.stringify(summary)) });
  } catch (error) {
    host.tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

/** The prompt is the case id and nothing else; answers come from the host by that id. */
function suiteOf(tests: NumberedTest[]): EvaluateTestSuite {
  return {
    prompts: [{ raw: "{{case_id}}", label: "stored answer" }],
    providers: [answers],
    writeLatestResults: false,
    sharing: false,
    tests: tests.map(({ caseId, test }) => ({
      ...test,
      vars: { ...test.vars, case_id: caseId },
      metadata: { ...test.metadata, case_id: caseId },
      assert: test.assert.map((assertion, index) => ({
        ...assertion,
        metric: `check-${index}`,
        ...(assertion.type === "llm-rubric" ? { provider: judgeOf(caseId) } : {}),
      })),
      // The host's judge has its own prompt; rendering Promptfoo's would only cost time and space.
      options: { disableVarExpansion: true, rubricPrompt: "judged outside" },
    })),
  };
}

const answers: ApiProvider = {
  id: () => "loopwright:answers",
  label: "answers",
  callApi: async (caseId) => {
    const reply = await host.ask({ kind: "output", caseId });
    if ("output" in reply) return { output: reply.output };
    return { error: "error" in reply ? reply.error : "no answer" };
  },
};

function judgeOf(caseId: string): ApiProvider {
  return {
    id: () => "loopwright:judge",
    callApi: async (_prompt, context) => {
      const reply = await host.ask({ kind: "judge", caseId, rubric: context?.vars["rubric"] });
      if ("verdict" in reply) return { output: reply.verdict, tokenUsage: reply.tokens };
      return { error: "error" in reply ? reply.error : "no verdict" };
    },
  };
}
