import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson, readText, SpanRecord, type Claim } from "@loopwright/core";
import { seededRandom, type Random } from "@loopwright/core/statistics";
import {
  checkHandoff,
  HandoffRecommendations,
  parseHandoff,
  type HandoffRecommendation,
} from "@loopwright/handoff";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @boundaries-ignore the app keeps these to itself
import { openRunFolder } from "../../apps/demo/src/run-folder.ts";
// @boundaries-ignore the app keeps these to itself
import { verifierFor } from "../../apps/demo/src/verify-handoff.ts";
import { loopwright, temporaryFolder } from "./loopwright.ts";

let scratch = "";
let out = "";
const at = (...parts: string[]) => join(out, ...parts);

beforeAll(async () => {
  scratch = await temporaryFolder();
  out = join(scratch, "out");
  await loopwright(["--out", out]);
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

  it("refuses all of 500 handoffs in which one thing was changed", async () => {
    const { paths, record } = await openRunFolder(out);
    const verify = await verifierFor(paths, record);
    const honest = parseHandoff(await readText(paths.handoff)).summary.recommendations;
    expect(verify(honest).problems).toEqual([]);
    expect(verify(honest).verified).toBe(verify(honest).total);
    const accepted = Array.from({ length: 500 }, (_, index) => {
      const random = seededRandom(`tampered-${index}`);
      const forged = structuredClone(honest);
      const what = tampering[index % tampering.length]?.(forged, random) ?? "";
      return what !== "" && verify(forged).problems.length === 0 ? what : "";
    }).filter((what) => what !== "");
    expect(accepted).toEqual([]);
  });
});

/** Each changes one thing and says what; empty when there was nothing of the kind to change. */
const tampering: readonly ((all: HandoffRecommendation[], random: Random) => string)[] = [
  (all, random) => {
    const evidence = random.pick(evidenceIn(all));
    const digits = [...evidence.ref.matchAll(/\d/g)].map((match) => match.index);
    if (digits.length === 0) return "";
    const place = random.pick(digits);
    const digit = (Number(evidence.ref[place]) + random.integer(1, 9)) % 10;
    evidence.ref = `${evidence.ref.slice(0, place)}${digit}${evidence.ref.slice(place + 1)}`;
    return `id off by one: ${evidence.ref}`;
  },
  (all, random) => {
    const evidence = random.pick(evidenceIn(all).filter((one) => one.quote !== undefined));
    const words = (evidence.quote ?? "").split(" ");
    const place = random.integer(0, words.length - 1);
    words[place] = `${words[place]}s`;
    evidence.quote = words.join(" ");
    return `quote: ${evidence.quote}`;
  },
  (all, random) => {
    const counted = evidenceIn(all).filter((one) => one.count !== undefined);
    if (counted.length === 0) return "";
    const evidence = random.pick(counted);
    evidence.count = (evidence.count ?? 0) + random.integer(1, 3);
    return `count: ${evidence.count}`;
  },
  (all, random) => {
    const lines = evidenceIn(all).filter((one) => one.line !== undefined);
    if (lines.length === 0) return "";
    const evidence = random.pick(lines);
    const moved = (evidence.line ?? 1) + random.integer(1, 3);
    if (random.next() < 0.5) evidence.ref = evidence.ref.replace(/\d+$/, String(moved));
    if (random.next() < 0.5 || evidence.ref.endsWith(`:${evidence.line}`)) evidence.line = moved;
    return `line: ${evidence.ref} ${moved}`;
  },
  (all, random) => {
    const [one, other] = random.shuffle(all);
    if (!one || !other) return "";
    [one.claims, other.claims] = [other.claims, one.claims];
    return `claims of ${one.id} and ${other.id}`;
  },
  (all, random) => {
    const [one, other] = random
      .shuffle(all)
      .map((recommendation) => random.pick(recommendation.claims));
    if (!one || !other || sameEvidence(one, other)) return "";
    [one.evidence, other.evidence] = [other.evidence, one.evidence];
    return `evidence of "${one.text}" and "${other.text}"`;
  },
  (all, random) => {
    const claim = random.pick(all.flatMap((one) => one.claims));
    const others = all.flatMap((one) => one.claims).filter((one) => one.about !== claim.about);
    if (others.length === 0) return "";
    const before = claim.about;
    claim.about = random.pick(others).about;
    // An eval and its run are the same matter.
    return before.slice(0, 8) === claim.about.slice(0, 8) || isSameRun(before, claim.about)
      ? ""
      : `about ${claim.about}`;
  },
];

function evidenceIn(all: readonly HandoffRecommendation[]) {
  return all.flatMap((one) => one.claims.flatMap((claim) => claim.evidence));
}

function sameEvidence(one: Claim, other: Claim): boolean {
  return JSON.stringify(one.evidence) === JSON.stringify(other.evidence);
}

function isSameRun(one: string, other: string): boolean {
  return /^[0-9a-f]{32}$/.test(one) !== /^[0-9a-f]{32}$/.test(other);
}
