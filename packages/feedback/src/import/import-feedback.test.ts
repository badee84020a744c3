import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HumanFeedback, HumanLabel } from "@loopwright/core";
import { runOf } from "../fixtures/runs.ts";
import { describeProblem, importFeedback, parseColumnMap, seenHash } from "../index.ts";

const [first, second] = [
  runOf("trace-01", { question: "How long is the runway?" }),
  runOf("trace-02", { question: "Which ARR counts?" }),
];
const runs = [first, second];
const now = () => new Date("2026-01-02T03:04:05Z");

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "feedback-")), name);
  await writeFile(file, text);
  return file;
}

const spreadsheet = [
  "Date,Question,Comment,Who,Rating,Must say",
  '3 May,how long is the runway?,"Eleven months,\nand no more.",Ana,Fail,"- It says 11 months.\n- It names the burn."',
  "3 May,Which ARR counts?,,Ben,pass,",
  "",
].join("\r\n");

describe("importFeedback", () => {
  it("turns a spreadsheet into feedback and labels, with reviewer, time and hash of what was seen", async () => {
    const found = await importFeedback({ file: await fileOf("c.csv", spreadsheet), runs, now });
    expect(found).toEqual({
      feedback: [
        {
          feedback_id: "human-trace-01",
          trace_id: first.trace_id,
          trace_label: "trace-01",
          question: first.question,
          source_type: "human_feedback",
          theme: "general",
          summary: "Eleven months,\nand no more.",
          required_observations: ["It says 11 months.", "It names the burn."],
          prohibited_claims: [],
          reviewer: "Ana",
          time: "2026-01-02T03:04:05.000Z",
          seen_hash: seenHash({ run: first }),
        },
      ],
      labels: [
        {
          reviewer: "Ana",
          trace_id: first.trace_id,
          verdict: "fail",
          note: "Eleven months,\nand no more.",
          time: "2026-01-02T03:04:05.000Z",
          seen_hash: seenHash({ run: first }),
        },
        expect.objectContaining({ reviewer: "Ben", verdict: "pass", note: "" }),
      ],
      repeated: 0,
      problems: [],
      notices: [],
      ignoredColumns: ["Date"],
    });
    expect(found.feedback.map((item) => HumanFeedback.parse(item))).toEqual(found.feedback);
    expect(found.labels.map((label) => HumanLabel.parse(label))).toEqual(found.labels);
  });

  it("gives nothing new when a file is imported again, and only what was added when it grew", async () => {
    const file = await fileOf("c.csv", spreadsheet);
    const once = await importFeedback({ file, runs, now });
    const again = await importFeedback({ file, runs, now, recorded: once });
    expect(again).toMatchObject({ feedback: [], labels: [], repeated: 2, problems: [] });
    await writeFile(file, `${spreadsheet},Which ARR counts?,The controlled one.,Ana,,\r\n`);
    const grown = await importFeedback({ file, runs, now, recorded: once });
    expect(grown).toMatchObject({ feedback: [{ trace_label: "trace-02" }], repeated: 2 });
  });

  it("takes columns as they are mapped, from CSV with semicolons and from JSONL", async () => {
    const columns = parseColumnMap("What I think=summary, Case, as asked=question,By=reviewer");
    const csv = await fileOf(
      "c.csv",
      "Case, as asked;What I think;By;Comment\nWhich ARR counts?;Controlled, please.;Ana;x\n".replace(
        "Case, as asked;",
        '"Case, as asked";',
      ),
    );
    const jsonl = await fileOf(
      "c.jsonl",
      `${JSON.stringify({ "Case, as asked": "Which ARR counts?", "What I think": "Controlled, please.", By: "Ana", Comment: "x" })}\n`,
    );
    for (const file of [csv, jsonl]) {
      const { feedback, ignoredColumns, problems } = await importFeedback({
        file,
        runs,
        columns,
        now,
      });
      expect(problems).toEqual([]);
      expect(feedback).toMatchObject([{ summary: "Controlled, please.", reviewer: "Ana" }]);
      expect(ignoredColumns).toEqual(["Comment"]);
    }
  });

  it("keeps the good rows and reports each bad one with row, column and mend", async () => {
    const file = await fileOf(
      "c.csv",
      [
        "run,comment,who,rating",
        "trace-01,Fine.,Ana,pass",
        "trace-01,Fine.,Ben,7",
        "trace-77,Fine.,Ben,pass",
        "trace-02,Fine.,ana,pass",
        "trace-01,,Ana,fail",
        "trace-02,Fine.,,pass",
        "trace-02,,Ben,",
        "trace-02,Good.",
        "trace-02,Good.,Ben,pass",
        'trace-02,"Half a com',
      ].join("\n"),
    );
    const { feedback, problems } = await importFeedback({ file, runs, now });
    expect(feedback.map(({ summary, reviewer }) => [summary, reviewer])).toEqual([
      ["Fine.", "Ana"],
      ["Good.", "Ben"],
    ]);
    const short = problems.map((problem) => describeProblem("c.csv", problem));
    expect(short.slice(0, -1)).toEqual([
      'c.csv:3: rating: "7" is out of range; write pass, partial or fail',
      'c.csv:4: run: "trace-77" fits none of the runs; the runs are trace-01, trace-02',
      `c.csv:5: who: "ana" and "Ana" (row 2) would be one reviewer; spell one person's name one way, and give two people two names`,
      'c.csv:6: who: "Ana" already gave trace-01 the verdict pass (row 2); keep one of the two, or, if they are two people, name them apart',
      "c.csv:7: who: a verdict needs someone who gave it; fill the cell in, or name one reviewer for all such rows",
      "c.csv:8: comment: is missing; say in a sentence what the reviewer thinks, or give a verdict",
      "c.csv:9: has 2 cells, the header has 4; the row is half-written; give it all its cells",
    ]);
    expect(short.at(-1)).toMatch(/^c\.csv:11: not well-formed CSV: .*close the quote/);
  });

  it.each([
    [
      "no comment",
      "run,opinion\ntrace-01,x\n",
      "c.csv:1: summary: this column is missing; its columns are run, opinion",
    ],
    [
      "no run",
      "comment\nx\n",
      "c.csv:1: trace_label: this column is missing, and so are trace_id and question",
    ],
    [
      "two for one key",
      "run,comment,note\na,b,c\n",
      'c.csv:1: note: both this column and "comment" give summary',
    ],
    ["nothing at all", "", "c.csv:1: the file has no header; name the columns in the first row"],
  ])("reports a header with %s once", async (_, text, message) => {
    const { problems } = await importFeedback({ file: await fileOf("c.csv", text), runs, now });
    expect(problems.map((problem) => describeProblem("c.csv", problem)).join("\n")).toContain(
      message,
    );
    expect(problems.every(({ row }) => row === 1)).toBe(true);
  });

  it("reports a mapped column that the file does not have", async () => {
    const file = await fileOf("c.csv", "run,comment\ntrace-01,x\n");
    const { problems } = await importFeedback({
      file,
      runs,
      now,
      columns: parseColumnMap("coment=summary"),
    });
    expect(problems[0]).toMatchObject({ row: 1, column: "coment" });
  });

  it("keeps comments without a name apart, and gives them the reviewer who was named for all", async () => {
    const text = "run,comment\ntrace-01,One.\ntrace-01,Two.\ntrace-01,One.\n";
    const file = await fileOf("c.csv", text);
    const { feedback, repeated } = await importFeedback({ file, runs, now });
    expect(feedback.map(({ feedback_id }) => feedback_id)).toEqual([
      "human-trace-01",
      "human-trace-01-2",
    ]);
    expect(repeated).toBe(1);
    const named = await importFeedback({ file, runs, now, reviewer: "Ana" });
    expect(named.feedback).toMatchObject([{ reviewer: "Ana" }, { reviewer: "Ana" }]);
  });

  it("keeps a second comment of one name, and says where it stands, for two people may share the name", async () => {
    const file = await fileOf(
      "c.csv",
      "run,comment,who\ntrace-01,One.,Ana\ntrace-01,Two.,Ana\ntrace-02,Three.,Ana\n",
    );
    const found = await importFeedback({ file, runs, now });
    expect(found.feedback.map(({ feedback_id }) => feedback_id)).toEqual([
      "human-trace-01-ana",
      "human-trace-01-ana-2",
      "human-trace-02",
    ]);
    expect(found.problems).toEqual([]);
    expect(found.notices.map((notice) => describeProblem("c.csv", notice))).toEqual([
      'c.csv:3: who: "Ana" already said something else about trace-01 (row 2); both are kept; if they are two people, name them apart',
    ]);
    const again = await importFeedback({ file, runs, now, recorded: found });
    expect(again).toMatchObject({ feedback: [], repeated: 3, notices: [] });
  });

  it("refuses an eval that does not exist and text that is not UTF-8", async () => {
    const text =
      'run,comment,who,rating,eval id\ntrace-01,"caf\uFFFD",Ana,,\ntrace-01,,Ana,pass,e9\n';
    const { problems } = await importFeedback({
      file: await fileOf("c.csv", text),
      runs,
      now,
      evalIds: ["e1"],
    });
    expect(problems).toMatchObject([
      { row: 2, column: "comment", problem: expect.stringContaining("UTF-8") },
      { row: 3, column: "eval id", problem: 'there is no eval "e9"', mend: "the evals are e1" },
    ]);
  });
});

describe("parseColumnMap", () => {
  it.each([
    ["Comment", "Comment"],
    ["Comment=sumary", "sumary"],
    ["=summary", "=summary"],
  ])("refuses %s by name", (text, words) => {
    expect(() => parseColumnMap(text)).toThrow(words);
  });
});
