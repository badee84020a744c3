import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun, Diagnosis, GateResult, readJson, readJsonl, SpanRecord } from "@loopwright/core";
import { seededRandom } from "@loopwright/core/statistics";
import { renderHandoff } from "@loopwright/handoff";
import { readSuite } from "@loopwright/promptfoo-gate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @boundaries-ignore the app keeps this to itself
import { openVerifier, verifyHandoff } from "../../apps/demo/src/verify-handoff.ts";
import { loopwright, temporaryFolder } from "./loopwright.ts";
import { Forgeable, forgeries, type Victim } from "./tampering.ts";

/** Three companies: the reference with its reviewers, and two drawn ones that nobody has reviewed. */
const companies = [
  { name: "reference", drawn: [], run: ["--seed", "42"] },
  { name: "normal", drawn: ["--seed", "birch-7"], run: ["--seed", "7", "--questions", "1,2,3,4"] },
  {
    name: "hard",
    drawn: ["--seed", "q-913", "--difficulty", "hard"],
    run: ["--seed", "913", "--questions", "2,3,5"],
  },
];
const each = 200;
let scratch = "";
const folderOf = (name: string) => join(scratch, name);

beforeAll(async () => {
  scratch = await temporaryFolder();
  for (const { name, drawn, run } of companies) {
    const room = join(scratch, `${name}-room`);
    if (drawn.length > 0) await loopwright(["dataroom", ...drawn, "--out", room]);
    const given = drawn.length > 0 ? ["--dataroom", room] : [];
    const { exitCode, stderr } = await loopwright([
      "run",
      ...run,
      ...given,
      "--out",
      folderOf(name),
    ]);
    if (exitCode !== 0) throw new Error(`the run about ${name} ended with ${exitCode}: ${stderr}`);
  }
}, 600_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function victimIn(dir: string): Promise<Victim> {
  const spans = await readJsonl(join(dir, "halo_traces/traces.jsonl"), SpanRecord);
  const runs = await readJsonl(join(dir, "runs.jsonl"), AgentRun);
  const suite = await readSuite(join(dir, "evals/eval_suite.json"));
  const gate = await readJson(join(dir, "gate.json"), GateResult);
  const harness = Array.from({ length: 20 }, (_, index) => `harness:instructions.md:${index + 1}`);
  const traces = new Set(runs.map((run) => run.trace_id));
  return {
    refs: {
      span: spans.map((span) => `span:${span.span_id}`),
      trace: [...traces].map((id) => `trace:${id}`),
      eval: suite.map((one) => `eval:${one.eval_id}`),
      gate: gate.rows.map((row) => `gate:${row.eval_id}`),
      harness,
    },
    runOf: (about) =>
      traces.has(about) ? about : suite.find((one) => one.eval_id === about)?.source_trace_id,
    holding: (ref, text) =>
      spans.filter(
        (span) =>
          ref === `trace:${span.trace_id}` &&
          String(span.attributes["input.value"] ?? "").includes(text),
      ).length,
    tools: ["check_evidence_coverage", "validate_output_contract"],
  };
}

/**
 * Writes a forged handoff as a careful forger does: the document, the data and what both say about themselves
 * agree with each other.
 */
async function writeCarefully(dir: string, forged: Forgeable): Promise<boolean> {
  const diagnosis = Diagnosis.safeParse(forged);
  if (!diagnosis.success) return false;
  await writeFile(join(dir, "codex_handoff.md"), renderHandoff(diagnosis.data));
  const recommendations = diagnosis.data.recommendations.map((one) => ({
    ...one,
    cites: [...new Set(one.claims.flatMap((claim) => claim.evidence.map(({ ref }) => ref)))],
  }));
  await writeFile(join(dir, "handoff/recommendations.json"), JSON.stringify({ recommendations }));
  return true;
}

const problemsOf = async (target: string) =>
  (await verifyHandoff(target)).flatMap((file) => file.problems);

describe.each(companies)("a handoff about the company $name", ({ name }) => {
  const data = (dir: string) => join(dir, "handoff/recommendations.json");

  it(
    `is refused in each of ${each} versions with one lie, told carelessly or carefully`,
    { timeout: 600_000 },
    async () => {
      const dir = join(scratch, `${name}-forged`);
      await cp(folderOf(name), dir, { recursive: true });
      const verify = await openVerifier(dir);
      const found = async (target: string) =>
        (await verify(target)).flatMap((file) => file.problems);
      expect(await found(dir)).toEqual([]);
      const victim = await victimIn(dir);
      const honest = Forgeable.parse(JSON.parse(await readFile(data(dir), "utf8")));
      const whole = Forgeable.parse(
        JSON.parse(await readFile(join(dir, "diagnosis.json"), "utf8")),
      );
      const told = new Map<string, number>();
      const accepted: string[] = [];
      for (let index = 0, count = 0; count < each; index++) {
        const random = seededRandom(`${name}-${index}`);
        const [kind, forge] = random.pick(Object.entries(forgeries));
        const careful = random.next() < 0.5;
        const forged = structuredClone(careful ? whole : honest);
        const what = forge(forged, victim, random);
        if (what === undefined) continue;
        if (careful && !(await writeCarefully(dir, forged))) continue;
        if (!careful) await writeFile(data(dir), JSON.stringify(forged));
        const problems = await found(careful ? dir : data(dir));
        if (problems.length === 0) accepted.push(`${careful ? "carefully, " : ""}${kind}: ${what}`);
        told.set(kind, (told.get(kind) ?? 0) + 1);
        count += 1;
      }
      expect(accepted).toEqual([]);
      expect(told.size).toBeGreaterThan(15);
    },
  );

  it("ends with 100 on the command line when it lies", async () => {
    const dir = join(scratch, `${name}-told`);
    await cp(folderOf(name), dir, { recursive: true });
    const forged = Forgeable.parse(JSON.parse(await readFile(data(dir), "utf8")));
    const [claim] = forged.recommendations[0]?.claims ?? [];
    if (!claim) throw new Error("the handoff makes claims");
    claim.about = "f".repeat(32);
    await writeFile(data(dir), JSON.stringify(forged));
    const { exitCode, stdout } = await loopwright(["handoff", "verify", dir]);
    expect(stdout).toContain("does not concern ffff");
    expect(exitCode).toBe(100);
  });

  it("holds elsewhere, with its keys in another order, its lines broken anew and a strange span", async () => {
    const dir = join(scratch, "moved", name);
    await cp(folderOf(name), dir, { recursive: true });
    const parsed: unknown = JSON.parse(await readFile(data(dir), "utf8"));
    await writeFile(data(dir), JSON.stringify(turnedRound(parsed), null, 7));
    const document = join(dir, "codex_handoff.md");
    await writeFile(document, withShortLines(await readFile(document, "utf8")));
    const traces = join(dir, "halo_traces/traces.jsonl");
    const [first = ""] = (await readFile(traces, "utf8")).split("\n");
    const stranger = { ...SpanRecord.parse(JSON.parse(first)), trace_id: "ab".repeat(16) };
    await writeFile(traces, `${await readFile(traces, "utf8")}${JSON.stringify(stranger)}\n`);
    expect(await problemsOf(dir)).toEqual([]);
  });
});

function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, turnedRound(part)]),
  );
}

/** As an editor reflows paragraphs and list items; tables and the data at the end stay as they are. */
function withShortLines(markdown: string): string {
  const [text = "", data] = markdown.split("```json");
  const lines = text.split("\n").map((line) => {
    if (/^[|#]/.test(line)) return line;
    const indent = " ".repeat(/^\s*(?:- |\d+\. )?/.exec(line)?.[0].length ?? 0);
    return line.replace(/(?<=\S.{60,}?) (?=\S)/g, `\n${indent}`);
  });
  return `${lines.join("\n")}\`\`\`json${data}`;
}
