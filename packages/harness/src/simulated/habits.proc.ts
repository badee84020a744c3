import { beforeAll, describe, expect, it } from "vitest";
import { simulatedAnalyst } from "./analyst.ts";
import { claimCounter, instructionsWith } from "./fixtures/brief.ts";
import { dataroomFiles } from "./fixtures/dataroom.ts";
import { workAtDesk, type DeskFile, type DeskRun } from "./fixtures/local-desk.ts";
import { wordings } from "./fixtures/rule-wordings.ts";
import { habitIds, type HabitId } from "./habit-rules/index.ts";

interface Symptom {
  question: string;
  /** Whether the habit shows in the answer, the artifacts or the commands of a run. */
  shows: (run: DeskRun) => boolean;
  /** A document beside those of the reference company, where that company gives no occasion. */
  document?: string;
}

const concentration = "How concentrated is revenue in the largest customers?";
const revenue = "Which ARR figure should the committee rely on?";
const opened = (run: DeskRun, path: string) => run.commands.some(({ cmd }) => cmd.includes(path));

const symptoms: Record<HabitId, Symptom> = {
  legal_entity_concentration: {
    question: concentration,
    shows: (run) => !opened(run, "account_hierarchy.csv") && !run.answer.includes("33.6%"),
  },
  headline_arr: {
    question: revenue,
    shows: (run) => run.answer.startsWith("Ending ARR is $43.0M"),
  },
  soc2_complete: {
    question: "What is the status of the SOC 2 certification?",
    shows: (run) => run.answer.startsWith("SOC 2 is complete") && !opened(run, "security_overview"),
  },
  promoted_nrr: {
    question: "Which metrics should we refuse to report?",
    shows: (run) => /122% and can be reported/.test(run.answer),
  },
  silent_reconciliation: {
    question: revenue,
    shows: (run) => !run.answer.includes("$43.0M"),
  },
  unnoted_contradiction: {
    question: concentration,
    shows: (run) => !run.answer.includes("Management puts each legal entity"),
  },
  missing_open_questions: {
    question: revenue,
    shows: (run) =>
      !run.answer.includes("Open questions") &&
      run.artifacts.get("open_questions.md")?.includes("None noted") === true,
  },
  thin_citations: {
    question: revenue,
    shows: (run) =>
      (run.answer.match(/`[\w/]+\.(?:csv|md)`/g) ?? []).length < 2 &&
      JSON.parse(run.artifacts.get("citations.json") ?? "[]").length <= 2,
  },
  unchecked_arithmetic: {
    question: revenue,
    shows: (run) => !run.answer.includes("does not tie") && !opened(run, "rolled forward"),
  },
  late_validation: {
    question: revenue,
    shows: (run) => !opened(run, "count_claims.mjs"),
  },
  guessed_metric: {
    question: "Which metrics should we refuse to report?",
    shows: (run) => /CAC payback is about \d+ months/.test(run.answer),
  },
  summary_over_clauses: {
    question: "Which legal exposure comes first?",
    shows: (run) => !opened(run, "clause_inventory.csv") && !run.answer.includes("Helio Retail"),
  },
  pipeline_face_value: {
    question: "How much of the sales pipeline can be counted on?",
    shows: (run) => run.answer.includes("supports the growth plan"),
  },
  outdated_sources: {
    question: revenue,
    document: "Revenue first reported at $33.1M was restated to $30.26M after the close.",
    shows: (run) => !run.answer.includes("$33.1M was reported first"),
  },
  mixed_units: {
    question: "How serious is the financing risk?",
    document: "The company uses $2.9M of cash a quarter.",
    shows: (run) => !run.answer.includes("Cash burn is $2.9M a month, as the P&L export has it"),
  },
  unmatched_dates: {
    question: concentration,
    document: "The contract of Helio Retail runs until 2026-09-15.",
    shows: (run) => !run.answer.includes("Helio Retail renews on 2026-05-15, as the exports"),
  },
  repeated_customers: {
    question: concentration,
    document:
      "Summit Foods was formerly called Alpine Grocers.\n\nAlpine Grocers and Summit Foods share one contract.",
    shows: (run) => !run.answer.includes("Alpine Grocers and Summit Foods are one customer"),
  },
  mixed_statements: {
    question: concentration,
    shows: (run) => run.answer.includes("**Details**") && !run.answer.includes("**Inferences**"),
  },
  merged_risk_areas: {
    question: "What are the main financial, legal and customer risks?",
    shows: (run) => !run.answer.includes("**Legal risk**"),
  },
  memo_by_reference: {
    question: "Write a short memo on the quality of revenue.",
    shows: (run) => !run.answer.includes("# Investment memo"),
  },
};

describe("each habit of the simulated analyst", () => {
  let files: DeskFile[];
  beforeAll(async () => {
    files = [...(await dataroomFiles()), claimCounter];
  });

  for (const id of habitIds) {
    const { question, shows, document } = symptoms[id];
    const further = document ? [{ path: "notes/remarks.md", content: `${document}\n` }] : [];
    const ask = (user: string, instructions: string, lapseRate = 0) =>
      workAtDesk({
        model: simulatedAnalyst({ lapseRate }),
        instructions,
        user,
        files: [...files, ...further],
      });
    const { right, wrong } = wordings[id];
    const otherRule = right[1 + (habitIds.indexOf(id) % (right.length - 1))] ?? "";
    const opposite = wrong[0] ?? "";

    it(`${id}: shows where no rule speaks against it`, async () => {
      expect(shows(await ask(question, instructionsWith({ without: [id] })))).toBe(true);
    });

    it(`${id}: is gone with "${right[0]}" and with "${otherRule}"`, async () => {
      expect(shows(await ask(question, instructionsWith()))).toBe(false);
      const reworded = instructionsWith({ without: [id], extra: [otherRule] });
      expect(shows(await ask(question, reworded))).toBe(false);
    });

    it(`${id}: shows with "${opposite}"`, async () => {
      const contrary = instructionsWith({ without: [id], extra: [opposite] });
      expect(shows(await ask(question, contrary))).toBe(true);
    });

    it(`${id}: comes back when the rule is forgotten`, async () => {
      const rules = instructionsWith();
      const forgetful = await ask(question, rules, 1);
      const onlyThis =
        id === "silent_reconciliation" ? !forgetful.answer.includes("$36.9M") : shows(forgetful);
      expect(onlyThis).toBe(true);
    });
  }
});
