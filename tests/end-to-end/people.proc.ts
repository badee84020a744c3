import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EvalSuite, HumanFeedback, HumanLabel, readJson, readJsonl } from "@loopwright/core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loopwright, startLoopwright, temporaryFolder } from "./loopwright.ts";

let finished = "";
beforeAll(async () => {
  finished = join(await temporaryFolder(), "run");
  const { exitCode, stderr } = await loopwright(["run", "--questions", "1,4", "--out", finished]);
  if (exitCode !== 0) throw new Error(stderr);
});

/** A copy of the finished run, for one test to write into. */
async function aRun(): Promise<string> {
  const copy = join(await temporaryFolder(), "run");
  await cp(finished, copy, { recursive: true });
  return copy;
}

async function spreadsheet(...rows: string[]): Promise<string> {
  const file = join(await temporaryFolder(), "comments.csv");
  await writeFile(file, `${["Date,Answer,What I think,Who,Rating", ...rows].join("\r\n")}\r\n`);
  return file;
}
const map = ["--map", "Answer=trace_label,What I think=summary"];

const feedbackOf = (run: string) => readJsonl(join(run, "feedback", "human.jsonl"), HumanFeedback);
const labelsOf = (run: string) => readJsonl(join(run, "feedback", "labels.jsonl"), HumanLabel);

