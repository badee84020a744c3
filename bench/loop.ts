// How fast is one turn of the loop? Prints whole-process seconds, the CPU seconds of our own thread (agent
// harness, simulated models, stages; without child processes and without Promptfoo, which has a thread of its
// own), and how well five runs share the waiting for a slow model.
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { AgentRun, readJson, readJsonl } from "@loopwright/core";
import { z } from "zod";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../apps/demo/dist/main.js", import.meta.url));
const repeats = Number(process.argv[2] ?? 3);
const scratch = await mkdtemp(join(tmpdir(), "loopwright-bench-"));
const cpuHook = join(scratch, "cpu.mjs");
await writeFile(
  cpuHook,
  `import { isMainThread } from "node:worker_threads";
   import { writeFileSync } from "node:fs";
   if (isMainThread && process.threadCpuUsage)
     process.on("exit", () => writeFileSync(process.env.CPU_FILE, JSON.stringify(process.threadCpuUsage())));`,
);
const Stages = z.object({ stages: z.array(z.object({ name: z.string(), seconds: z.number() })) });

console.log(
  `five questions, reference company, simulated models, ${repeats} repeats after a warm-up`,
);
await turn("warm");
const turns = [];
for (let i = 0; i < repeats; i++) turns.push(await turn(`turn-${i}`));
print(
  "whole process, wall seconds",
  turns.map((one) => one.wall),
);
print(
  "our own thread, CPU seconds",
  turns.map((one) => one.cpu),
);
for (const { name } of turns[0]?.stages ?? [])
  print(
    `  stage ${name}`,
    turns.map((one) => one.stages.find((stage) => stage.name === name)?.seconds ?? 0),
  );

const slow = await turn("slow", ["--latency", "1000"]);
const stage = slow.stages.find(({ name }) => name === "runs")?.seconds ?? 0;
const slowest = Math.max(...slow.runs.map(({ seconds }) => seconds));
const sum = slow.runs.reduce((total, { seconds }) => total + seconds, 0);
console.log(
  `five runs at 1 s a model call: ${stage.toFixed(1)} s together, slowest single run ${slowest.toFixed(1)} s, ` +
    `ratio ${(stage / slowest).toFixed(2)} (one after the other: ${(sum / slowest).toFixed(2)})`,
);

async function turn(name: string, args: string[] = []) {
  const out = join(scratch, name);
  const cpuFile = join(scratch, `${name}.cpu.json`);
  const started = performance.now();
  await run(process.execPath, ["--import", cpuHook, main, "run", "--out", out, ...args], {
    env: { ...process.env, CPU_FILE: cpuFile, CI: "true" },
    maxBuffer: 1 << 26,
  });
  const wall = (performance.now() - started) / 1000;
  const used = z
    .object({ user: z.number(), system: z.number() })
    .parse(JSON.parse(readFileSync(cpuFile, "utf8")));
  const { stages } = await readJson(join(out, "run.json"), Stages);
  return {
    wall,
    cpu: (used.user + used.system) / 1e6,
    stages,
    runs: await readJsonl(join(out, "runs.jsonl"), AgentRun),
  };
}

function print(label: string, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  console.log(
    `${label.padEnd(32)} median ${median.toFixed(2)}  (${sorted.map((value) => value.toFixed(2)).join(" ")})`,
  );
}
