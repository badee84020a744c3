import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOf } from "../fixtures/runs.ts";
import { importFeedback, mapText, parseColumnMap } from "../index.ts";

const runs = [runOf("trace-01"), runOf("trace-02")];
const now = () => new Date("2026-01-02T03:04:05Z");

async function importOf(content: string | Buffer, { name = "c.csv", map = "" } = {}) {
  const file = join(await mkdtemp(join(tmpdir(), "sheet-")), name);
  await writeFile(file, content);
  return importFeedback({ file, runs, now, columns: parseColumnMap(map) });
}

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

describe("a spreadsheet", () => {
  it.each([
    [
      "of Excel, with a mark of its encoding",
      "\uFEFFRun,Comment,Who\r\ntrace-02,Say it.,Ana\r\n",
      {},
    ],
    [
      "of Excel in a country with decimal commas",
      "Run;Comment;Who\r\ntrace-02;Say it.;Ana\r\n",
      {},
    ],
    ["that names its separator", "sep=;\r\nRun;Comment;Who\r\ntrace-02;Say it.;Ana\r\n", {}],
    ["of an old Macintosh", "Run,Comment,Who\rtrace-02,Say it.,Ana\r", {}],
    [
      "saved as Unicode text",
      utf16("Run\tComment\tWho\r\ntrace-02\tSay it.\tAna\r\n"),
      { name: "c.txt" },
    ],
    ["with tabs", "Run\tComment\tWho\ntrace-02\tSay it.\tAna\n", { name: "c.tsv" }],
    [
      "with empty rows above and between",
      "\n,,\nRun,Comment,Who\n\ntrace-02,Say it.,Ana\n,,\n",
      {},
    ],
    ["with empty columns", "Run,,Comment,Who,\ntrace-02,,Say it.,Ana,\n", {}],
    ["with Chinese headers", "运行,评论,评审人\ntrace-02,Say it.,Ana\n", {}],
    [
      "with headers of its own",
      "Lauf;Kommentar;Prüfer\ntrace-02;Say it.;Ana\n",
      { map: "Lauf=trace_label,Kommentar=summary,Prüfer=reviewer" },
    ],
  ])("%s is read", async (_, content, options) => {
    const { feedback, problems } = await importOf(content, options);
    expect(problems).toEqual([]);
    expect(feedback).toMatchObject([
      { trace_label: "trace-02", summary: "Say it.", reviewer: "Ana" },
    ]);
  });

  it("counts rows as the spreadsheet does, also with empty ones and line breaks in cells", async () => {
    const { problems } = await importOf(
      '\nRun,Comment,Who\n\ntrace-02,"Two\nlines.",Ana\ntrace-09,x,Ana\n',
    );
    expect(problems).toMatchObject([{ row: 5, column: "Run" }]);
  });

  it("that only says what a right answer holds is a comment too", async () => {
    const { feedback, labels } = await importOf(
      "Run,Must say,Must not say,Who,Rating\ntrace-01,It names the lender.|It names the bank.,It is safe.,Ana,Failed\n",
    );
    expect(feedback).toMatchObject([
      {
        summary: "It names the lender. It names the bank. It is safe.",
        required_observations: ["It names the lender.", "It names the bank."],
        prohibited_claims: ["It is safe."],
      },
    ]);
    expect(labels).toMatchObject([{ verdict: "fail" }]);
  });

  it.each([
    ["Pass ", "pass"],
    ["FAILED", "fail"],
    ["通过", "pass"],
    ["部分通过", "partial"],
    ["未通过", "fail"],
  ])("may call a verdict %s", async (word, verdict) => {
    const { labels } = await importOf(`Run,Who,Rating\ntrace-01,Ana,${word}\n`);
    expect(labels).toMatchObject([{ verdict }]);
  });

  it("of columns without familiar names is refused with the map that would read it", async () => {
    const text =
      "Lauf,Nr,Kommentar,Prüfer\ntrace-01,7,Nenne bitte den Kreditgeber.,Ana\ntrace-02,8,Gut.,Ben\n";
    const refused = await importOf(text);
    expect(refused.problems.map(({ column }) => column)).toEqual(["summary", "trace_label"]);
    const map = mapText(refused.suggestedColumns ?? {});
    expect(map).toBe("Lauf=trace_label,Kommentar=summary");
    expect(refused.problems[0]?.mend).toContain(map);
    expect((await importOf(text, { map })).feedback).toHaveLength(2);
  });

  it("that is not UTF-8 is reported where it shows, in any column", async () => {
    const { problems, feedback } = await importOf(
      Buffer.from("Run,Comment,Who\ntrace-01,x,J\xfcrgen\ntrace-02,y,Ana\n", "latin1"),
    );
    expect(problems).toEqual([
      {
        row: 2,
        column: "Who",
        problem: "holds characters that are not UTF-8",
        mend: "save the file as UTF-8",
      },
    ]);
    expect(feedback).toHaveLength(1);
  });
});
