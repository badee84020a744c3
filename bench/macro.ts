// How often is the macro analysis right? Draws seeds from the system's random source, runs a population of orders
// for each (simulated models), analyses it with our method and with the reference method, and prints the table of
// measures, what transforms of the data do to the scores, and the speed. Constants were chosen on other seeds.
//
//   node --conditions=@loopwright/source bench/macro.ts [seeds=10] [orders=1000]
//   node --conditions=@loopwright/source bench/macro.ts --populations DIR...   populations made before
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readJsonl } from "@loopwright/core";
import { seededRandom } from "@loopwright/core/statistics";
import {
  analyzeCookbook,
  analyzeRuns,
  evaluateAgainstTruth,
  openData,
  TruthRow,
  type Analysis,
  type LabelRow,
  type Measure,
  type NormalizedRun,
} from "@loopwright/macro-evals";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../apps/demo/src/main.ts", import.meta.url));
const args = process.argv.slice(2);
const folders =
  args[0] === "--populations"
    ? args.slice(1)
    : await drawPopulations(Number(args[0] ?? 10), Number(args[1] ?? 1000));

const ours: Measure[][] = [];
const reference: Measure[][] = [];
for (const [i, folder] of folders.entries()) {
  const population = await load(folder);
  const started = performance.now();
  const analysis = await analyzeRuns(population);
  const seconds = (performance.now() - started) / 1000;
  ours.push(score(population, analysis));
  console.log(
    `${folder}: ${analysis.coverage.runs} runs, ${analysis.coverage.events} steps analysed in ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  if (i === 0) await transforms(population, analysis);
  reference.push(score(population, await analyzeCookbook({ ...population, map: "umap" })));
}
print("ours", ours);
print("reference method", reference);

interface Population {
  runs: NormalizedRun[];
  labels: Map<string, LabelRow>;
  truth: TruthRow[];
}

async function drawPopulations(seeds: number, orders: number): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), "loopwright-macro-"));
  const drawn = Array.from({ length: seeds }, () => randomBytes(4).toString("hex"));
  console.log(`seeds ${drawn.join(" ")}; ${orders} orders each, simulated models and graders`);
  for (const seed of drawn) {
    const started = performance.now();
    await run(
      process.execPath,
      [
        "--conditions=@loopwright/source",
        main,
        "orders",
        "--count",
        String(orders),
        "--seed",
        seed,
        "--out",
        join(scratch, seed),
      ],
      { maxBuffer: 1 << 26 },
    );
    console.log(`orders ${seed}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return drawn.map((seed) => join(scratch, seed));
}

async function load(folder: string): Promise<Population> {
  const data = await openData({ path: join(folder, "data") });
  const runs: NormalizedRun[] = [];
  for await (const one of data.runs()) runs.push(one);
  return {
    runs,
    labels: data.labels,
    truth: await readJsonl(join(folder, "truth.jsonl"), TruthRow),
  };
}

function score({ runs, labels, truth }: Population, analysis: Analysis): Measure[] {
  return evaluateAgainstTruth({
    truth,
    ...analysis,
    caseTypes: new Map(runs.map(({ trace }) => [trace.run_id, trace.case_type])),
    redRuns: new Set(
      [...labels.values()].flatMap((label) => (label.promptfoo_pass ? [] : [label.run_id])),
    ),
    resampleAgreement: analysis.coverage.resample_agreement,
  }).measures;
}

/** The scores must survive what carries no meaning: order, names, and verdicts that mean nothing find nothing. */
async function transforms(population: Population, analysis: Analysis): Promise<void> {
  const random = seededRandom(randomBytes(8).toString("hex"));
  const again = await analyzeRuns({ ...population, runs: random.shuffle(population.runs) });
  console.log(
    `other order of input: ${JSON.stringify(again) === JSON.stringify(analysis) ? "the same bytes" : "DIFFERENT"}`,
  );
  const renamed = rename(population);
  const before = score(population, analysis);
  const after = score(renamed, await analyzeRuns(renamed));
  const moved = before.filter(
    ({ value }, i) => Math.abs((value ?? 0) - (after[i]?.value ?? 0)) > 1e-9,
  );
  console.log(
    `agents and tools renamed: ${moved.length === 0 ? "the same scores" : `moved: ${moved.map(({ name }) => name).join(", ")}`}`,
  );
  let quiet = 0;
  const draws = 20;
  for (let draw = 0; draw < draws; draw++) {
    const { patterns } = await analyzeRuns({
      runs: population.runs,
      labels: shuffleVerdicts(population, random),
      resamples: 0,
    });
    if (patterns.length <= 1) quiet++;
  }
  console.log(`verdicts shuffled within case types: at most one pattern in ${quiet} of ${draws}`);
}

function rename({ runs, labels, truth }: Population): Population {
  const names = new Map<string, string>();
  const other = (name: string): string => {
    if (name === "") return "";
    const known = names.get(name) ?? `n${names.size}x`;
    names.set(name, known);
    return known;
  };
  return {
    labels,
    truth: truth.map((row) => ({
      ...row,
      culprit_agent: row.culprit_agent === null ? null : other(row.culprit_agent),
    })),
    runs: runs.map(({ trace, events }) => ({
      trace,
      events: events.map((event) => ({
        ...event,
        agent_name: other(event.agent_name),
        source_agent: other(event.source_agent),
        target_agent: other(event.target_agent),
        tool_name: other(event.tool_name),
      })),
    })),
  };
}

function shuffleVerdicts(
  { runs, labels }: Population,
  random: ReturnType<typeof seededRandom>,
): Map<string, LabelRow> {
  const byCase = new Map<string, string[]>();
  for (const { trace } of runs)
    byCase.set(trace.case_type, [...(byCase.get(trace.case_type) ?? []), trace.run_id]);
  const shuffled = new Map<string, LabelRow>();
  for (const ids of byCase.values()) {
    const rows = random.shuffle(ids.flatMap((id) => labels.get(id) ?? []));
    ids
      .filter((id) => labels.has(id))
      .forEach((run_id, i) => {
        const row = rows[i];
        if (row) shuffled.set(run_id, { ...row, run_id });
      });
  }
  return shuffled;
}

function print(title: string, all: readonly Measure[][]): void {
  console.log(`\n${title}: median over ${all.length} populations (worst), simulated models`);
  for (const [i, { name, target, direction }] of (all[0] ?? []).entries()) {
    const values = all.flatMap((measures) => measures[i]?.value ?? []).toSorted((a, b) => a - b);
    const median = values[Math.floor(values.length / 2)];
    const worst = direction === "at_least" ? values[0] : values.at(-1);
    console.log(
      `${name.padEnd(40)}${median?.toFixed(3) ?? "-"}  (${worst?.toFixed(3) ?? "-"})  target ${direction === "at_least" ? ">=" : "<="} ${target}`,
    );
  }
}
