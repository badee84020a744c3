import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { seededRandom } from "@loopwright/core/statistics";
import { hdbscan } from "@loopwright/macro-evals";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../../apps/demo/src/main.ts", import.meta.url));

/** Prints how long clustering takes, one thread; CPU stands beside the clock, which other work lengthens. */
export function printClusteringSpeed(): void {
  for (const [points, dims, target] of [
    [100_000, 2, 1.5],
    [100_000, 5, 6],
    [1_000_000, 2, 20],
  ] as const)
    printRow(
      `HDBSCAN* of ${points} points in ${dims} dimensions`,
      clusterBlobs(points, dims),
      target,
    );
}

/** Prints how long the whole `macro` command takes on a population, with its report. */
export async function printCommandSpeed(folder: string): Promise<void> {
  printRow("macro with its report, the whole process", await commandOn(join(folder, "data")), 10);
}

interface Cost {
  seconds: number;
  cpuSeconds: number;
}

function printRow(name: string, { seconds, cpuSeconds }: Cost, target: number): void {
  console.log(
    `${name}: ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s CPU, target ${target} s`,
  );
}

/** Twenty round clusters with a tenth of the points strewn between them. */
function clusterBlobs(count: number, dims: number): Cost {
  const random = seededRandom(`blobs ${count} ${dims}`);
  const centres = Array.from({ length: 20 * dims }, () => 20 * random.next());
  const points = new Float64Array(count * dims);
  for (let i = 0; i < count; i++) {
    const centre = Math.floor(20 * random.next());
    const strewn = random.next() < 0.1;
    for (let d = 0; d < dims; d++)
      points[i * dims + d] = strewn
        ? 20 * random.next()
        : centres[centre * dims + d]! +
          random.next() +
          random.next() -
          random.next() -
          random.next();
  }
  const before = process.cpuUsage();
  const started = performance.now();
  hdbscan({ points, dims, minClusterSize: 25, minSamples: 10 });
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: cpuSince(before) };
}

async function commandOn(data: string): Promise<Cost> {
  const out = await mkdtemp(join(tmpdir(), "loopwright-speed-"));
  const started = performance.now();
  const args = ["--conditions=@loopwright/source", main, "macro", "--data", data, "--out", out];
  // The shell's own clock also tells what the children took.
  const { stderr } = await run(
    "bash",
    ["-c", 'time "$@" > /dev/null', "time", process.execPath, ...args],
    {
      env: { ...process.env, TIMEFORMAT: "cpu %U %S" },
      maxBuffer: 1 << 26,
    },
  );
  await rm(out, { recursive: true, force: true });
  const [, user = "0", system = "0"] = /cpu (\S+) (\S+)/.exec(stderr) ?? [];
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: Number(user) + Number(system),
  };
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
