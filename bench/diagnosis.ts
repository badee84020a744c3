// Does the analysis that needs no model find what is wrong with a harness? One rule is taken out of a harness
// with all rules, the simulated analyst works under it, and the top three recommendations are looked at. Then
// the crossed cases: a rule gone while runs stay healthy, a rule there while runs break it, an irrelevant rule
// gone. At last the time for a thousand traces. Models are simulated throughout: the figures are about the
// analysis, not about live runs. Word lists and thresholds were chosen on model seeds 7 and 11 and on draws of 110733e44b37.
import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readJsonl, SpanRecord, type Recommendation } from "@loopwright/core";
import { seededRandom, wilsonInterval } from "@loopwright/core/statistics";
import { diagnoseRuns } from "@loopwright/halo";
import { loadHarness } from "@loopwright/harness";
import { defects, irrelevantRules, writeHarness, type Defect } from "./diagnosis/defects.ts";

const run = promisify(execFile);
const draws = Number(process.argv[2] ?? 20);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), "loopwright-diagnosis-"));
const seed = randomBytes(6).toString("hex");
const random = seededRandom(seed);
console.log(
  `${draws} draws from fresh seed ${seed}; simulated models, reference company, nine questions`,
);

const full = await loadHarness(await writeHarness(join(scratch, "full")));
const order = Array.from({ length: Math.ceil(draws / defects.length) }, () =>
  random.shuffle(defects),
).flat();
const planted: { defect: Defect; dir: string; context: SpanRecord[] }[] = [];
for (const [index, defect] of order.slice(0, draws).entries()) {
  const dir = await writeHarness(join(scratch, `harness-${index}`), defect);
  planted.push({ defect, dir, context: await work(dir, `planted-${index}`, `${seed}-${index}`) });
}
const healthy: SpanRecord[][] = [];
for (let index = 0; index < Math.max(2, draws / 4); index++)
  healthy.push(await work(join(scratch, "full"), `healthy-${index}`, `${seed}-healthy-${index}`));

await score(
  "a planted defect is in the top three with its class and component",
  planted,
  async (one) => {
    const top = topThree(
      diagnoseRuns({ context: one.context, harness: await loadHarness(one.dir) }),
    );
    return top.some(
      (rec) =>
        isAbout(rec, one.defect) &&
        rec.class === "missing_requirement" &&
        one.defect.components.includes(rec.component),
    );
  },
);

await score(
  "a rule that is there and was broken counts as not reliably followed",
  planted,
  async (one) => {
    const all = diagnoseRuns({ context: one.context, harness: full }).recommendations;
    const found = all.filter((rec) => isAbout(rec, one.defect));
    return found.length > 0 && found.every((rec) => rec.class !== "missing_requirement");
  },
);

const crossed: { defect: Defect; context: SpanRecord[] }[] = [];
for (let tries = 0; crossed.length < draws && tries < 20 * draws; tries++) {
  const context = random.pick(healthy);
  const defect = random.pick(defects);
  const broke = diagnoseRuns({ context, harness: full }).recommendations.some((rec) =>
    isAbout(rec, defect),
  );
  // The analyst forgets a rule now and then; then the run is none that stayed healthy.
  if (!broke) crossed.push({ context, defect });
}
await score(
  "a rule gone while runs stay healthy is not in the top three",
  crossed,
  async ({ context, defect }) => {
    const harness = await loadHarness(await writeHarness(join(scratch, "crossed"), defect));
    return !topThree(diagnoseRuns({ context, harness })).some((rec) => isAbout(rec, defect));
  },
);

const irrelevant = Array.from({ length: draws }, () => ({
  context: random.pick([...healthy, ...planted.map((one) => one.context)]),
  rule: random.pick(irrelevantRules),
}));
await score(
  "an irrelevant rule that is gone is not recommended",
  irrelevant,
  async ({ context, rule }) => {
    const harness = await loadHarness(
      await writeHarness(join(scratch, "irrelevant"), { lines: [rule] }),
    );
    const titles = (given: typeof full) =>
      diagnoseRuns({ context, harness: given })
        .recommendations.map((rec) => `${rec.class} ${rec.title}`)
        .toSorted();
    return JSON.stringify(titles(harness)) === JSON.stringify(titles(full));
  },
);

