import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentRun, readJson, readJsonl, readText, writeJson } from "@loopwright/core";
import { HandoffRecommendations } from "@loopwright/handoff";
import { BehaviorPattern } from "@loopwright/macro-evals";
import { beforeAll, describe, expect, it } from "vitest";
import { finishedRun } from "./finished-run.ts";
import { loopwright } from "./loopwright.ts";

let out = "";
let pattern: BehaviorPattern;
const recommendations = () => join(out, "handoff/recommendations.json");

beforeAll(async () => {
  out = await finishedRun();
  const runs = await readJsonl(join(out, "runs.jsonl"), AgentRun);
  pattern = patternOf(runs.map((run) => run.trace_id));
  await writeJson(join(out, "macro.json"), [pattern]);
});

/** An entry of `patterns.json`, as macro evals write it. */
function patternOf(runIds: string[]): BehaviorPattern {
  return BehaviorPattern.parse({
    id: "p-2f6a",
    label: "the analyst answers and never runs a checking tool",
    keywords: ["check"],
    trace_count: 40,
    prevalence: 0.4,
    severity: 2,
    impact: 0.8,
    owner: "diligence-analyst",
    stability: 0.9,
    unstable: false,
    p_value: 0.01,
    unflagged_count: 0,
    failed_check: "promptfoo",
    evidence: [
      {
        text: "no checking tool is run",
        inside: 40,
        inside_of: 40,
        outside: 3,
        outside_of: 60,
        z: 8,
        column: "promptfoo",
      },
    ],
    representatives: runIds.slice(0, 1),
    suspects: [],
    case_mix: {},
    outcome_mix: {},
    first_seen: runIds[0] ?? "",
    last_seen: runIds.at(-1) ?? "",
    summary: "Answers go out unchecked.",
    run_ids: [...runIds, ...Array.from({ length: 40 - runIds.length }, (_, i) => `elsewhere-${i}`)],
  });
}

describe("loopwright diagnose --patterns", () => {
  it("cites what macro evals found, in a handoff that holds", async () => {
    const diagnosed = await loopwright([
      "diagnose",
      "--run",
      out,
      "--patterns",
      join(out, "macro.json"),
    ]);
    expect(diagnosed.exitCode).toBe(0);
    const { recommendations: found } = await readJson(recommendations(), HandoffRecommendations);
    const claims = found.flatMap((one) => one.claims);
    expect(claims).toContainEqual(
      expect.objectContaining({
        about: "p-2f6a",
        evidence: [{ ref: "pattern:p-2f6a", quote: pattern.label, count: 40 }],
      }),
    );
    expect(await readText(join(out, "codex_handoff.md"))).toContain("pattern:p-2f6a");
    expect((await loopwright(["handoff", "verify", out])).exitCode).toBe(0);
  });

  it("keeps the patterns for a later diagnosis by the trace-reading agent", async () => {
    const again = await loopwright(["diagnose", "--run", out, "--engine", "agent"]);
    expect(again.exitCode).toBe(0);
    expect(await readText(recommendations())).toContain("pattern:p-2f6a");
    expect((await loopwright(["handoff", "verify", out])).exitCode).toBe(0);
  });

  it.each([
    [
      "a count that is off by one",
      '"count": 40',
      '"count": 41',
      "41 was claimed, but it has 40 run(s)",
    ],
    ["a pattern that nobody found", "p-2f6a", "p-2f6b", "there is no such thing"],
  ])("lets no handoff pass with %s", async (_what, from, to, reason) => {
    const honest = await readFile(recommendations(), "utf8");
    expect(honest).toContain(from);
    await writeFile(recommendations(), honest.replaceAll(from, to));
    const { exitCode, stdout } = await loopwright(["handoff", "verify", recommendations()]);
    await writeFile(recommendations(), honest);
    expect([exitCode, stdout]).toEqual([100, expect.stringContaining(reason)]);
  });

  it("names file and key of patterns that cannot be read", async () => {
    const file = join(out, "broken.json");
    await writeJson(file, [{ ...pattern, trace_count: "many" }]);
    const { exitCode, stderr } = await loopwright(["diagnose", "--run", out, "--patterns", file]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/broken\.json.*trace_count/s)]);
  });
});
