import type { EvalCase } from "@loopwright/core";
import { expect, test } from "vitest";
import { admitDrafts, cashDraft } from "./fixtures/admission.ts";
import { gatherEvidence } from "./evidence.ts";
import { bakery, bakeryFeedback } from "./fixtures/evidence.ts";
import { textEngine } from "./fixtures/text-engine.ts";
import { uselessEvals } from "./fixtures/useless-evals.ts";

test("an eval that tells good from bad is admitted, with what it has shown", async () => {
  const { admitted, reports, flawed } = await admitDrafts([cashDraft]);
  expect(flawed).toEqual([]);
  expect(admitted).toMatchObject([{ eval_id: "cash-lasts" }]);
  const [report] = reports;
  expect(report).toMatchObject({ eval_id: "cash-lasts", false_failures: 0 });
  expect(report?.killed).toBeGreaterThanOrEqual(3);
  const negations = report?.kills.find(({ operator }) => operator === "negate");
  expect(negations?.killed).toBeGreaterThanOrEqual(1);
  expect(report?.rewrites).toBeGreaterThanOrEqual(3);
  expect(report?.checks).toBeGreaterThan(report?.mutants ?? Infinity);
});

test("fifty evals that are always true or always false are all refused", async () => {
  expect(uselessEvals).toHaveLength(50);
  const { admitted, flawed, undecided } = await admitDrafts(uselessEvals);
  expect(admitted.map(({ eval_id, rubric }) => `${eval_id} ${rubric}`)).toEqual([]);
  expect(flawed).toHaveLength(50);
  expect(undecided).toEqual([]);
});

test("most of the fifty pass their own examples, so that it takes the trials to refuse them", async () => {
  const own = await Promise.all(
    uselessEvals.map(async (draft) => {
      const evalCase: EvalCase = { ...draft, source_trace_label: "trace-01", question: "?" };
      const pass = await textEngine(evalCase, draft.suggested_pass_example);
      const fail = await textEngine(evalCase, draft.suggested_fail_example);
      return pass.outcome === "passed" && fail.outcome === "failed";
    }),
  );
  expect(own.filter(Boolean).length).toBeGreaterThanOrEqual(40);
});

test("an eval that a reference answer fails is refused", async () => {
  const references = new Map([[cashDraft.source_trace_id, ["The bakery is solvent for a while."]]]);
  const { flawed } = await admitDrafts([cashDraft], { references });
  expect(flawed[0]?.reason).toContain("a reference answer fails: absent");
});

test("an eval that fails a right answer in another number format is refused", async () => {
  const draft = {
    ...cashDraft,
    scoring_method: "hybrid" as const,
    deterministic_assertions: [{ type: "contains" as const, value: "7 months" }],
  };
  const { flawed } = await admitDrafts([draft]);
  expect(flawed[0]?.reason).toContain('in another way (number_format): contains "7 months"');
});

test("an eval that wants an amount of money in so many characters is refused", async () => {
  const { human } = bakeryFeedback();
  const told = human.map((item) => ({ ...item, required_observations: ["Cash is $2.9M."] }));
  const draft = {
    ...cashDraft,
    scoring_method: "hybrid" as const,
    expected_behavior: "Says that cash is $2.9M.",
    rubric: "The answer must state that cash is $2.9M.",
    deterministic_assertions: [{ type: "contains" as const, value: "2.9" }],
    suggested_pass_example: "Cash is $2.9M.",
  };
  const evidence = gatherEvidence({ runs: bakery, humanFeedback: told, modelFeedback: [] });
  const { flawed } = await admitDrafts([draft], { evidence });
  expect(flawed[0]?.reason).toContain('in another way (money_unit): contains "2.9"');
});

test("an eval that notices nothing but an answer's length is refused", async () => {
  const { flawed } = await admitDrafts([cashDraft], {
    checkExample: async ({ rubric }, answer) => ({
      outcome: rubric === cashDraft.rubric && answer.length < 37 ? "failed" : "passed",
      reason: "by length",
    }),
    mutantsPerOperator: 1,
  });
  expect(flawed).toHaveLength(1);
});

test("a judge that changes its mind about the examples of an eval keeps it out", async () => {
  let asked = 0;
  const { flawed } = await admitDrafts([cashDraft], {
    repeats: 3,
    checkExample: async (evalCase, answer) =>
      answer === cashDraft.suggested_pass_example && ++asked === 3
        ? { outcome: "failed", reason: "on second thoughts" }
        : textEngine(evalCase, answer),
  });
  expect(flawed[0]?.reason).toContain("suggested_pass_example does not pass: on second thoughts");
});

test("answers of an agent that lacks a rule are tried too, and asked for with the run", async () => {
  const asked: string[] = [];
  const { reports } = await admitDrafts([cashDraft], {
    runHarnessMutants: async (run) => {
      asked.push(run.trace_label);
      return [{ name: "without rule 3", answer: "There is cash for more than a year." }];
    },
  });
  expect(asked).toEqual([bakery[0]?.trace_label]);
  expect(reports[0]?.harness_mutants).toEqual([{ name: "without rule 3", killed: true }]);
});

test("answers of an agent that lacks a rule stand apart from the mutation score", async () => {
  const own = bakery[0]?.answer ?? "";
  const { reports } = await admitDrafts([cashDraft], {
    runHarnessMutants: async () => [
      { name: "of no matter here", answer: own },
      { name: "right all the same", answer: cashDraft.suggested_pass_example },
    ],
  });
  expect(reports[0]?.harness_mutants).toEqual([{ name: "right all the same", killed: false }]);
  expect(reports[0]?.survivors.map(({ operator }) => operator)).not.toContain("right all the same");
});

test("a mutant that cannot be decided is neither killed nor let through", async () => {
  const { reports } = await admitDrafts([cashDraft], {
    checkExample: async (evalCase, answer) =>
      /not/u.test(answer)
        ? { outcome: "errored", reason: "timed out" }
        : textEngine(evalCase, answer),
  });
  expect(reports[0]?.kills.map(({ operator }) => operator)).not.toContain("negate");
});

test("what was asked for once and never heard of before becomes an eval that looks for it", async () => {
  const draft = {
    ...cashDraft,
    eval_id: "renewal-date",
    source_trace_id: bakery[1]?.trace_id ?? "",
    source_feedback_ids: ["human-trace-02"],
    expected_behavior: "The answer must state BluePeak's renewal date.",
    rubric:
      "The answer must state BluePeak's renewal date.\nThe answer must not claim that the BluePeak renewal is safe.",
    suggested_pass_example: "BluePeak's renewal date is 2026-06-30.",
    suggested_fail_example: "BluePeak is a customer.",
  };
  const { admitted } = await admitDrafts([draft]);
  const [evalCase] = admitted;
  if (!evalCase) throw new Error("not admitted");
  const outcome = async (answer: string) => (await textEngine(evalCase, answer)).outcome;
  expect(await outcome("The renewal date of BluePeak is 30 June 2026.")).toBe("passed");
  expect(await outcome("BluePeak is in logistics, and its escalation is open.")).toBe("failed");
});
