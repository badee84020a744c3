import type { Diagnosis, Recommendation } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { endpointOf } from "../fixtures/endpoint.ts";
import { lineOf, oneTurn, stories, type Story, type Turn } from "../fixtures/one-turn.ts";
import { buildContext, diagnose } from "../index.ts";
import { simulatedOptimizer } from "../simulated.ts";

async function diagnosisOf(turn: Turn): Promise<Diagnosis> {
  const { endpoint } = endpointOf(simulatedOptimizer());
  const { diagnosis } = await diagnose({
    endpoint,
    model: "model",
    context: buildContext(turn),
    harness: turn.harness,
  });
  return diagnosis;
}

const evidenceRules = [
  "Read structured exports before narrative documents.",
  "Cite a file for every material claim.",
  "State conflicts between sources; do not smooth them over.",
  "Unknown stays unknown.",
];

function instructionsWith(...rules: string[]): string {
  const items = [...evidenceRules, ...rules, "Run validate_output_contract after the last file."];
  return `# Analyst\n\nYou answer questions.\n\n## Rules\n\n${items.map((rule) => `- ${rule}\n`).join("")}`;
}

const concentration: Story = {
  question: "How concentrated are the customers?",
  answer: "The largest legal entity is Tall Trees Ltd at 12% of ARR.",
  title: "Concentration by parent",
  wish: "The answer reports customer concentration after legal entities are rolled up to their parent account.",
  outcome: "failed",
  explanation:
    "The answer reports the share of a legal entity and does not roll entities up to the parent account.",
};

async function firstFinding(rules: string[], story = concentration): Promise<Recommendation> {
  const turn = oneTurn({ stories: [story], instructions: instructionsWith(...rules) });
  const [first] = (await diagnosisOf(turn)).recommendations;
  if (!first) throw new Error("expected a recommendation");
  return first;
}

