import { LoopError } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { defaultOut, makePlan } from "./plan.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings({}, "/home/ann");
const defaults = { seed: "42", concurrency: "5", sandbox: "auto" };

describe("makePlan", () => {
  it("asks the default questions under the first labels, with the reference reviewer's feedback", async () => {
    const plan = await makePlan(defaults, settings);
    expect(plan.questions.map(({ label, number }) => [label, number])).toEqual([
      ["trace-01", 1],
      ["trace-02", 2],
      ["trace-03", 3],
      ["trace-04", 5],
      ["trace-05", 7],
    ]);
    expect(plan.feedback_is_reference).toBe(true);
  });

  it("asks the whole bank, or a choice of it in the order given", async () => {
    expect((await makePlan({ ...defaults, all: true }, settings)).questions).toHaveLength(10);
    const chosen = await makePlan({ ...defaults, questions: "7, 2" }, settings);
    expect(chosen.questions.map(({ number }) => number)).toEqual([7, 2]);
  });

  it("has no reviewer for a stranger's dataroom", async () => {
    const plan = await makePlan({ ...defaults, dataroom: "room" }, settings);
    expect(plan.dataroom_dir).toBe("/home/ann/room");
    expect(plan.feedback_file).toBeUndefined();
  });

  it("names the folder of a run by its time and seed", () => {
    expect(defaultOut(settings, "a/b", new Date("2026-03-04T05:06:07.089Z"))).toBe(
      "/home/ann/runs/2026-03-04-050607-a_b",
    );
  });
});

it("tells what the user can mend from what happened outside", () => {
  expect(exitCodeOf(new LoopError("bad_input", ""))).toBe(2);
  expect(exitCodeOf(new LoopError("not_found", ""))).toBe(2);
  expect(exitCodeOf(new LoopError("model_refused", ""))).toBe(3);
  expect(exitCodeOf(new TypeError("x"))).toBe(3);
});
