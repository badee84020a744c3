// Empties the body of each exported function in turn, in a copy of the repository, and says which of them no
// test misses:
//   pnpm run check:tested [folder of packages/ …] [--only name]
// It exits with 1 when there is one.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { exportedFunctions, type ExportedFunction } from "./exported-functions.ts";
import { emptied } from "./function-bodies.ts";
import { scratchCopy } from "./scratch-copy.ts";
import { testOrder } from "./test-order.ts";
import { createTestRunner, type TestRunner } from "./test-runner.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { positionals: rooms, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" } },
});

const functions = (await exportedFunctions(root, rooms)).filter(
  ({ name }) => values.only === undefined || values.only === name,
);
const copy = await scratchCopy(root);
try {
  const runner = await createTestRunner(copy);
  const untested = [];
  const broken = new Set<string>();
  for (const one of functions) {
    const began = performance.now();
    const by = await noticedBy(one, runner, broken);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${by === undefined ? "UNTESTED" : "tested  "} ${one.title}: ${by ?? "no test fails"} (${seconds} s)`,
    );
    if (by === undefined) untested.push(one);
  }
  await runner.close();
  console.log(`${functions.length} exported functions, ${untested.length} of them untested`);
  process.exitCode = untested.length > 0 ? 1 : 0;
} finally {
  await rm(copy, { recursive: true, force: true });
}

/** The first test file that fails with the function emptied and passes with it. */
async function noticedBy(
  { source, ...one }: ExportedFunction,
  runner: TestRunner,
  broken: Set<string>,
): Promise<string | undefined> {
  if (!source) return undefined;
  const original = await readFile(join(copy, source.file), "utf8");
  const failingWithout = async (files: readonly string[]) => {
    await replace(source.file, emptied(original, source.body), runner);
    const [failing] = await runner.failing(files);
    await replace(source.file, original, runner);
    return failing;
  };
  for (const group of testOrder(runner.tests, one)) {
    for (let asked = group.map(({ file }) => file); ;) {
      asked = asked.filter((file) => !broken.has(file));
      const failing = asked.length > 0 ? await failingWithout(asked) : undefined;
      if (failing === undefined) break;
      if ((await runner.failing([failing])).length === 0) return failing;
      console.log(`left out, since it fails anyway: ${failing}`);
      broken.add(failing);
    }
  }
  return undefined;
}

async function replace(file: string, text: string, runner: TestRunner): Promise<void> {
  await writeFile(join(copy, file), text);
  runner.changed(file);
}