describe("simulatedOptimizer", () => {
  it("recommends nothing when nothing went wrong", async () => {
    const fine = stories.filter((story) => story.outcome === "passed");
    const turn = oneTurn({ stories: fine });
    turn.humanFeedback = [];
    const diagnosis = await diagnosisOf(turn);
    expect(diagnosis.recommendations).toEqual([]);
    expect(diagnosis.refused).toEqual([]);
    expect(diagnosis.summary).toMatch(/verdict is pass: 3 of 3/);
  });

  it("calls a rule that no wording of the harness holds a missing requirement, and says what to add", async () => {
    const found = await firstFinding([]);
    expect(found).toMatchObject({
      class: "missing_requirement",
      component: "prompt",
      target_file: "instructions.md",
    });
    expect(found.change).toContain("rolled up to their parent account");
  });

  it.each([
    "Aggregate customers by their ultimate parent before you state concentration.",
    "Customer concentration must be computed per parent group, never per legal entity alone.",
    "Never report concentration without rolling legal entities up to the parent.",
  ])("finds the rule in other words: %s", async (rule) => {
    const found = await firstFinding([rule]);
    expect(found.class).toBe("not_reliably_followed");
    const harnessRefs = found.claims.flatMap((claim) =>
      claim.evidence.filter((one) => one.ref.startsWith("harness:")),
    );
    expect(harnessRefs).toEqual([expect.objectContaining({ quote: `- ${rule}` })]);
  });

  it("does not take an order for the opposite as the rule", async () => {
    const found = await firstFinding(["Do not roll legal entities up to their parent account."]);
    expect(found.class).toBe("missing_requirement");
    expect(found.change).toContain("asks for the opposite");
  });

  it("does not take a description for a rule", async () => {
    const found = await firstFinding([]);
    const described = oneTurn({
      stories: [concentration],
      instructions: `${instructionsWith()}\n## Background\n\nManagement rolls legal entities up to their parent account.\n`,
    });
    const [again] = (await diagnosisOf(described)).recommendations;
    expect(again?.class).toBe(found.class);
  });

  it("blames the trigger when the rule stands in guidance that the question does not bring in", async () => {
    const guidance =
      "---\nwhen:\n  - [memo]\n---\n\nRoll legal entities up to their parent account before you report customer concentration.\n";
    const turn = oneTurn({ stories: [concentration], instructions: instructionsWith(), guidance });
    const [found] = (await diagnosisOf(turn)).recommendations;
    expect(found).toMatchObject({
      component: "routing",
      class: "implementation_or_observability_defect",
      target_file: "guidance/extra.md",
    });
    const inForce = guidance.replace("[memo]", "[concentrated, concentration]");
    const asked = oneTurn({
      stories: [concentration],
      instructions: instructionsWith(),
      guidance: inForce,
    });
    const [broken] = (await diagnosisOf(asked)).recommendations;
    expect(broken).toMatchObject({ component: "skills", class: "not_reliably_followed" });
  });

  it("puts runs that broke one rule into one recommendation, before what happened once", async () => {
    const rule = "Roll legal entities up to their parent account before reporting concentration.";
    const other = stories.find((story) => story.title.startsWith("Controlled ARR"));
    if (!other) throw new Error("the fixture has this story");
    const turn = oneTurn({
      stories: [other, concentration, { ...concentration, question: "And the top three?" }],
      instructions: instructionsWith(rule),
    });
    const found = (await diagnosisOf(turn)).recommendations;
    expect(found.map((one) => one.class)).toEqual(["not_reliably_followed", "missing_requirement"]);
    expect(found[0]?.claims.map((claim) => claim.about)).toEqual(
      expect.arrayContaining(["eval-trace-02", "eval-trace-03"]),
    );
  });

  it("calls an eval that could not be decided a defect of the evals", async () => {
    const undecided = {
      ...concentration,
      outcome: "errored" as const,
      explanation: "The judge timed out after sixty seconds.",
    };
    const turn = oneTurn({ stories: [undecided] });
    turn.humanFeedback = [];
    const [found] = (await diagnosisOf(turn)).recommendations;
    expect(found).toMatchObject({
      component: "evals",
      class: "implementation_or_observability_defect",
    });
  });

  it("calls a run that ended with an error a defect, and one step that was made good none", async () => {
    const turn = oneTurn({ stories: [{ ...concentration, outcome: "passed" }] });
    turn.humanFeedback = [];
    const failing = (isFailed: (name: string) => boolean) => {
      const status = { code: "STATUS_CODE_ERROR" as const, message: "Max turns (30) exceeded" };
      const spans = turn.spans.map((span) => (isFailed(span.name) ? { ...span, status } : span));
      return diagnosisOf({ ...turn, spans });
    };
    const run = await failing((name) => name === "agent.analyst");
    const step = await failing((name) => name === "function.exec_command");
    expect(run.recommendations).toEqual([
      expect.objectContaining({
        component: "control_flow",
        class: "implementation_or_observability_defect",
      }),
    ]);
    expect(step.recommendations).toEqual([]);
  });

  it("quotes the report of a tool that was not heeded", async () => {
    const complaint = "C07: the cited file does not hold this figure";
    const story: Story = {
      ...concentration,
      outcome: "passed",
      commands: [
        {
          cmd: "node data/tools/validate_output_contract.mjs",
          output: JSON.stringify({ passed: false, issues: [complaint] }),
        },
      ],
    };
    const turn = oneTurn({ stories: [story] });
    turn.humanFeedback = [];
    const [found] = (await diagnosisOf(turn)).recommendations;
    expect(found?.claims[0]?.evidence[0]).toMatchObject({ quote: complaint });
  });

  it("takes a reviewer's wish that the answer meets for no failure, and one that it misses for one", async () => {
    const passed = { ...concentration, outcome: "passed" as const };
    const wishing = (observation: string) => {
      const turn = oneTurn({ stories: [passed] });
      turn.humanFeedback = turn.humanFeedback.map((item) => ({
        ...item,
        summary: "The largest legal entity has to be named.",
        required_observations: [observation],
      }));
      return diagnosisOf(turn);
    };
    const met = await wishing("The answer says that the largest legal entity is Tall Trees Ltd.");
    const missed = await wishing("The answer says that the runway is 9 months.");
    expect(met.recommendations).toEqual([]);
    expect(missed.recommendations[0]?.claims[0]?.evidence[0]?.ref).toBe("feedback:human-trace-01");
  });

  it("sees in the spans that validation ran before the last write", async () => {
    const story: Story = {
      ...concentration,
      outcome: "passed",
      commands: [
        { cmd: "node data/tools/validate_output_contract.mjs", output: '{"passed":true}' },
        { cmd: "echo more >> outputs/summary_answer.md", output: "" },
      ],
    };
    const turn = oneTurn({ stories: [story] });
    turn.humanFeedback = [];
    const [found] = (await diagnosisOf(turn)).recommendations;
    expect(found).toMatchObject({ component: "control_flow", class: "not_reliably_followed" });
    const line = lineOf(turn.harness, "instructions.md", "Run validate_output_contract");
    expect(JSON.stringify(found?.claims)).toContain(`harness:instructions.md:${line}`);
  });

  it("gives the same diagnosis for the same request", async () => {
    const turn = oneTurn();
    expect(await diagnosisOf(turn)).toEqual(await diagnosisOf(turn));
  });

  it("keeps figures of a run out of the rule that it proposes", async () => {
    const wish =
      "The answer states that ARR is $36.9M and that the largest customer has 34% of it.";
    const found = await firstFinding([], { ...concentration, wish, explanation: wish });
    expect(found.change).not.toMatch(/36\.9|34%/);
  });

  it("cites only what holds", async () => {
    const { evidence } = await diagnosisOf(oneTurn());
    expect(evidence.total).toBeGreaterThan(5);
    expect(evidence.verified).toBe(evidence.total);
  });

  it("answers a request that it cannot read without inventing anything", async () => {
    const reply = await simulatedOptimizer()(
      {
        model: "m",
        instructions: "",
        items: [{ type: "message", role: "user", text: "Hello?" }],
        tools: [],
      },
      { seed: "1" },
    );
    expect(JSON.stringify(reply)).toContain('\\"recommendations\\":[]');
  });
});
