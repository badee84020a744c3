// How often is the macro analysis right? Draws seeds from the system's random source, runs a population of orders
// for each (simulated models and graders), analyses it with our method and with the reference method, and prints
// the table of measures, what noise and transforms of the data do to it, and the speed. Constants were chosen on
// the seeds 1 to 3.
//
//   node --conditions=@loopwright/source bench/macro.ts [--seeds 10] [--orders 1000] [--shuffles 100] [--no-speed] [--large] [--keep]
//   node --conditions=@loopwright/source bench/macro.ts --populations DIR DIR ...     populations made before
//
// A population of 1,000 orders takes about two minutes on two cores and 0.4 GB below the system's scratch folder, its
// measures about one minute more; renaming, shuffles and removed tools another two, and the speed several.
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { analyzeCookbook, analyzeRuns, type Measure } from "@loopwright/macro-evals";
import { seededRandom } from "@loopwright/core/statistics";
import { checkPopulation, type Checks } from "./macro/checks.ts";
import { printChecks } from "./macro/print-checks.ts";
import {
  drawSeeds,
  evaluate,
  loadPopulation,
  removeFolder,
  runOrders,
  type Population,
} from "./macro/population.ts";
import { highestSignature } from "./macro/signature.ts";
import { printSpeed } from "./macro/speed.ts";
import { printClusteringSpeed, printCommandSpeed } from "./macro/speed-of-parts.ts";
import { printTable } from "./macro/table.ts";
import { printTransforms } from "./macro/transforms.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "10" },
    orders: { type: "string", default: "1000" },
    shuffles: { type: "string", default: "100" },
    populations: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    "no-speed": { type: "boolean", default: false },
    large: { type: "boolean", default: false },
  },
});
const seeds = values.populations ? [] : drawSeeds(Number(values.seeds));
const orders = Number(values.orders);
const random = seededRandom(randomBytes(8).toString("hex"));
console.log(
  values.populations
    ? `populations ${positionals.join(" ")}`
    : `seeds ${seeds.join(" ")}; ${orders} orders each, simulated models and graders`,
);

const ours: Measure[][] = [];
const reference: Measure[][] = [];
const checks: Checks[] = [];
/** The first population stays for the speed. */
let kept: string | undefined;
for (const source of values.populations ? positionals : seeds) {
  const started = performance.now();
  const folder = values.populations ? source : await runOrders(source, orders);
  if (!values.populations) console.log(`\n${source}: orders run in ${since(started)}`);
  const population = await loadPopulation(folder);
  await measure(population, source);
  checks.push(
    await checkPopulation(population, {
      random: random.fork(source),
      signature: await highestSignature(folder),
    }),
  );
  if (checks.length === 1)
    await printTransforms(population, random.fork("transforms"), Number(values.shuffles));
  kept ??= folder;
  if (!values.populations && !values.keep && folder !== kept) await removeFolder(folder);
}
printTable("ours", ours);
printTable("reference method", reference);
printChecks(checks);
if (!values["no-speed"] && kept !== undefined) {
  await printSpeed(kept, values.large);
  await printCommandSpeed(kept);
  printClusteringSpeed();
}
if (!values.populations && !values.keep && kept !== undefined) await removeFolder(kept);

async function measure(population: Population, source: string): Promise<void> {
  const started = performance.now();
  const analysis = await analyzeRuns(population);
  const { measures, patterns } = evaluate(population, analysis);
  ours.push(measures);
  console.log(
    `${source}: ${analysis.coverage.runs} runs, ${analysis.coverage.events} steps analysed in ${since(started)}, ${analysis.patterns.length} patterns`,
  );
  for (const { name, value, target, met } of measures)
    if (met === false) console.log(`  ${name}: ${value?.toFixed(3) ?? "-"}, target ${target}`);
  for (const { pattern_id, purity, coverage, found, step_at_1 } of patterns)
    if (!found || step_at_1 < 0.8)
      console.log(
        `  ${pattern_id}: purity ${purity.toFixed(2)}, coverage ${coverage.toFixed(2)}${found ? "" : ", NOT FOUND"}, culprit step first ${step_at_1.toFixed(2)}`,
      );
  reference.push(
    evaluate(population, await analyzeCookbook({ ...population, map: "umap" })).measures,
  );
}

function since(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
