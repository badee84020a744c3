import { describe, expect, it } from "vitest";
import { buildAnswerKey } from "./answer-key.ts";
import {
  AnswerKey,
  difficulties,
  generateDataroom,
  questionBank,
  type DataroomFile,
} from "./index.ts";

const seeds = ["reference", ...Array.from({ length: 100 }, (_, index) => `key-${index}`)];
const rooms = seeds.map((seed, index) => ({
  seed,
  room: generateDataroom({
    seed,
    locale: index % 2 === 0 ? "en" : "zh-CN",
    ...(seed === "reference" ? {} : { difficulty: difficulties[index % 3] ?? "normal" }),
  }),
}));

describe("the answer key", () => {
  it("quotes words that stand on the lines it names", () => {
    const wrong = rooms.flatMap(({ seed, room }) =>
      room.answerKey.conflicts.flatMap(({ id, sources, tempting_sources }) =>
        [...sources, ...tempting_sources]
          .filter(({ file, line, value }) => !lineOf(room.files, file, line).includes(value))
          .map(({ file, line }) => `${seed} ${id} ${file}:${line}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("holds every kind of conflict and the metrics to refuse", () => {
    const { answerKey } = generateDataroom();
    const names = new Set<string>(answerKey.conflicts.map(({ kind }) => kind));
    const asked = [
      "headline_vs_controlled",
      "parent_vs_legal_entity",
      "overstated_certification",
      "unvalidated_estimate",
      "metric_absent",
      "narrative_vs_clause_inventory",
      "period_gap",
      "arithmetic_mismatch",
    ];
    expect(asked.filter((kind) => !names.has(kind))).toEqual([]);
    expect(answerKey.refused_metrics).toEqual(["net_revenue_retention", "cac_payback_months"]);
    expect(AnswerKey.parse(answerKey)).toEqual(answerKey);
  });

  it("states the arithmetic that does not tie", () => {
    const rights = generateDataroom().answerKey.conflicts.map(({ right }) => right);
    const mismatch = (figures: string[]) =>
      rights.filter((right) => figures.every((figure) => right.includes(figure)));
    expect(mismatch(["29.08", "36.9"])).toHaveLength(1);
    expect(mismatch(["39.1", "36.9"])).toHaveLength(1);
    expect(mismatch(["71%", "$36.9M", "$43.0M", "99%"])).toHaveLength(1);
  });

  it("names conflicts once and only questions of the bank", () => {
    for (const { room } of rooms) {
      const numbers = new Set(questionBank(room).map(({ number }) => number));
      const ids = room.answerKey.conflicts.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { questions } of room.answerKey.conflicts)
        expect(questions.filter((number) => !numbers.has(number))).toEqual([]);
    }
  });

  it("leaves no trace of itself in the files", () => {
    const leaks = rooms.flatMap(({ seed, room: { files, answerKey } }) => {
      const text = files.map(({ content }) => content).join("\n");
      const secrets = answerKey.conflicts.flatMap(({ id, kind, right }) => [id, kind, right]);
      return [...secrets, ...keyWords, `"${seed}"`]
        .filter((secret) => text.includes(secret))
        .map((secret) => `${seed}: ${secret}`);
    });
    expect(leaks).toEqual([]);
  });

  it("refuses to be built when a document no longer says what it must", () => {
    const { files } = generateDataroom();
    const conflict = {
      id: "board-arr",
      kind: "headline_vs_controlled",
      right: "a",
      observations: ["a"],
      tempting: "b",
      proof: [{ file: "board_deck.md", value: "$2.9M of launch-stage commitments" }],
      lure: [],
      questions: [2],
    } as const;
    expect(() =>
      buildAnswerKey({
        seed: "reference",
        companyName: "x",
        conflicts: [conflict],
        refusedMetrics: [],
        files,
      }),
    ).toThrow('"$2.9M of launch-stage commitments" stands on 0 lines');
  });
});

const keyWords = ["answer key", "answer_key", "planted", "tempting", "ground truth"];

function lineOf(files: readonly DataroomFile[], file: string, line: number): string {
  return files.find(({ path }) => path === file)?.content.split("\n")[line - 1] ?? "";
}
