import { mkdtemp, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { traceIdOf, type HumanFeedback } from "@loopwright/core";
import { labelOf } from "../fixtures/judged.ts";
import { readRecorded, recordReviews } from "../index.ts";

const filesOf = async () => {
  const dir = await mkdtemp(join(tmpdir(), "reviews-"));
  return { feedback: join(dir, "feedback", "human.jsonl"), labels: join(dir, "labels.jsonl") };
};

const feedback = (summary: string): HumanFeedback => ({
  feedback_id: "human-a",
  trace_id: traceIdOf("a"),
  trace_label: "a",
  question: "?",
  source_type: "human_feedback",
  theme: "general",
  summary,
  required_observations: [],
  prohibited_claims: [],
});

describe("recordReviews", () => {
  it("appends what is new and nothing twice", async () => {
    const files = await filesOf();
    const labels = [labelOf("Ana", "a", "pass")];
    const both = { feedback: [feedback("One.")], labels };
    expect(await recordReviews(files, both)).toEqual({ feedback: 1, labels: 1 });
    expect(await recordReviews(files, both)).toEqual({ feedback: 0, labels: 0 });
    expect(await readRecorded(files)).toEqual(both);
  });

  it("keeps a verdict that was given, withdrawn and given again", async () => {
    const files = await filesOf();
    for (const [minute, verdict] of (["pass", "fail", "pass"] as const).entries())
      await recordReviews(files, {
        feedback: [],
        labels: [labelOf("Ana", "a", verdict, { minute })],
      });
    expect((await readRecorded(files)).labels).toHaveLength(3);
  });

  it("gives an id that is taken a number", async () => {
    const files = await filesOf();
    await recordReviews(files, { feedback: [feedback("One."), feedback("Two.")], labels: [] });
    expect((await readRecorded(files)).feedback.map(({ feedback_id }) => feedback_id)).toEqual([
      "human-a",
      "human-a-2",
    ]);
  });

  it("loses nothing when many write at once", async () => {
    const files = await filesOf();
    const labels = Array.from({ length: 20 }, (_, minute) =>
      labelOf("Ana", "a", "pass", { minute }),
    );
    await Promise.all(
      labels.map((label) => recordReviews(files, { feedback: [], labels: [label] })),
    );
    expect((await readRecorded(files)).labels).toHaveLength(20);
    await expect(stat(`${files.labels}.lock`)).rejects.toThrow("no such file");
  });

  it("takes over the lock of a writer that died", async () => {
    const files = await filesOf();
    const lock = `${files.labels}.lock`;
    await writeFile(lock, "");
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    await recordReviews(files, { feedback: [], labels: [labelOf("Ana", "a", "pass")] });
    expect((await readRecorded(files)).labels).toHaveLength(1);
  });

  it("names the line of a file that is not whole, and leaves the file alone", async () => {
    const files = await filesOf();
    await writeFile(files.labels, '{"reviewer":"Ana","ti');
    const adding = recordReviews(files, { feedback: [], labels: [labelOf("Ana", "a", "pass")] });
    await expect(adding).rejects.toThrow(`${files.labels}:1: not valid JSON`);
    expect(await readFile(files.labels, "utf8")).toBe('{"reviewer":"Ana","ti');
  });
});
