import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson } from "@loopwright/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { diagnosisWith, recommendation } from "./fixtures/diagnoses.ts";
import { HandoffRecommendations, renderHandoff, writeHandoff } from "./index.ts";

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "handoff-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it("writes the document and the recommendations, and says where", async () => {
  const second = recommendation({ id: "rec-02", rank: 2 });
  const diagnosis = diagnosisWith({ recommendations: [second, recommendation()] });
  const written = await writeHandoff({ dir, diagnosis, generatedBy: "a model" });

  expect(written.document).toBe(join(dir, "codex_handoff.md"));
  expect(await readFile(written.document, "utf8")).toBe(
    renderHandoff(diagnosis, { generatedBy: "a model" }),
  );
  const read = await readJson(join(dir, "handoff", "recommendations.json"), HandoffRecommendations);
  expect(read.recommendations.map((one) => one.id)).toEqual(["rec-01", "rec-02"]);
  expect(read.recommendations[0]).toMatchObject({
    component: "prompt",
    class: "missing_requirement",
    claims: [
      { about: expect.any(String), evidence: [{ quote: expect.any(String) }, { count: 3 }] },
      { evidence: [{ ref: "harness:instructions.md:7", line: 7, quote: "- Cite every claim." }] },
    ],
  });
});

it("leaves the folder's other files alone", async () => {
  const { document } = await writeHandoff({ dir, diagnosis: diagnosisWith() });
  await writeHandoff({ dir, diagnosis: diagnosisWith({ summary: "Again." }) });
  expect(await readFile(document, "utf8")).toContain("Again.");
});
