import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const script = fileURLToPath(new URL("measure-analysis.ts", import.meta.url));

const Speed = z.object({
  runs: z.number(),
  steps: z.number(),
  seconds: z.number(),
  cpu_seconds: z.number(),
  peak_mb: z.number(),
});

const sizes = [
  { count: 1_000, mode: "held", target: "2 s" },
  { count: 10_000, mode: "streamed", target: "10 s and 600 MB" },
] as const;
/** Takes the better part of an hour, most of it to make and read so many runs twice. */
const large = { count: 100_000, mode: "streamed", target: "1,500 MB" } as const;

/**
 * Prints time and memory of 1,000, 10,000 and, when asked, 100,000 runs varied from a population, each in a process
 * of its own. Streamed runs are made, read and normalised while the clock runs.
 */
export async function printSpeed(folder: string, withLarge: boolean): Promise<void> {
  console.log("\nspeed: clock, CPU, peak of memory of the whole process");
  for (const { count, mode, target } of withLarge ? [...sizes, large] : sizes) {
    const { stdout } = await run(
      process.execPath,
      ["--conditions=@loopwright/source", script, join(folder, "data"), String(count), mode],
      { maxBuffer: 1 << 26 },
    );
    const speed = Speed.parse(JSON.parse(stdout));
    console.log(
      `${String(speed.runs).padStart(7)} runs, ${speed.steps} steps, ${mode}: ${speed.seconds.toFixed(1)} s, ${speed.cpu_seconds.toFixed(1)} s CPU, ${speed.peak_mb} MB, target ${target}`,
    );
  }
}
