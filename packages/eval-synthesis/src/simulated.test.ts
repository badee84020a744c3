import { createSimulator } from "@loopwright/simulator";
import { describe, expect, test } from "vitest";
import { bakery, bakeryFeedback, humanOf, runOf } from "./fixtures/evidence.ts";
import { endpointOf } from "./fixtures/scripted-designer.ts";
import { textEngine } from "./fixtures/text-engine.ts";
import { synthesizeEvals, type CheckExample, type SynthesizeEvalsOptions } from "./index.ts";
import { simulatedEvalDesigner } from "./simulated.ts";
import { literalsOf } from "./simulated/literals.ts";
import { demandsOf } from "./simulated/read-insight.ts";

type Input = Pick<SynthesizeEvalsOptions, "runs" | "humanFeedback" | "modelFeedback">;

function design(input: Input, checkExample: CheckExample = textEngine) {
  const simulator = createSimulator({ models: { designer: simulatedEvalDesigner() } });
  return synthesizeEvals({
    ...input,
    endpoint: endpointOf(simulator),
    model: "designer",
    checkExample,
  });
}

const feedback = bakeryFeedback();
const input = { runs: bakery, humanFeedback: feedback.human, modelFeedback: feedback.model };

describe("the simulated eval designer", () => {
  test("writes admissible evals from feedback about anything", async () => {
    const { evals } = await design(input);
    const cash = evals.find(({ source_trace_label }) => source_trace_label === "trace-01");
    expect(cash).toMatchObject({
      eval_id: "trace-01-cash-runway",
      scoring_method: "hybrid",
      source_feedback_ids: ["human-trace-01"],
      deterministic_assertions: [{ type: "icontains", value: "cash.csv" }],
    });
    expect(cash?.rubric).toContain("The answer must state that Cash lasts for 7 months.");
    expect(cash?.suggested_fail_example).toBe("Cash lasts for more than 12 months.");
    expect(evals.length).toBeGreaterThanOrEqual(3);
  });

  test("rules prohibited claims out, in an eval of their own while there is room", async () => {
    const { evals } = await design(input);
    const claims = evals.find(({ eval_id }) => eval_id === "trace-01-cash-runway-claims");
    expect(claims?.rubric).toBe(
      "The answer must not claim that Cash lasts for more than 12 months.",
    );
    const renewal = evals.filter(({ source_trace_label }) => source_trace_label === "trace-02");
    expect(renewal.map(({ rubric }) => rubric).join()).toContain(
      "must not say that the BluePeak renewal is safe",
    );
  });

  test("takes a ban among what is required for a prohibited claim", async () => {
    const run = runOf("trace-01", "What about the warehouse?", "The warehouse is owned.");
    const ban = {
      theme: "review",
      required_observations: ["Don't say that the warehouse is owned."],
    };
    const { evals, report } = await design({
      runs: [run],
      humanFeedback: [humanOf(run, { ...ban, prohibited_claims: [] })],
      modelFeedback: [],
    });
    expect(evals.map(({ rubric }) => rubric)).toEqual([
      "The answer must not claim that the warehouse is owned.",
    ]);
    expect(report.evals[0]?.kills).toContainEqual({
      operator: "add_wrong_claim",
      made: 1,
      killed: 1,
    });
  });

  test("makes a value up where neither feedback nor run has one", async () => {
    const run = runOf("trace-01", "What about discounts?", "Nothing stands out.");
    const asked = { theme: "review", required_observations: ["Explain who approves discounts."] };
    const { evals } = await design({
      runs: [run],
      humanFeedback: [humanOf(run, { ...asked, prohibited_claims: [] })],
      modelFeedback: [],
    });
    expect(evals[0]?.suggested_pass_example).toBe("The finance director approves discounts.");
  });

  test("fills in from the run what a demand leaves open", async () => {
    const [, renewal] = bakery;
    if (!renewal) throw new Error("a second run is expected");
    const { evals } = await design({
      runs: [renewal],
      humanFeedback: [
        humanOf(renewal, {
          theme: "renewal",
          required_observations: ["State BluePeak's renewal date."],
          prohibited_claims: [],
        }),
      ],
      modelFeedback: [],
    });
    expect(evals[0]?.suggested_pass_example).toContain("2026-06-30");
    expect(evals[0]?.suggested_pass_example).not.toContain("safe");
  });

  test("makes an eval of what nobody had heard of, that tells an answer with it from one without", async () => {
    const [cash] = bakery;
    if (!cash) throw new Error("a run is expected");
    const { evals } = await design({
      runs: [cash],
      humanFeedback: [
        humanOf(cash, {
          theme: "renewal",
          required_observations: ["State BluePeak's renewal date."],
          prohibited_claims: [],
        }),
      ],
      modelFeedback: [],
    });
    const [evalCase] = evals;
    if (!evalCase) throw new Error("an eval is expected");
    const outcome = async (answer: string) => (await textEngine(evalCase, answer)).outcome;
    expect(await outcome("BluePeak renews on 30 June 2026.")).toBe("passed");
    expect(await outcome(`${cash.answer} BluePeak's renewal date is 2027-01-31.`)).toBe("passed");
    expect(await outcome(cash.answer)).toBe("failed");
    expect(await outcome("BluePeak is a customer, and its renewal is safe.")).toBe("failed");
  });

  test("says what the feedback says: other figures and names give other evals", async () => {
    const rename = (text: string) =>
      text.replaceAll("7 months", "9 months").replaceAll("cash.csv", "till.csv");
    const renamed = await design({
      ...input,
      humanFeedback: feedback.human.map((item) => ({
        ...item,
        required_observations: item.required_observations.map(rename),
      })),
    });
    const text = JSON.stringify(renamed.evals);
    expect(text).toContain("9 months");
    expect(text).toContain("till.csv");
    expect(text).not.toContain("7 months");
  });

  test("works from model feedback alone where no person has reviewed", async () => {
    const { evals } = await design({ ...input, humanFeedback: [] });
    expect(evals.map(({ rubric }) => rubric)).toContain(
      "The answer must name the certificate that it rests on.",
    );
    for (const { source_feedback_ids } of evals)
      expect(source_feedback_ids[0]).toMatch(/^insight-/);
  });

  test("fills five to seven places for five reviewed runs", async () => {
    const runs = ["Ada", "Ben", "Cem", "Dee", "Eli"].map((name, index) =>
      runOf(`trace-0${index + 1}`, `What does ${name} owe?`, `${name} owes nothing.`),
    );
    const { evals, rejected } = await design({
      runs,
      humanFeedback: runs.map((run, index) =>
        humanOf(run, {
          theme: "debt",
          required_observations: [`The debt is $${index + 2}.5M.`, "The lender is Omega Bank."],
          prohibited_claims: ["There is no debt."],
        }),
      ),
      modelFeedback: [],
    });
    expect(rejected).toEqual([]);
    expect(evals).toHaveLength(7);
    expect(new Set(evals.map((evalCase) => evalCase.source_trace_label)).size).toBe(5);
  });

  test("drops a literal that an engine holds against it", async () => {
    const noLiterals: CheckExample = async (evalCase, answer) =>
      evalCase.deterministic_assertions.length > 0
        ? { outcome: "failed", reason: "literals are not to our taste" }
        : textEngine(evalCase, answer);
    const { evals, rounds } = await design(input, noLiterals);
    expect(rounds).toBeGreaterThan(1);
    expect(evals.find(({ eval_id }) => eval_id === "trace-01-cash-runway")).toMatchObject({
      scoring_method: "llm_judge",
      deterministic_assertions: [],
    });
  });

  test("gives the same suite for the same request", async () => {
    expect(await design(input)).toEqual(await design(input));
  });

  test("answers a request that holds no evidence with no evals", async () => {
    const designer = simulatedEvalDesigner();
    const request = { model: "m", instructions: "", items: [], tools: [] };
    expect(await designer(request, { seed: "1" })).toEqual([
      { type: "text", text: '{"evals":[]}' },
    ]);
  });
});

