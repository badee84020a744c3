// Analyses a population drawn from the bundles of a folder, in a process of its own, and prints one JSON line:
//
//   node --conditions=@loopwright/source bench/macro/measure-analysis.ts FOLDER RUNS [held|streamed]
//
// `held`: the runs are in memory before the clock starts. `streamed`: making, reading and normalising them counts.
import { analyzeRuns, type NormalizedRun } from "@loopwright/macro-evals";
import { varyRuns } from "./vary-runs.ts";

const [folder = "", count = "1000", mode = "held"] = process.argv.slice(2);
const varied = await varyRuns(folder, Number(count), "speed");
const held: NormalizedRun[] = [];
if (mode === "held") for await (const run of varied.runs()) held.push(run);
const cpuBefore = process.cpuUsage();
const started = performance.now();
const { coverage, patterns } = await analyzeRuns({
  runs: mode === "held" ? held : () => varied.runs(),
  labels: varied.labels,
});
const cpu = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    runs: coverage.runs,
    steps: coverage.events,
    patterns: patterns.length,
    sample: coverage.sample,
    seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    cpu_seconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(2)),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1000),
  }),
);
