import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson, readText, SpanRecord } from "@loopwright/core";
import { checkHandoff, HandoffRecommendations } from "@loopwright/handoff";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishedRun } from "./finished-run.ts";
import { loopwright, temporaryFolder } from "./loopwright.ts";

let scratch = "";
let out = "";
const at = (...parts: string[]) => join(out, ...parts);

beforeAll(async () => {
  scratch = await temporaryFolder();
  out = await finishedRun();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("loopwright handoff verify", () => {
  it("accepts the honest handoff, as folder and as either file", async () => {
    for (const target of [
      out,
      at("handoff"),
      at("codex_handoff.md"),
      at("handoff/recommendations.json"),
    ]) {
      const { exitCode, stdout } = await loopwright(["handoff", "verify", target]);
      expect(stdout).toContain("The handoff holds.");
      expect(exitCode).toBe(0);
    }
  });

  it("accepts it after every raw file was written anew and an unrelated span was added", async () => {
    const copy = join(scratch, "rewritten");
    await cp(out, copy, { recursive: true });
    const file = join(copy, "halo_traces/traces.jsonl");
    const spans = (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line) => SpanRecord.parse(JSON.parse(line)));
    const [first] = spans;
    if (!first) throw new Error("the run has spans");
    const stranger = {
      ...first,
      trace_id: "ab".repeat(16),
      span_id: "cd".repeat(8),
      attributes: {},
    };
    const reversed = [...spans, stranger].map((span) =>
      Object.fromEntries(Object.entries(span).toReversed()),
    );
    await writeFile(file, reversed.map((span) => JSON.stringify(span)).join("\r\n"));
    const recommendations = join(copy, "handoff/recommendations.json");
    await writeFile(
      recommendations,
      JSON.stringify(JSON.parse(await readFile(recommendations, "utf8"))),
    );
    const { exitCode, stdout } = await loopwright(["handoff", "verify", copy]);
    expect(stdout).toContain("The handoff holds.");
    expect(exitCode).toBe(0);
  });

  it("refuses a quote that was changed in the document, the data and our copy of the evidence alike", async () => {
    const copy = join(scratch, "forged");
    await cp(out, copy, { recursive: true });
    const { recommendations } = await readJson(
      at("handoff/recommendations.json"),
      HandoffRecommendations,
    );
    const quote = recommendations[0]?.claims[0]?.evidence[0]?.quote ?? "";
    const word = /[a-z]{5,}/.exec(quote)?.[0] ?? "";
    expect(word).not.toBe("");
    for (const file of [
      "codex_handoff.md",
      "handoff/recommendations.json",
      "handoff/evidence/rec-01.json",
      "handoff/evidence/spans.json",
      "halo_optimization_context.jsonl",
    ]) {
      const text = await readFile(join(copy, file), "utf8");
      await writeFile(join(copy, file), text.replaceAll(word, `${word}ish`));
    }
    const { exitCode, stdout } = await loopwright(["handoff", "verify", copy, "--json"]);
    expect(exitCode).toBe(100);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
  });

  it("refuses a document whose shown evidence differs from its data", async () => {
    const markdown = await readText(at("codex_handoff.md"));
    const [shown = ""] = /“[^”]{20,}”/.exec(markdown) ?? [];
    expect(checkHandoff(markdown)).toEqual([]);
    expect(checkHandoff(markdown.replace(shown, "“something else was said”"))).toEqual([
      expect.stringContaining("shows it otherwise"),
    ]);
    expect(checkHandoff(markdown.replace("## Executive summary", "## Summary"))).toHaveLength(1);
  });

  it("exits with 2 when there is no run or no handoff", async () => {
    const { exitCode, stderr } = await loopwright(["handoff", "verify", join(scratch, "nowhere")]);
    expect(stderr).toContain("no such file or folder");
    expect(exitCode).toBe(2);
  });

  it("leaves the evidence, the harness's files and the evals beside the document", async () => {
    for (const file of ["evidence/rec-01.json", "harness/instructions.md", "harness/harness.yaml"])
      expect(existsSync(at("handoff", file))).toBe(true);
    expect(await readFile(at("handoff/harness/instructions.md"), "utf8")).toContain(
      "# Evidence rules",
    );
  });
});
