// Is the gate right about runs, as judged by the answer key? For companies drawn when the bench runs, in English and
// in Chinese, the simulated analyst works under two harnesses (the demo's own, and one with all rules); a reviewer who
// knows the key asks for one conflict a run; evals are written and admitted, and the gate scores every run with them.
// The key then grades the same answers without any model. All models are simulated.
import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GateRow } from "@loopwright/core";
import { cohenKappa, wilsonInterval } from "@loopwright/core/statistics";
import {
  generateDataroom,
  gradeAnswer,
  locales,
  type AnswerKey,
  type Difficulty,
} from "@loopwright/dataroom";
import { synthesizeEvals } from "@loopwright/eval-synthesis";
import { createSandbox, loadHarness } from "@loopwright/harness";
import {
  answersAsOutput,
  createExampleChecker,
  createGate,
  createJudge,
} from "@loopwright/promptfoo-gate";
import { setTracingDisabled } from "@openai/agents";
import { names, simulatedClient } from "./agreement/simulated-models.ts";
import { reviewOf, roundsOf, type Asked } from "./agreement/rounds.ts";
import { answerBank } from "./agreement/work.ts";
import { writeAllRules } from "./agreement/all-rules.ts";

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const verbose = process.argv.includes("--verbose");
const seeds =
  chosen.length > 0 ? chosen : Array.from({ length: 6 }, () => randomBytes(4).toString("hex"));
console.log(`seeds: ${seeds.join(" ")}`);

setTracingDisabled(true);
const scratch = await mkdtemp(join(tmpdir(), "loopwright-agreement-"));
const harnesses = {
  baseline: await loadHarness(fileURLToPath(new URL("../apps/demo/harness", import.meta.url))),
  "all rules": await loadHarness(await writeAllRules(join(scratch, "all-rules"))),
};
const sandbox = await createSandbox({ kind: "auto" });
const endpoint = {
  client: simulatedClient("agreement"),
  api: "responses" as const,
  simulated: true,
};
const gate = createGate({
  judge: createJudge({ endpoint, model: names.judge }),
  concurrency: 8,
});

/** One run and conflict: what the gate says, and what the key says. */
interface Verdicts {
  kind: string;
  gate: "pass" | "fail";
  key: "pass" | "fail";
}
const verdicts: Verdicts[] = [];
let withoutEval = 0;
const started = performance.now();

for (const [index, seed] of seeds.entries())
  for (const locale of locales) {
    const difficulty: Difficulty = index % 3 === 0 ? "hard" : "normal";
    const dataroom = generateDataroom({ seed, locale, difficulty });
    const key = dataroom.answerKey;
    for (const [name, harness] of Object.entries(harnesses)) {
      const worked = await answerBank({ dataroom, harness, sandbox, modelSeed: `${seed} ${name}` });
      for (const round of roundsOf(key.conflicts, worked)) {
        const rows = await turn(round);
        for (const asked of round) compare({ asked, rows, key, name: `${seed} ${locale} ${name}` });
      }
      const agreed = verdicts.filter((one) => one.gate === one.key).length;
      console.log(
        `  ${seed} ${locale} (${difficulty}), ${name}: ${agreed} of ${verdicts.length} so far`,
      );
    }
  }
await gate.close();
report();

/** Evals from what the reviewer says about these runs, and the gate's rows on the same runs. */
async function turn(round: readonly Asked[]): Promise<readonly GateRow[]> {
  const runs = round.map(({ worked }) => worked.run);
  const { evals } = await synthesizeEvals({
    endpoint,
    model: names.designer,
    runs,
    humanFeedback: round.map(reviewOf),
    modelFeedback: [],
    checkExample: createExampleChecker(gate),
  });
  const answers = runs.map(({ trace_id, answer }) => ({ trace_id, answer }));
  return (await gate.run({ cases: evals, outputOf: answersAsOutput(answers) })).rows;
}

function compare(options: {
  asked: Asked;
  rows: readonly GateRow[];
  key: AnswerKey;
  name: string;
}): void {
  const { asked, key, name } = options;
  const { conflict, worked } = asked;
  const own = options.rows.filter(({ trace_id }) => trace_id === worked.run.trace_id);
  if (own.length === 0) {
    withoutEval++;
    if (verbose) console.log(`  no eval: ${name} ${conflict.id}: ${conflict.right}`);
    return;
  }
  const byGate = own.every(({ outcome }) => outcome === "passed") ? "pass" : "fail";
  const byKey = keyVerdict(asked, key);
  verdicts.push({ kind: conflict.kind, gate: byGate, key: byKey });
  if (verbose && byGate !== byKey)
    console.log(
      [
        `  gate ${byGate}, key ${byKey}: ${name} ${conflict.id}, question ${worked.number}`,
        `    right: ${conflict.right}`,
        `    tempting: ${conflict.tempting}`,
        ...own.map(({ outcome, explanation }) => `    ${outcome}: ${explanation}`),
        `    answer: ${worked.run.answer.replaceAll("\n", "\n      ")}`,
      ].join("\n"),
    );
}

function keyVerdict({ conflict, worked }: Asked, key: AnswerKey): "pass" | "fail" {
  const grade = gradeAnswer(key, worked.run.answer, worked.artifacts).conflicts.find(
    ({ id }) => id === conflict.id,
  );
  return grade?.verdict === "right" ? "pass" : "fail";
}

function report(): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${seeds.length} companies in ${locales.length} languages, ${verdicts.length} verdicts compared, ` +
      `${withoutEval} without an admitted eval, ${seconds} s; simulated models`,
  );
  console.log("\nagreement of gate and key, by kind of conflict (simulated models)");
  const kinds = [...new Set(verdicts.map(({ kind }) => kind))].toSorted();
  for (const kind of kinds)
    console.log(
      line(
        kind,
        verdicts.filter((one) => one.kind === kind),
      ),
    );
  console.log(line("all", verdicts));
}

/** Counts, share with a 95% interval, and kappa: agreement beyond what two graders of such habits reach by chance. */
function line(name: string, compared: readonly Verdicts[]): string {
  const count = (byGate: string, byKey: string) =>
    compared.filter((one) => one.gate === byGate && one.key === byKey).length;
  const [both, none] = [count("pass", "pass"), count("fail", "fail")];
  const percent = (share: number) => (100 * share).toFixed(1);
  const { low, high } = wilsonInterval(both + none, compared.length);
  const kappa = cohenKappa(compared.map(({ gate: one, key: other }) => [one, other])).estimate;
  return (
    `  ${name.padEnd(30)} ${both + none} of ${compared.length}, ${percent((both + none) / compared.length)}% ` +
    `(${percent(low)} to ${percent(high)}), kappa ${Number.isNaN(kappa) ? "none (one verdict only)" : kappa.toFixed(2)}; ` +
    `right passed ${both}, right failed ${count("fail", "pass")}, wrong failed ${none}, wrong passed ${count("pass", "fail")}`
  );
}
