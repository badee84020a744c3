import { describe, expect, it } from "vitest";
import { difficulties, generateDataroom, gradeAnswer, questionBank } from "../index.ts";

const rooms = [
  generateDataroom(),
  ...Array.from({ length: 60 }, (_, index) =>
    difficulties.map((difficulty) => generateDataroom({ seed: `grade-${index}`, difficulty })),
  ).flat(),
];
const reference = generateDataroom().answerKey;

type Told = "right" | "tempting";

/** Verdicts on an answer that tells one conflict and nothing else. */
function verdictsOn(told: Told, wanted: string): string[] {
  return rooms.flatMap(({ answerKey }) =>
    answerKey.conflicts.flatMap((conflict) => {
      const grade = gradeAnswer(answerKey, conflict[told]).conflicts.find(
        ({ id }) => id === conflict.id,
      );
      return grade?.verdict === wanted
        ? []
        : [`${answerKey.seed} ${conflict.id} ${grade?.verdict}: ${conflict[told]}`];
    }),
  );
}

const verdictOf = (id: string, text: string) =>
  gradeAnswer(reference, text).conflicts.find((each) => each.id === id)?.verdict;

describe("gradeAnswer", () => {
  it("knows the right reading of every conflict", () => {
    expect(verdictsOn("right", "right")).toEqual([]);
  });

  it("knows the tempting reading of every conflict", () => {
    expect(verdictsOn("tempting", "tempted")).toEqual([]);
  });

  it("finds nothing in an answer that says nothing", () => {
    const verdicts = rooms.flatMap(({ answerKey }) =>
      gradeAnswer(answerKey, "No file could be read.").conflicts.map(({ verdict }) => verdict),
    );
    expect(new Set(verdicts)).toEqual(new Set(["silent"]));
  });

  it.each([
    ["board-arr", "Rely on the controlled $36.9M; the board's $43.0M is a headline.", "right"],
    ["board-arr", "ARR at year end reached $43 million.", "tempted"],
    [
      "growth-basis",
      "On $43.0M growth would be 99.3%, so the stated 71% belongs to finance.",
      "right",
    ],
    ["missing-months", "There are no rows for August 2025 and November 2025.", "right"],
    ["missing-months", "August 2025 is missing.", "silent"],
    ["soc2-status", "Type I is done; the Type II report has not been issued.", "right"],
    ["soc2-status", "SOC 2 is complete. Type II would be nice.", "tempted"],
    ["soc2-status", 'The sales FAQ says "SOC 2 is complete", which overstates it.', "doubted"],
    ["nrr-estimate", "Net revenue retention of 122% has not been validated by finance.", "right"],
    ["nrr-estimate", "NRR stands at 122%, which is strong.", "tempted"],
    ["nrr-estimate", "净收入留存率 122% 是管理层估算，未经财务验证。", "right"],
    ["cac-payback", "CAC payback was not provided.", "right"],
    ["cac-payback", "CAC payback is about 19 months.", "tempted"],
    ["parent-rollup", "Northstar Holdings comes to $12.4M, 34% of ARR.", "right"],
    [
      "contract-terms",
      "Northstar Bank has a change of control notice and Helio Retail an uncapped confidentiality indemnity.",
      "right",
    ],
  ])('reads %s in "%s" as %s', (id, text, verdict) => {
    expect(verdictOf(id, text)).toBe(verdict);
  });

  it("asks only for the conflicts of the question, and wants them cited", () => {
    const text = "Northstar Holdings is $12.4M and Northstar Bank alone is 21.1%.";
    const plain = gradeAnswer(reference, { text, question: 3 });
    expect(plain.conflicts.map(({ id }) => id)).toEqual(["parent-rollup", "entity-cap"]);
    expect(plain.score).toBe(0.5);
    const cited = gradeAnswer(
      reference,
      { text: `${text} (\`customers/top_customers.csv\`)`, question: 3 },
      { "citations.json": '["customers/account_hierarchy.csv"]' },
    );
    expect(cited.score).toBe(1);
  });

  it("tells what only the artifacts hold", () => {
    const { conflicts } = gradeAnswer(reference, "See the memo.", {
      "investment_memo.md": "Net revenue retention of 122% is an estimate.",
    });
    const nrr = conflicts.find(({ id }) => id === "nrr-estimate");
    expect(nrr).toMatchObject({ verdict: "silent", recorded: true });
  });

  it("gives no score for a question that no conflict touches", () => {
    expect(gradeAnswer(reference, { text: "Fine.", question: 12 }).score).toBeUndefined();
  });
});

describe("a company's question bank", () => {
  it("names, for each question, the conflicts that its ideal answer shows", () => {
    for (const room of rooms) {
      const bank = questionBank(room);
      for (const { id, questions } of room.answerKey.conflicts)
        expect(
          bank.filter(({ conflicts }) => conflicts.includes(id)).map(({ number }) => number),
        ).toEqual(questions.toSorted((a, b) => a - b));
    }
  });

  it("asks for the company's own doubtful metrics and asks further questions where there is reason", () => {
    const banks = rooms.map((room) => ({
      refused: room.answerKey.refused_metrics,
      bank: questionBank(room),
    }));
    expect(new Set(banks.map(({ bank }) => bank.length))).toEqual(new Set([10, 11, 12]));
    const metricsOf = (wanted: (refused: readonly string[]) => boolean) =>
      banks
        .filter(({ refused }) => wanted(refused))
        .map(({ bank }) => bank.find(({ number }) => number === 7)?.text ?? "");
    for (const text of metricsOf((refused) => refused.includes("gross_revenue_retention")))
      expect(text).toContain("gross revenue retention");
    for (const text of metricsOf((refused) => refused.join() === "cac_payback_months"))
      expect(text).not.toContain("net revenue retention");
  });
});
