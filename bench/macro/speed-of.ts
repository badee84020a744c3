// Analyses the populations of the folders as one, each as often as the first argument says, under other run ids;
// prints runs, steps, seconds of reading and of reading and analysing, CPU seconds and the peak of memory as JSON.
import { basename, join } from "node:path";
import { analyzeRuns, openData, type LabelRow, type NormalizedRun } from "@loopwright/macro-evals";

const [times = "1", ...folders] = process.argv.slice(2);
const labels = new Map<string, LabelRow>();
for await (const _ of everyRun(labels));

const reading = performance.now();
let read = 0;
for await (const _ of everyRun()) read++;
const analysing = performance.now();
const { coverage } = await analyzeRuns({ runs: () => everyRun(), labels });
const done = performance.now();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    runs: read,
    steps: coverage.events,
    readSeconds: (analysing - reading) / 1000,
    seconds: (done - analysing) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1024,
  }),
);

async function* everyRun(into?: Map<string, LabelRow>): AsyncGenerator<NormalizedRun> {
  for (let copy = 0; copy < Number(times); copy++)
    for (const folder of folders) {
      const data = await openData({ path: join(folder, "data") });
      const idOf = (run_id: string) => `${basename(folder)}-${copy}-${run_id}`;
      for (const [id, label] of into ? data.labels : [])
        into?.set(idOf(id), { ...label, run_id: idOf(id) });
      if (into) continue;
      for await (const { trace, events } of data.runs())
        yield { events, trace: { ...trace, run_id: idOf(trace.run_id) } };
    }
}