describe("literals", () => {
  test.each([
    ["Runway is 11 months.", ["11"]],
    ["Concentration is $12.4M, 34% of ARR.", []],
    ["The share is 33.6%.", ["33.6"]],
    ["Cite customers/account_hierarchy.csv.", ["account_hierarchy.csv"]],
    ["Never say more than 12 months.", []],
    ["Board ARR is $43.0M.", []],
    ["SOC 2 Type 2 of 2025 is open.", []],
    ["Cite either a.csv or b.csv.", []],
    ["Cash lasts 7 months.", []],
  ])("of %s", (observation, literals) => {
    expect(literalsOf([observation])).toEqual(literals);
  });
});

describe("remarks about one answer", () => {
  test.each([
    ["The answer does not name its source.", "Name its source."],
    ["The answer cites no source for its main figure.", "Cite a source for its main figure."],
    ["It omits the burn rate.", "State the burn rate."],
    [
      "The answer gives $4M without naming a source file beside it.",
      "Name a source file beside it.",
    ],
    [
      "The answer gives an ARR figure without its basis in “ARR is 43”.",
      "Give an ARR figure with its basis.",
    ],
    [
      "Two values differ (a.md, b.csv); the answer does not say that they disagree.",
      "Say that the sources disagree.",
    ],
    ["The answer names 5 source files beside its statements, a.csv among them.", "Cite a.csv."],
    [
      'The answer shows a conflict openly: "Board ARR conflicts with controlled ARR".',
      "Board ARR conflicts with controlled ARR.",
    ],
  ])("%s", (observation, demand) => {
    expect(demandsOf([observation])).toEqual({ required: [demand], prohibited: [] });
  });

  test.each([
    [
      "The material holds more than one value for ending ARR ($43.0M, $36.9M); the answer does not say that they disagree.",
      "Say that the values for ending ARR disagree.",
    ],
    [
      'memo.md describes a disagreement between sources, "Board …"; the answer does not mention it.',
      "Mention a disagreement between sources.",
    ],
    [
      'The answer says "SOC 2 complete" and does not tell a Type I report from a Type II report, which may not be issued.',
      "Tell a Type I report from a Type II report.",
    ],
    ["The answer names no open question and nothing that is unknown.", "Name an open question."],
    [
      'The answer shows a disagreement openly: "The sources contradict each other on ARR; none of …".',
      "The sources contradict each other on ARR.",
    ],
  ])("%s", (observation, demand) => {
    expect(demandsOf([observation])).toEqual({ required: [demand], prohibited: [] });
  });

  test("that blame what the answer does become a ban", () => {
    expect(
      demandsOf([
        'The answer judges concentration by legal entity, for example in "x"; entities are not added together.',
      ]),
    ).toEqual({ required: [], prohibited: ["The answer judges concentration by legal entity."] });
  });

  test("that tell of a promotion become a prohibited claim", () => {
    expect(demandsOf(["It presents the inspection as complete."])).toEqual({
      required: [],
      prohibited: ["The inspection is complete."],
    });
  });

  test("that say nothing about other answers are left out", () => {
    expect(
      demandsOf([
        "The answer states $9M, which stands in none of the files that the run left.",
        "The run left memo.md empty.",
        "The list of claims leaves out 2 statements that give a figure.",
        'The answer keeps an unsettled point unsettled: "Before the …".',
      ]),
    ).toEqual({ required: [], prohibited: [] });
  });
});
