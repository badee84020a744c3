import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const script = fileURLToPath(new URL("speed-of.ts", import.meta.url));

const Speed = z.object({
  runs: z.number(),
  steps: z.number(),
  readSeconds: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  megabytes: z.number(),
});

/**
 * Time and memory of one population, of all of them together, and of all of them ten times over, each in a process
 * of its own: 1,000, 10,000 and 100,000 runs with ten populations of 1,000.
 */
export async function printSpeed(folders: readonly string[]): Promise<void> {
  console.log(
    "\nspeed: analysed with reading (reading alone), CPU of the whole process, peak of memory",
  );
  const sizes: [times: number, of: readonly string[]][] = [
    [1, folders.slice(0, 1)],
    [1, folders],
    [10, folders],
  ];
  for (const [times, of] of sizes) {
    const { stdout } = await run(
      process.execPath,
      ["--conditions=@loopwright/source", script, String(times), ...of],
      { maxBuffer: 1 << 26 },
    );
    const speed = Speed.parse(JSON.parse(stdout));
    console.log(
      `${String(speed.runs).padStart(7)} runs, ${speed.steps} steps: ${speed.seconds.toFixed(1)} s (${speed.readSeconds.toFixed(1)} s), ${speed.cpuSeconds.toFixed(1)} s CPU, ${Math.round(speed.megabytes)} MB`,
    );
  }
}