describe("a spreadsheet of comments", { timeout: 300_000 }, () => {
  it("becomes feedback, then an eval that knows the answer with it from one without", async () => {
    const run = await aRun();
    const file = await spreadsheet(
      '3 May,trace-01,"State the renewal date of BluePeak Logistics.",Ana,fail',
    );
    const imported = await loopwright(["feedback", "import", file, "--run", run, ...map]);
    expect(imported).toMatchObject({ exitCode: 0, stderr: "" });
    expect(imported.stdout).toContain("1 comment and 1 verdict taken");
    const evals = await loopwright(["run", "--stage", "evals", "--out", run]);
    expect(evals.exitCode).toBe(0);

    const suite = join(run, "evals", "eval_suite.json");
    const asked = (await readJson(suite, EvalSuite)).evals.find(({ rubric }) =>
      /renewal date of BluePeak Logistics/.test(rubric),
    );
    expect(asked?.source_feedback_ids).toContain("human-trace-01-ana");
    const alone = join(run, "asked.json");
    await writeFile(alone, JSON.stringify({ evals: [asked] }));
    const gateOf = async (answer: string) => {
      const answers = join(await temporaryFolder(), "answers.jsonl");
      await writeFile(answers, JSON.stringify({ case_id: asked?.eval_id, answer }));
      return (await loopwright(["gate", "--suite", alone, "--answers", answers])).exitCode;
    };
    const without = "Runway is 11 months at a cash burn of $2.9M a month.";
    expect(await gateOf(`${without} BluePeak Logistics renews on 2026-06-30.`)).toBe(0);
    expect(await gateOf(without)).toBe(100);
  });

  it("of many comments becomes an eval for each, or says which have none", async () => {
    const run = await aRun();
    const file = await spreadsheet(
      "3 May,trace-01,Name the covenant with First Bank.,Ana,",
      "3 May,trace-01,State the renewal date of BluePeak Logistics.,Ben,",
      "3 May,trace-01,Name the lender.,Cyd,",
      "3 May,trace-02,State the name of the auditor.,Ana,",
      "3 May,trace-02,Say when the report is due.,Ben,",
      "3 May,trace-02,Name who signs the report.,Cyd,",
    );
    await loopwright(["feedback", "import", file, "--run", run, ...map]);
    const { stdout } = await loopwright(["run", "--stage", "evals", "--out", run]);
    const { evals } = await readJson(join(run, "evals", "eval_suite.json"), EvalSuite);
    const heard = evals.flatMap(({ source_feedback_ids }) => source_feedback_ids);
    const comments = (await feedbackOf(run)).filter(({ time }) => time !== undefined);
    const silent = comments.filter(({ feedback_id }) => !heard.includes(feedback_id));
    expect(comments).toHaveLength(6);
    expect(silent.length).toBeLessThanOrEqual(1);
    for (const { feedback_id } of silent) expect(stdout).toContain(feedback_id);
    expect(stdout).not.toContain("Gate:");
    expect(stdout).toContain(`Next: loopwright run --stage gate --out ${run}`);
  });

  it("keeps the good rows, reports the bad ones with row, column and mend, and imports nothing twice", async () => {
    const run = await aRun();
    const before = (await feedbackOf(run)).length;
    const file = await spreadsheet(
      "3 May,trace-01,Name the burn.,Ana,9",
      "3 May,trace-77,Who is this about?,Ana,pass",
      "3 May,trace-02,Say who checked it.,Ana,fail",
      "3 May,trace-02,Say who checked it twice.,ana,pass",
      "3 May,trace-02,Half",
    );
    const first = await loopwright(["feedback", "import", file, "--run", run, ...map]);
    expect(first.exitCode).toBe(2);
    expect(first.stderr.trim().split("\n")).toEqual([
      `${file}:2: Rating: "9" is out of range; write pass, partial or fail`,
      `${file}:3: Answer: "trace-77" fits none of the runs; the runs are trace-01, trace-02`,
      expect.stringContaining(`${file}:5: Who: "ana" and "Ana" (row 4) would be one reviewer`),
      expect.stringContaining(`${file}:6: has 3 cells, the header has 5; the row is half-written`),
    ]);
    expect(await feedbackOf(run)).toHaveLength(before + 1);
    const again = await loopwright(["feedback", "import", file, "--run", run, ...map]);
    expect(again.stdout).toContain("0 comments and 0 verdicts taken, 1 row known before");
    expect(await feedbackOf(run)).toHaveLength(before + 1);
    expect(await labelsOf(run)).toHaveLength(1);
  });

  it("is kept when the feedback stage is done again, and may come with the run", async () => {
    const file = await spreadsheet("3 May,trace-01,Name the lender.,Ana,fail", "3 May,trace-9,x,,");
    const run = join(await temporaryFolder(), "run");
    const plan = ["--questions", "1", "--feedback", file, ...map, "--out", run];
    const { exitCode, stdout } = await loopwright(["run", ...plan]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`left out: ${file}:3: Answer: "trace-9" fits none of the runs`);
    const later = await spreadsheet("4 May,trace-01,Name the covenant.,Ben,partial");
    await loopwright(["feedback", "import", later, "--run", run, ...map]);
    await loopwright(["run", "--stage", "feedback", "--out", run]);
    expect((await feedbackOf(run)).map(({ summary }) => summary).toSorted()).toEqual([
      "Name the covenant.",
      "Name the lender.",
    ]);
    expect((await labelsOf(run)).map(({ verdict }) => verdict)).toEqual(["fail", "partial"]);
  });

  it.each([
    ["a map that is none", ["--map", "Comment"], 'column map: "Comment"'],
    ["a key that is none", ["--map", "Comment=sumary"], '"sumary"'],
    [
      "a column that is not there",
      ["--map", "Coment=summary"],
      "Coment: the file has no such column",
    ],
    [
      "a missing column",
      [],
      "trace_label: this column is missing, and so are trace_id and question",
    ],
  ])("is refused with %s", async (_, args, words) => {
    const file = await spreadsheet("3 May,trace-01,x,Ana,pass");
    const result = await loopwright(["feedback", "import", file, "--run", finished, ...args]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(words);
  });
});

describe("reviewers", { timeout: 300_000 }, () => {
  it("review, stop, carry on, differ, and give the labels that calibrate the judge", async () => {
    const run = await aRun();
    const as = (reviewer: string, input: string) =>
      loopwright(["review", "--run", run, "--reviewer", reviewer], { input });
    const stopped = await as("Ana", "n\nThe status is wrong.\nf\nq\n");
    expect(stopped.exitCode).toBe(0);
    expect(stopped.stdout).toContain("1 run reviewed by Ana; 2 left. Start again to carry on.");
    const everything = "p\n".repeat(40);
    const carriedOn = await as("Ana", everything);
    expect(carriedOn.stdout).toContain("nothing is left to decide");
    expect(carriedOn.stdout).toMatch(/\d of 30 labels for the judge: at least \d+ more reviews/);
    expect((await as("ANA", everything)).exitCode).toBe(2);
    expect((await as("Ben", everything)).exitCode).toBe(0);

    const { stdout: report } = await loopwright(["feedback", "agreement", "--run", run]);
    expect(report).toContain("Ana and Ben: kappa");
    expect(report).toContain("Disagreements: 1\n");
    expect(report).toMatch(/trace-0\d: Ana fail \(The status is wrong\.\); Ben pass/);
    expect(report).toMatch(/Model feedback and people: it speaks of \d+% of people's/);
    const disputed = await loopwright(
      ["review", "--run", run, "--reviewer", "Ana", "--disagreements"],
      { input: everything },
    );
    expect(disputed.stdout).toContain("1 run reviewed by Ana; nothing is left to decide.");
    const { stdout: settled } = await loopwright(["feedback", "agreement", "--run", run]);
    expect(settled).toContain("Disagreements: 0");

    const labels = join(run, "labels.jsonl");
    await loopwright(["feedback", "labels", "--run", run, "--out", labels]);
    const out = join(run, "calibration.json");
    const calibration = await loopwright(["calibrate", "--labels", labels, "--out", out]);
    expect(calibration.stderr).toBe("");
    expect(calibration.stdout).toMatch(/\d labels \(\d by people, 0 from a key\)/);
  });

  it("leave every file whole when their input ends between two answers", async () => {
    const run = await aRun();
    const { stdout } = await loopwright(["review", "--run", run, "--reviewer", "Ana"], {
      input: "f\n",
    });
    expect(stdout).toContain("Start again to carry on.");
    const text = await readFile(join(run, "feedback", "labels.jsonl"), "utf8");
    expect(text.endsWith("}\n")).toBe(true);
    expect(await labelsOf(run)).toHaveLength(1);
  });
});

describe("the review page", () => {
  it("is served until the command is interrupted, and keeps a verdict in the run's folder", async () => {
    const run = await aRun();
    const child = startLoopwright(["studio", "--run", run]);
    const url = await child.printed(/http:\/\/127\.0\.0\.1:\d+\/#\S+/);
    const [origin = "", token = ""] = url.split("/#");
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${origin}/api/review?reviewer=Ana`, { headers });
    const { run: shown } = z
      .object({ run: z.object({ trace_id: z.string(), seen_hash: z.string() }) })
      .parse(await response.json());
    const remarks = {
      note: "",
      theme: "general",
      required_observations: [],
      prohibited_claims: [],
    };
    const body = JSON.stringify({ reviewer: "Ana", ...shown, verdict: "fail", remarks });
    await fetch(`${origin}/api/decision`, { method: "POST", headers, body });
    await child.interrupted();
    expect(await labelsOf(run)).toMatchObject([{ reviewer: "Ana", verdict: "fail", ...shown }]);
  });
});
