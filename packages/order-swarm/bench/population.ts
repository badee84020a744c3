/**
 * Prints what the populations named on the command line are made of, beside what they should be made of, and fails
 * when a figure is off: kinds of order, size of runs, what is planted and how graders err. Figures are those of
 * simulated models.
 *
 *   node --conditions=@loopwright/source packages/order-swarm/bench/population.ts DIR...
 */
import { labelChecks } from "./population/labels.ts";
import { plantedChecks } from "./population/planted.ts";
import { readPopulation } from "./population/read-population.ts";
import { textureChecks } from "./population/texture.ts";

let off = 0;
for (const dir of process.argv.slice(2)) {
  const population = await readPopulation(dir);
  console.log(`\n${dir} (simulated models)`);
  const checks = [textureChecks, plantedChecks, labelChecks].flatMap((check) => check(population));
  for (const { name, value, wanted, holds } of checks) {
    if (!holds) off++;
    console.log(`${holds ? " " : "!"} ${name.padEnd(64)}${value.padStart(8)}   ${wanted}`);
  }
}
console.log(`\n${off} figures are off`);
process.exitCode = off > 0 ? 1 : 0;
