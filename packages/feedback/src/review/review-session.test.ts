import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { rowOf } from "../fixtures/judged.ts";
import { reviewable } from "../fixtures/reviewable.ts";
import {
  openReviewTerminal,
  readRecorded,
  reviewSession,
  seenHashOf,
  type ReviewableRun,
} from "../index.ts";

const filesOf = async () => {
  const dir = await mkdtemp(join(tmpdir(), "review-"));
  return { feedback: join(dir, "human.jsonl"), labels: join(dir, "labels.jsonl") };
};

/** A clock that goes on by a second each time it is looked at. */
const clock = () => {
  let second = 0;
  return () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++));
};

interface Sitting {
  runs: readonly ReviewableRun[];
  files: Awaited<ReturnType<typeof filesOf>>;
  reviewer?: string;
  parts?: Partial<Parameters<typeof reviewSession>[0]>;
}

/** Lets a reviewer answer with these lines, as through a pipe; gives back what was shown. */
async function sit(lines: readonly string[], { runs, files, reviewer = "Ana", parts }: Sitting) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(lines.map((line) => `${line}\n`).join(""));
  const terminal = openReviewTerminal({ input, output });
  const options = { terminal, reviewer, runs, files, now: clock(), ...parts };
  const result = await reviewSession(options).finally(() => terminal.close());
  return { ...result, shown: String(output.read()) };
}

const runs = [
  reviewable("a", { answer: "Eleven months of cash." }, ["e1", "e2"]),
  reviewable("b", { answer: "Certified." }),
];

