// Do companies hold together, and how fast are they written? Draws fresh seeds, recomputes from the rendered files
// that figures tie and that each planted conflict is contradicted, compares wording between companies, and prints
// companies a second. No model is involved.
import { randomBytes } from "node:crypto";
import { difficulties, generateDataroom, locales, type Dataroom } from "@loopwright/dataroom";
import { unproven } from "../src/fixtures/contradictions.ts";
import { brokenTies } from "../src/fixtures/figures-that-tie.ts";
import { fiveWordSequences, sharedPart } from "../src/fixtures/five-word-sequences.ts";
import { readRoom } from "../src/fixtures/read-room.ts";

const count = Number(process.argv[2] ?? 2000);
const compared = 120;
const source = process.argv[3] ?? randomBytes(6).toString("hex");
const seeds = Array.from({ length: count }, (_, index) => `${source}-${index}`);
console.log(`seeds: ${source}-0 to ${source}-${count - 1}`);

const broken: string[] = [];
for (const [index, seed] of seeds.entries()) {
  const locale = locales[index % locales.length] ?? "en";
  const difficulty = difficulties[index % difficulties.length] ?? "normal";
  broken.push(
    ...problemsOf(generateDataroom({ seed, locale, difficulty })).map(
      (problem) => `${seed} ${locale} ${difficulty}: ${problem}`,
    ),
  );
}
console.log(`invariants broken: ${broken.length} in ${count} companies`);
for (const line of broken.slice(0, 20)) console.log(`  ${line}`);

for (const locale of locales) {
  const sets = seeds
    .slice(0, compared)
    .map((seed) => fiveWordSequences(generateDataroom({ seed, locale }), locale));
  const parts = sets.flatMap((a, index) => sets.slice(0, index).map((b) => sharedPart(a, b)));
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  console.log(
    `five-word sequences shared in ${locale}: at most ${percent(Math.max(...parts))}, on average ${percent(mean)}, over ${parts.length} pairs`,
  );
}

for (const [label, files] of [
  ["the default size", 24],
  ["2,000 files", 2000],
] as const) {
  const timed = seeds.slice(0, files === 24 ? 500 : 20);
  const started = performance.now();
  for (const seed of timed) generateDataroom({ seed, files });
  const seconds = (performance.now() - started) / 1000;
  console.log(`companies a second at ${label}: ${(timed.length / seconds).toFixed(0)}`);
}
if (broken.length > 0) process.exitCode = 1;

function problemsOf(dataroom: Dataroom): string[] {
  return [...brokenTies(readRoom(dataroom)), ...unproven(dataroom)];
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)}%`;
}
