import { seededRandom } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { foreignWishes, type ForeignWish } from "../fixtures/foreign-wishes.ts";
import { oneTurn } from "../fixtures/one-turn.ts";
import { buildContext, diagnoseRuns } from "../index.ts";

const random = seededRandom("foreign rules");
const isHan = (text: string) => /\p{Script=Han}/u.test(text);

/** What is recommended first when one run falls short of the wish, under fifteen other rules, with or without its own. */
function firstFinding(wish: ForeignWish, isThere: boolean) {
  const others = foreignWishes
    .filter((other) => other !== wish && isHan(other.rule) === isHan(wish.rule))
    .map((other) => other.rule);
  const some = random.shuffle(others).slice(0, 15);
  const rules = random.shuffle(isThere ? [...some, wish.rule] : some);
  const turn = oneTurn({
    instructions: `# Agent\n\n## Rules\n\n${rules.map((rule) => `- ${rule}`).join("\n")}\n`,
    stories: [
      {
        question: wish.question,
        answer: wish.answer,
        wish: wish.summary,
        title: wish.summary,
        outcome: "passed",
        explanation: "",
        commands: [
          { cmd: "node data/tools/validate_output_contract.mjs", output: '{"passed":true}' },
        ],
      },
    ],
  });
  const humanFeedback = turn.humanFeedback.map((item) => ({
    ...item,
    summary: wish.summary,
    required_observations: [...wish.observations],
    prohibited_claims: [...wish.prohibited],
  }));
  const gate = { ...turn.gate, rows: [] };
  const context = buildContext({ ...turn, humanFeedback, evals: [], gate });
  return diagnoseRuns({ context, harness: turn.harness }).recommendations[0];
}

describe("rules about work of other kinds, in other people's words", () => {
  it("are recognised where they are there, line and all", () => {
    const missed = foreignWishes.filter((wish) => {
      const found = firstFinding(wish, true);
      const quotes = found?.claims.flatMap((claim) => claim.evidence.map((one) => one.quote));
      return found?.class !== "not_reliably_followed" || !quotes?.includes(`- ${wish.rule}`);
    });
    // A way back and a rollback are the same, and no word says so.
    expect(missed.map((wish) => wish.rule)).toEqual([
      "Ship each migration together with its rollback.",
    ]);
  });

  it("are missed where they are gone", () => {
    const classes = foreignWishes.map((wish) => firstFinding(wish, false)?.class);
    expect(classes).toEqual(foreignWishes.map(() => "missing_requirement"));
  });
});