const thousand = copies(planted[0]?.context ?? [], 1000);
const seconds = Array.from({ length: 3 }, () => {
  const started = performance.now();
  diagnoseRuns({ context: thousand, harness: full });
  return (performance.now() - started) / 1000;
}).toSorted((a, b) => a - b);
const traces = new Set(thousand.map((span) => span.trace_id)).size;
console.log(
  `analysis of ${traces} traces, ${thousand.length} spans: median ${seconds[1]?.toFixed(2)} s (at most 3 asked for)`,
);

/** One turn of the loop under a harness; what it leaves as context. */
async function work(harness: string, name: string, modelSeed: string): Promise<SpanRecord[]> {
  const out = join(scratch, name);
  const args = [
    "--harness",
    harness,
    "--questions-file",
    at("diagnosis/questions.jsonl"),
    "--feedback",
    at("diagnosis/feedback.jsonl"),
  ];
  await run(
    process.execPath,
    [
      "--conditions=@loopwright/source",
      at("../apps/demo/src/main.ts"),
      "--out",
      out,
      "--seed",
      modelSeed,
      ...args,
    ],
    {
      env: { ...process.env, CI: "true" },
      maxBuffer: 1 << 26,
    },
  );
  return readJsonl(join(out, "halo_optimization_context.jsonl"), SpanRecord);
}

async function score<Draw>(
  what: string,
  all: readonly Draw[],
  holds: (draw: Draw) => Promise<boolean>,
): Promise<void> {
  const missed: string[] = [];
  let held = 0;
  for (const draw of all) {
    if (await holds(draw)) held += 1;
    else missed.push(nameOf(draw));
  }
  const { low, high } = wilsonInterval(held, all.length);
  const range = `${Math.round(100 * low)} to ${Math.round(100 * high)}%`;
  console.log(
    `${what}: ${held} of ${all.length} (95% interval ${range}; simulated models)${missed.length > 0 ? `; missed: ${missed.join(", ")}` : ""}`,
  );
}

function nameOf(draw: unknown): string {
  if (typeof draw !== "object" || draw === null) return "?";
  if (
    "defect" in draw &&
    typeof draw.defect === "object" &&
    draw.defect !== null &&
    "name" in draw.defect
  )
    return String(draw.defect.name);
  return "rule" in draw ? String(draw.rule) : "?";
}

function topThree({ recommendations }: { recommendations: readonly Recommendation[] }) {
  return recommendations.toSorted((a, b) => a.rank - b.rank).slice(0, 3);
}

function isAbout(rec: Recommendation, { matter }: Defect): boolean {
  return matter.test(rec.title);
}

/** The runs again and again under other ids, until there are so many; attributes are shared, which costs no memory. */
function copies(context: readonly SpanRecord[], wanted: number): SpanRecord[] {
  const runs = context.filter(
    (span) => span.name !== "harness.config" && span.name !== "eval_gate.summary",
  );
  const perCopy = new Set(runs.map((span) => span.trace_id)).size;
  return Array.from({ length: Math.ceil(wanted / perCopy) }, (_, copy) =>
    runs.map((span) => {
      const mark = copy.toString(16).padStart(4, "0");
      const renamed = (value: string) => `${mark}${value.slice(4)}`;
      const attributes = { ...span.attributes };
      for (const key of ["feedback.trace_id", "llm_feedback.trace_id", "eval.trace_id"])
        if (typeof attributes[key] === "string") attributes[key] = renamed(attributes[key]);
      for (const key of ["feedback.id", "llm_feedback.id", "eval.id"])
        if (typeof attributes[key] === "string") attributes[key] = `${attributes[key]}-${copy}`;
      return {
        ...span,
        trace_id: renamed(span.trace_id),
        span_id: renamed(span.span_id),
        attributes,
      };
    }),
  ).flat();
}
