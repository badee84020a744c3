import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { writeJsonl } from "@loopwright/core";
import { seededRandom } from "@loopwright/core/statistics";
import { createSimulator, serveSimulator, type SimulatorServer } from "@loopwright/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { buildContext } from "../index.ts";
import { oneTurn } from "../fixtures/one-turn.ts";
import { simulatedOptimizer } from "../simulated.ts";

const program = fileURLToPath(new URL("../fixtures/diagnose-process.ts", import.meta.url));
const moments = 50;
let dir = "";
let server: SimulatorServer;
/** What was asked, with the id of the reply, in order of arrival. */
const asked: { body: string; response: string }[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "killed-"));
  await writeJsonl(join(dir, "context.jsonl"), buildContext(oneTurn()));
  const simulator = createSimulator({ models: { model: simulatedOptimizer() } });
  server = await serveSimulator({
    async fetch(input, init) {
      const request = new Request(input, init);
      const body = await request.clone().text();
      const one = { body, response: "" };
      asked.push(one);
      const response = await simulator.fetch(request);
      one.response = Reply.parse(await response.clone().json()).id;
      await wait(40);
      return response;
    },
  });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const Reply = z.object({ id: z.string() });
const Done = z.object({ diagnosis: z.unknown(), replayed: z.number() });
const Entry = z.object({ response_id: z.string() });

/** Starts the program, and kills it so many milliseconds after it began; undefined lets it end. */
async function diagnose(
  journal: string,
  killAfter?: number,
): Promise<z.infer<typeof Done> | undefined> {
  const child = spawn(
    process.execPath,
    [
      "--conditions=@loopwright/source",
      program,
      join(dir, "context.jsonl"),
      journal,
      server.baseURL,
    ],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_NO_WARNINGS: "1" } },
  );
  let printed = "";
  let killing: Promise<void> | undefined;
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (killAfter !== undefined && printed.includes("ready"))
      killing ??= wait(killAfter).then(() => void child.kill("SIGKILL"));
  }
  await killing;
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  if (child.exitCode) throw new Error(`the diagnosis ended with ${child.exitCode}`);
  const [, last = ""] = printed.split("\n");
  return last === "" ? undefined : Done.parse(JSON.parse(last));
}

/** The replies that the journal holds. */
async function finishedIn(journal: string): Promise<Set<string>> {
  if (!existsSync(journal)) return new Set();
  const lines = (await readFile(journal, "utf8")).split("\n").slice(1, -1);
  return new Set(lines.map((line) => Entry.parse(JSON.parse(line)).response_id));
}

test(
  `a diagnosis killed at ${moments} random moments ends the same, and no finished call is made again`,
  { timeout: 900_000 },
  async () => {
    const undisturbed = await diagnose(join(dir, "undisturbed.jsonl"));
    const calls = asked.length;
    expect(calls).toBeGreaterThan(5);
    const random = seededRandom("moments of death");
    let killed = 0;
    const replays: [number, number][] = [];
    for (let round = 0; killed < moments; round++) {
      const journal = join(dir, `journal-${round}.jsonl`);
      const before = asked.length;
      const finished = new Set<string>();
      const repeated: string[] = [];
      let done: Awaited<ReturnType<typeof diagnose>>;
      while (done === undefined) {
        const known = await finishedIn(journal);
        const start = asked.length;
        done = await diagnose(journal, killed < moments ? random.integer(0, 250) : undefined);
        if (done === undefined) killed += 1;
        else replays.push([done.replayed, known.size]);
        const bodies = new Set(
          asked.slice(before, start).flatMap((one) => (known.has(one.response) ? [one.body] : [])),
        );
        repeated.push(
          ...asked.slice(start).flatMap(({ body }) => (bodies.has(body) ? [body] : [])),
        );
      }
      for (const id of await finishedIn(journal)) finished.add(id);
      expect(done.diagnosis).toEqual(undisturbed?.diagnosis);
      expect(repeated).toEqual([]);
      expect(finished.size).toBe(calls);
    }
    expect(replays.filter(([replayed, known]) => replayed !== known)).toEqual([]);
  },
);
