import { analyzeRuns, checkAgainstChance } from "@loopwright/macro-evals";
import type { Random } from "@loopwright/core/statistics";
import { evaluate, type Population } from "./population.ts";
import { removeTool } from "./removed-tool.ts";
import { renamePopulation } from "./rename.ts";
import { printRow } from "./table.ts";

const toolsRemoved = 5;

/** The scores must survive what carries no meaning, and what is new must show. */
export async function printTransforms(
  population: Population,
  random: Random,
  shuffles: number,
): Promise<void> {
  await printOrder(population, random);
  await printRenamed(population, random);
  for (const failed of [[], [aCheckOf(population)]]) await printRemoved(population, random, failed);
  const patterns = await checkAgainstChance({
    ...population,
    shuffles,
    seed: String(random.next()),
  });
  const quiet = patterns.filter((count) => count <= 1).length;
  printRow(
    "verdicts shuffled within case types: at most one pattern",
    `${quiet} of ${shuffles}`,
    ">= 95 of 100",
    quiet >= 0.95 * shuffles,
  );
}

async function printOrder(population: Population, random: Random): Promise<void> {
  const first = JSON.stringify(await analyzeRuns(population));
  const again = JSON.stringify(await analyzeRuns(population));
  const runs = random.shuffle(population.runs);
  const labels = new Map(random.shuffle([...population.labels]));
  const shuffled = JSON.stringify(await analyzeRuns({ runs, labels }));
  const same = first === again && first === shuffled;
  printRow(
    "rerun and input in another order",
    same ? "the same bytes" : "DIFFERENT",
    "the same bytes",
    same,
  );
}

const moves = 0.03;

async function printRenamed(population: Population, random: Random): Promise<void> {
  const renamed = renamePopulation(population, String(random.next()));
  const before = evaluate(population, await analyzeRuns(population)).measures;
  const after = evaluate(renamed, await analyzeRuns(renamed)).measures;
  const changes = before.map(({ value }, i) => Math.abs((value ?? 0) - (after[i]?.value ?? 0)));
  const largest = Math.max(...changes);
  const which = before[changes.indexOf(largest)]?.name ?? "";
  printRow(
    "agents, tools, codes and ids renamed: largest change of a figure",
    largest === 0 ? "none" : `${largest.toFixed(3)} (${which})`,
    `<= ${moves}`,
    largest <= moves && before.every(({ met }, i) => met === after[i]?.met),
  );
}

async function printRemoved(
  population: Population,
  random: Random,
  failed: string[],
): Promise<void> {
  const tried = [];
  for (let i = 0; i < toolsRemoved; i++)
    tried.push(await removeTool(population, random.fork(`tool ${i} ${failed.join()}`), failed));
  const good = tried.filter(({ found, suspected }) => found && suspected).length;
  printRow(
    `a tool's spans removed from forty runs, ${failed.length === 0 ? "failed without a check" : "one check failed"}`,
    `new pattern, right suspect in ${good} of ${tried.length}`,
    "all",
    good === tried.length,
  );
  for (const { agent, tool, found, suspected } of tried)
    if (!found || !suspected)
      console.log(`  ${agent}.${tool}: ${found ? "found, another suspect" : "not found"}`);
}

/** The check that fails most. */
function aCheckOf({ labels }: Population): string {
  const counts = new Map<string, number>();
  for (const { promptfoo_failed_checks } of labels.values())
    for (const check of promptfoo_failed_checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
