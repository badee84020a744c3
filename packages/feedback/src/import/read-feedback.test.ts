import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HumanFeedback, writeJsonl } from "@loopwright/core";
import { runOf } from "../fixtures/runs.ts";
import { readFeedback } from "../index.ts";

const runs = [
  runOf("trace-01", { question: "How long is the runway?" }),
  runOf("trace-02", { question: "Which ARR counts?" }),
];

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "feedback-")), name);
  await writeFile(file, text);
  return file;
}

const jsonl = (...rows: unknown[]) =>
  fileOf("human.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

const review = {
  theme: "runway",
  summary: "Say the months.",
  required_observations: ["It says 11 months."],
};

describe("readFeedback", () => {
  it("finds the run by label, trace id, SDK trace id or question", async () => {
    const [run] = runs;
    for (const name of [
      { trace_label: "trace-01" },
      { trace_id: run?.trace_id },
      { trace_id: run?.sdk_trace_id },
      { question: "  how long is\tthe RUNWAY? " },
    ]) {
      const [item] = await readFeedback(await jsonl({ ...name, ...review }), runs);
      expect(item).toEqual({
        feedback_id: "human-trace-01",
        trace_id: run?.trace_id,
        trace_label: "trace-01",
        question: "How long is the runway?",
        source_type: "human_feedback",
        ...review,
        prohibited_claims: [],
      });
    }
  });

  it("puts the reviewer into the id when several people reviewed a run", async () => {
    const file = await jsonl(
      { trace_label: "trace-01", reviewer: "Ana López", summary: "Fine." },
      { trace_label: "trace-01", reviewer: "王芳", summary: "Not fine." },
      { trace_label: "trace-02", reviewer: "Ana López", summary: "Fine too." },
    );
    const items = await readFeedback(file, runs);
    expect(items.map(({ feedback_id, reviewer }) => [feedback_id, reviewer])).toEqual([
      ["human-trace-01-ana-lópez", "Ana López"],
      ["human-trace-01-王芳", "王芳"],
      ["human-trace-02", "Ana López"],
    ]);
  });

  it("imports its own output unchanged", async () => {
    const items = await readFeedback(await jsonl({ trace_label: "trace-01", ...review }), runs);
    const file = join(await mkdtemp(join(tmpdir(), "feedback-")), "again.jsonl");
    await writeJsonl(file, items);
    expect(await readFeedback(file, runs)).toEqual(items);
  });

  it("imports nothing twice", async () => {
    const row = { trace_label: "trace-01", ...review };
    const same = { question: "How long is the runway?", ...review };
    expect(await readFeedback(await jsonl(row, row, same), runs)).toHaveLength(1);
  });

  it("refuses two verdicts of one name, and keeps two comments", async () => {
    const said = { trace_label: "trace-01", reviewer: "Ana" };
    const verdicts = await jsonl({ ...said, verdict: "pass" }, { ...said, verdict: "fail" });
    await expect(readFeedback(verdicts, runs)).rejects.toThrow(
      `${verdicts}:2: reviewer: "Ana" already gave trace-01 the verdict pass (row 1)`,
    );
    const comments = await jsonl({ ...said, summary: "Good." }, { ...said, summary: "Bad." });
    expect((await readFeedback(comments, runs)).map(({ feedback_id }) => feedback_id)).toEqual([
      "human-trace-01-ana",
      "human-trace-01-ana-2",
    ]);
  });

  it("lists every wrong row with its line, and the runs to choose from", async () => {
    const file = await fileOf(
      "human.jsonl",
      [
        { trace_label: "trace-09", summary: "Who?" },
        { question: "What?", summary: "Who?" },
        { trace_label: "trace-01", question: "Which ARR counts?", summary: "Which?" },
      ]
        .map((row) => JSON.stringify(row))
        .join("\n\n"),
    );
    const choice = "the runs are trace-01, trace-02";
    await expect(readFeedback(file, runs)).rejects.toMatchObject({
      code: "bad_input",
      message: [
        `${file}:1: trace_label: "trace-09" fits none of the runs; ${choice}`,
        `${file}:3: question: "What?" fits none of the runs; ${choice}`,
        `${file}:5: trace_label: "trace-01" and question "Which ARR counts?" fits none of the runs; ${choice}`,
      ].join("\n"),
    });
  });

  it("leaves out rows about other runs when asked to, and still refuses malformed ones", async () => {
    const other = { question: "Something else?", summary: "Never asked here." };
    const mine = { question: "Which ARR counts?", summary: "The controlled one." };
    const items = await readFeedback(await jsonl(other, mine), runs, { unknownRuns: "skip" });
    expect(items.map(({ trace_label }) => trace_label)).toEqual(["trace-02"]);
    const broken = await jsonl({ ...other, summary: 3 });
    await expect(readFeedback(broken, runs, { unknownRuns: "skip" })).rejects.toThrow(
      /:1: summary/,
    );
  });

  it.each([
    ["a missing summary", { trace_label: "trace-01" }, ":1: summary: "],
    [
      "a misspelt key",
      { trace_label: "trace-01", summary: "x", require: [] },
      ':1: Unrecognized key: "require"',
    ],
    [
      "a list that is none",
      { trace_label: "trace-01", summary: "x", prohibited_claims: "y" },
      ":1: prohibited_claims: ",
    ],
    ["no run", { summary: "x" }, ":1: names no run; give trace_label, trace_id or question"],
    [
      "a model's row",
      { trace_label: "trace-01", source_type: "llm_insight", observations: [] },
      ':1: source_type: "llm_insight" is not a person',
    ],
  ])("says where and how to mend %s", async (_, row, message) => {
    const file = await jsonl(row);
    await expect(readFeedback(file, runs)).rejects.toThrow(`${file}${message}`);
  });

  it("names a half-written line", async () => {
    const file = await fileOf(
      "human.jsonl",
      '{"trace_label":"trace-01","summary":"x"}\n{"trace_la',
    );
    await expect(readFeedback(file, runs)).rejects.toThrow(`${file}:2: not valid JSON`);
  });

  it("asks for the label when two runs answered the same question", async () => {
    const twins = [runOf("trace-01", { question: "Q?" }), runOf("trace-02", { question: "Q?" })];
    const file = await jsonl({ question: "Q?", summary: "x" });
    await expect(readFeedback(file, twins)).rejects.toThrow(
      /fits trace-01, trace-02; give trace_label/,
    );
    const exact = await jsonl({ question: "Q?", trace_label: "trace-02", summary: "x" });
    expect((await readFeedback(exact, twins))[0]?.trace_label).toBe("trace-02");
  });

  it("reads CSV with several statements in a cell", async () => {
    const file = await fileOf(
      "human.csv",
      'trace_label,summary,required_observations,reviewer\ntrace-01,"Say ""eleven"", please",It says 11 months. | It names the burn.,\n',
    );
    const items = await readFeedback(file, runs);
    expect(items.map((item) => HumanFeedback.parse(item))).toEqual(items);
    expect(items[0]).toMatchObject({
      summary: 'Say "eleven", please',
      theme: "general",
      required_observations: ["It says 11 months.", "It names the burn."],
    });
  });

  it("names the line of a wrong CSV row and an unknown kind of file", async () => {
    const file = await fileOf("human.csv", "trace_label,summary\ntrace-01,x\ntrace-07,y\n");
    await expect(readFeedback(file, runs)).rejects.toThrow(`${file}:3: trace_label: "trace-07"`);
    await expect(readFeedback("notes.docx", runs)).rejects.toThrow(
      "notes.docx: unknown kind of file; feedback is read from .jsonl, .csv, .tsv and .txt",
    );
    await expect(readFeedback("comments.xlsx", runs)).rejects.toThrow(
      "save the spreadsheet as CSV",
    );
  });
});
