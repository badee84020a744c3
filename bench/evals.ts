// How well do admitted evals tell right from wrong? For companies drawn when the bench runs, a designer writes evals
// from what a reviewer who knows the answer key says; the suite then scores right answers in many forms, and wrong
// ones made by operators that admission never saw. Designer and judge are simulated: the figures are evidence about
// the machinery, not about a live model.
import { randomBytes } from "node:crypto";
import { synthesizeEvals } from "@loopwright/eval-synthesis";
import { simulatedEvalDesigner } from "@loopwright/eval-synthesis/simulated";
import {
  calibrateJudge,
  calibrationReport,
  createExampleChecker,
  createGate,
  createJudge,
  type JudgeLabel,
} from "@loopwright/promptfoo-gate";
import { simulatedJudge } from "@loopwright/promptfoo-gate/simulated";
import { createSimulator } from "@loopwright/simulator";
import OpenAI from "openai";
import { subjectsOf, type Subject } from "./evals/company.ts";
import { forms, type Finding } from "./evals/right-answers.ts";
import { scoringOperators, spoiled } from "./evals/scoring-operators.ts";
import { tally } from "./evals/tally.ts";

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const verbose = process.argv.includes("--verbose");
const seeds =
  chosen.length > 0 ? chosen : Array.from({ length: 20 }, () => randomBytes(4).toString("hex"));
console.log(`seeds: ${seeds.join(" ")}`);

const simulator = createSimulator({
  models: { "sim-eval-designer": simulatedEvalDesigner(), "sim-judge": simulatedJudge() },
});
const client = new OpenAI({
  apiKey: "offline",
  baseURL: "http://simulator.invalid/v1",
  fetch: (input, init) => simulator.fetch(new Request(input, init)),
});
const endpoint = { client, api: "responses" as const, simulated: true };
const judge = createJudge({ endpoint, model: "sim-judge" });
const gate = createGate({ judge, concurrency: 8 });
const checkExample = createExampleChecker(gate);

const kills = tally();
const killsByKind = tally();
const failures = tally();
const labels: JudgeLabel[] = [];
const totals = { evals: 0, rejected: 0, checks: 0, mutants: 0, killed: 0 };
const started = performance.now();

for (const seed of seeds) await scoreCompany(seed);
await report();
await gate.close();

async function scoreCompany(seed: string): Promise<void> {
  const { subjects, names } = subjectsOf(seed);
  const suite = await synthesizeEvals({
    endpoint,
    model: "sim-eval-designer",
    runs: subjects.map(({ run }) => run),
    humanFeedback: subjects.map(({ feedback }) => feedback),
    modelFeedback: [],
    checkExample,
  });
  totals.evals += suite.evals.length;
  totals.rejected += suite.rejected.length;
  totals.checks += suite.report.checks;
  totals.mutants += suite.report.mutants;
  totals.killed += suite.report.killed;
  if (verbose)
    for (const { eval: draft, reason } of suite.rejected)
      console.log(`  set aside ${seed} ${draft.eval_id}: ${reason}`);
  const failsSuite = async (subject: Subject, answer: string): Promise<string | undefined> => {
    const own = suite.evals.filter(({ source_trace_id: id }) => id === subject.run.trace_id);
    const outcomes = await Promise.all(own.map((evalCase) => checkExample(evalCase, answer)));
    return outcomes.find(({ outcome }) => outcome === "failed")?.reason;
  };
  await Promise.all([
    ...subjects.flatMap((subject) => scoreRightAnswers(subject, failsSuite)),
    ...subjects.flatMap((subject) => scoreWrongAnswers(subject, names, failsSuite)),
  ]);
}

type FailsSuite = (subject: Subject, answer: string) => Promise<string | undefined>;

function scoreRightAnswers(subject: Subject, failsSuite: FailsSuite): Promise<void>[] {
  return Object.entries(forms).map(async ([form, write]) => {
    const answer = write(subject.findings);
    label(subject.findings, answer, subject, "pass");
    const reason = await failsSuite(subject, answer);
    failures.count(form, reason !== undefined);
    if (verbose && reason !== undefined)
      console.log(`  false failure (${form}): ${reason}\n    ${answer}`);
  });
}

function scoreWrongAnswers(
  subject: Subject,
  names: readonly string[],
  failsSuite: FailsSuite,
): Promise<void>[] {
  const written = Object.values(forms);
  return subject.findings.flatMap((finding, place) =>
    scoringOperators.map(async (operator, index) => {
      const { name } = operator;
      const wrong = spoiled(operator, { text: finding.right, names });
      if (wrong === undefined) return;
      const findings = subject.findings.with(place, { ...finding, right: wrong });
      // Wrong answers come in the same forms as right ones; the form that rewords would undo some of the harm.
      const write = written[(place + index) % 5] ?? forms["plain"];
      const answer = write?.(findings) ?? "";
      label([finding], answer, subject, "fail");
      const reason = await failsSuite(subject, answer);
      kills.count(name, reason !== undefined);
      killsByKind.count(finding.kind, reason !== undefined);
      if (verbose && reason === undefined) console.log(`  survivor (${name}): ${wrong}`);
    }),
  );
}

/** What the key says of an answer, to hold the judge against: one label for each finding that the rubric asks for. */
function label(
  findings: readonly Finding[],
  answer: string,
  { run }: Subject,
  verdict: "pass" | "fail",
): void {
  for (const { right } of findings)
    labels.push({
      question: run.question,
      rubric: `The answer must state that ${right}`,
      answer,
      verdict,
      source: "key",
    });
}

/** Shows where the judge and the key part, one line each. */
async function showMisjudged(): Promise<void> {
  for (const { question, rubric, answer, verdict } of labels) {
    const { pass, reason } = await judge.judge({ question, rubric, answer });
    if (pass !== (verdict === "pass"))
      console.log(
        `  misjudged (${verdict}): ${rubric}\n    ${answer.slice(0, 600)}\n    ${reason}`,
      );
  }
}

async function report(): Promise<void> {
  if (verbose) await showMisjudged();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${seeds.length} companies, ${totals.evals} evals admitted, ${totals.rejected} set aside, ` +
      `${totals.checks} checks for admission, ${seconds} s; simulated models`,
  );
  console.log(
    `admission's own operators: ${totals.killed} of ${totals.mutants} wrong answers failed`,
  );
  console.log("\nwrong answers failed, by operator (simulated models)");
  console.log(kills.lines());
  console.log("\nwrong answers failed, by kind of conflict (simulated models)");
  console.log(killsByKind.lines());
  console.log("\nright answers failed, by form (simulated models)");
  console.log(failures.lines());
  const calibration = await calibrateJudge({ judge, labels, repeats: 1, concurrency: 8 });
  console.log(`\n${calibrationReport(calibration)}`);
  const { pass_fail, pass_pass, fail_pass, fail_fail } = calibration.confusion;
  console.log(`mutation score: ${kills.percent()}%`);
  console.log(`false failures: ${failures.percent()}%`);
  console.log(
    `simulated judge: ${share(fail_pass, fail_fail)}% of wrong statements passed, ` +
      `${share(pass_fail, pass_pass)}% of right statements failed`,
  );
}

function share(hits: number, others: number): string {
  return ((100 * hits) / Math.max(1, hits + others)).toFixed(1);
}