describe("reviewSession", () => {
  it("records verdicts, remarks and evals with reviewer, time and hash of what was seen", async () => {
    const files = await filesOf();
    const answers = [
      "n",
      "No source.",
      "o",
      "It names the source.",
      "c",
      "It is certain.",
      "t",
      "sources",
    ];
    const { reviewed, left, shown } = await sit([...answers, "f", "p", "f", "p"], { runs, files });
    expect({ reviewed, left }).toEqual({ reviewed: 2, left: 0 });
    expect(shown).toContain("Eleven months of cash.");
    const { feedback, labels } = await readRecorded(files);
    const [first, second] = runs;
    if (!first || !second) throw new Error("unreachable");
    expect(feedback).toEqual([
      {
        feedback_id: "human-a-ana",
        trace_id: first.run.trace_id,
        trace_label: "a",
        question: first.run.question,
        source_type: "human_feedback",
        theme: "sources",
        summary: "No source.",
        required_observations: ["It names the source."],
        prohibited_claims: ["It is certain."],
        reviewer: "Ana",
        time: expect.stringMatching(/^2026-01-01T00:00:0/),
        seen_hash: seenHashOf(first),
      },
    ]);
    expect(labels.map(({ eval_id, verdict, seen_hash }) => [eval_id, verdict, seen_hash])).toEqual([
      [undefined, "fail", seenHashOf(first)],
      ["e1", "pass", seenHashOf(first, "The answer must satisfy e1.")],
      ["e2", "fail", seenHashOf(first, "The answer must satisfy e2.")],
      [undefined, "pass", seenHashOf(second)],
    ]);
    expect(labels[0]?.note).toBe("No source.");
  });

  it("is carried on where it was left, also in the middle of a run", async () => {
    const files = await filesOf();
    const first = await sit(["p", "p"], { runs, files });
    expect(first).toMatchObject({ reviewed: 1, left: 2 });
    expect(first.shown).toContain("Start again to carry on.");
    const second = await sit(["h", "q"], { runs, files });
    expect(second.shown).toContain("satisfy e2");
    expect(second.shown).not.toContain("satisfy e1");
    const third = await sit(["f"], { runs, files });
    expect(third).toMatchObject({ reviewed: 1, left: 0 });
    expect(third.shown).not.toContain("Certified.");
    const { labels } = await readRecorded(files);
    expect(labels.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "partial", "fail"]);
  });

  it("asks again about an answer that has changed since", async () => {
    const files = await filesOf();
    await sit(["p", "p", "p", "p"], { runs, files });
    const changed = [reviewable("a", { answer: "Ten months." }, ["e1"])];
    const { shown } = await sit(["q"], { runs: changed, files });
    expect(shown).toContain("Ten months.");
  });

  it("lets each reviewer decide, and says how many reviews a usable judge needs", async () => {
    const files = await filesOf();
    const rows = [rowOf("a", "e1", 1), rowOf("a", "e2", 0)];
    const parts = { rows };
    const ana = await sit(["p", "p", "f", "p"], { runs, files, parts });
    expect(ana.shown).toContain("0 of 30 labels for the judge");
    expect(ana.shown).toContain("2 of 30 labels for the judge: at least 28 more reviews of evals");
    const ben = await sit(["f", "f", "f", "p"], { runs, files, parts, reviewer: "Ben" });
    expect(ben).toMatchObject({ reviewed: 2, left: 0 });
    // Ana and Ben differ on e1, so one eval is left that people agree on.
    expect(ben.shown).toContain("1 of 30 labels for the judge");
  });

  it("shows only what is in dispute, and decides it again", async () => {
    const files = await filesOf();
    const [, second] = runs;
    if (!second) throw new Error("unreachable");
    await sit(["p"], { runs: [second], files });
    const again = [second.run.trace_id];
    const { reviewed } = await sit(["f"], { runs: [second], files, parts: { again } });
    expect(reviewed).toBe(1);
    expect((await readRecorded(files)).labels.map(({ verdict }) => verdict)).toEqual([
      "pass",
      "fail",
    ]);
  });

  it("goes back to the run before, and passes a run over until the next session", async () => {
    const files = await filesOf();
    const plain = [reviewable("a"), reviewable("b"), reviewable("c")];
    const { reviewed, left } = await sit(["p", "b", "f", "s", "p"], { runs: plain, files });
    expect({ reviewed, left }).toEqual({ reviewed: 2, left: 1 });
    const { labels } = await readRecorded(files);
    expect(labels.map(({ verdict }) => verdict)).toEqual(["pass", "fail", "pass"]);
    expect(labels[0]?.trace_id).toBe(labels[1]?.trace_id);
  });

  it("keeps what was remarked before a run was passed over or the reviewer left", async () => {
    const files = await filesOf();
    await sit(["n", "Look at the date.", "s", "o", "It names the auditor.", "q"], { runs, files });
    const { feedback, labels } = await readRecorded(files);
    expect(feedback.map(({ summary }) => summary)).toEqual([
      "Look at the date.",
      "It names the auditor.",
    ]);
    expect(labels).toEqual([]);
  });

  it("shows the answer again where an eval is decided", async () => {
    const { shown, left } = await sit(["p", "r", "e", "p", "p", "q"], {
      runs: runs.slice(0, 1),
      files: await filesOf(),
    });
    expect(shown.match(/Eleven months of cash\./g)).toHaveLength(2);
    expect(shown.match(/Does the answer meet this\?/g)).toHaveLength(4);
    expect(left).toBe(0);
  });

  it("shows artifacts and evidence, and names the keys when another was typed", async () => {
    const { shown } = await sit(["a", "e", "x", "q"], { runs, files: await filesOf() });
    expect(shown).toContain("Memo of a.");
    expect(shown).toContain("1. cat kpis.csv");
    expect(shown).toContain("runway,11");
    expect(shown).toContain("expected one of p h f s b q n o c t r a e");
  });

  it("shows commands to the terminal as text", async () => {
    const sly = [reviewable("a", { answer: "Fine.\u001b[2J\u001b]0;owned\u0007 \u202Egnp" })];
    const { shown } = await sit(["q"], { runs: sly, files: await filesOf() });
    expect(shown).toContain("Fine.<1b>[2J<1b>]0;owned<07> <202e>gnp");
    expect(shown).not.toContain("\u001b");
  });

  it("refuses a name that would be taken for an earlier reviewer's, and an empty one", async () => {
    const files = await filesOf();
    await sit(["p"], { runs, files, reviewer: "Ana López" });
    const as = (reviewer: string) => sit(["p"], { runs, files, reviewer });
    await expect(as("ana lópez")).rejects.toThrow('"Ana López" has reviewed this run before');
    await expect(as(" ")).rejects.toThrow("the name is empty");
  });

  it("leaves when its signal is aborted, with everything kept", async () => {
    const files = await filesOf();
    const [input, output] = [new PassThrough(), new PassThrough()];
    const abort = new AbortController();
    const terminal = openReviewTerminal({ input, output, signal: abort.signal });
    const session = reviewSession({ terminal, reviewer: "Ana", runs, files, now: clock() });
    input.write("f\n");
    await expect.poll(() => readFile(files.labels, "utf8").catch(() => "")).toContain("fail");
    abort.abort();
    expect(await session).toEqual({ reviewed: 1, left: 2 });
    terminal.close();
  });
});
