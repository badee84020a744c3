import { seededRandom, type Random } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { buildContext, diagnose } from "../index.ts";
import { endpointOf } from "../fixtures/endpoint.ts";
import {
  diagnosed,
  drafted,
  failedRun,
  gateClaim,
  modelSaying,
  rule,
  ruleClaim,
  ruleLine,
  runClaim,
  turn,
  type Claim,
  type Evidence,
} from "../fixtures/drafts.ts";

describe("evidence", () => {
  it("keeps a recommendation all of whose evidence holds, and asks the model once", async () => {
    const { diagnosis, requests, usage } = await diagnosed(
      modelSaying([drafted([gateClaim, runClaim, ruleClaim])]),
    );
    expect(diagnosis.recommendations).toEqual([
      expect.objectContaining({ id: "rec-01", rank: 1, class: "not_reliably_followed" }),
    ]);
    expect(diagnosis.recommendations[0]?.claims).toHaveLength(3);
    expect(diagnosis.evidence).toEqual({ verified: 8, total: 8 });
    expect(diagnosis.refused).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(usage.requests).toBe(1);
    expect(diagnosis.simulated).toBe(true);
  });

  it("gives harness references their line and leaves absent fields out", async () => {
    const { diagnosis } = await diagnosed(modelSaying([drafted([gateClaim, ruleClaim])]));
    expect(diagnosis.recommendations[0]?.claims[1]?.evidence).toEqual([
      { ref: `harness:instructions.md:${ruleLine}`, quote: rule, line: ruleLine },
    ]);
  });

  it.each<[string, Claim, RegExp]>([
    [
      "an id off by one digit",
      { ...runClaim, evidence: [{ ref: `trace:${failedRun.slice(1)}0` }] },
      /there is no such thing/,
    ],
    [
      "a prefix of an id",
      { ...gateClaim, evidence: [{ ref: "gate:eval-trace" }] },
      /no such thing/,
    ],
    [
      "a kind that the context does not hold",
      { ...gateClaim, evidence: [{ ref: "pattern:loop" }] },
      /no such thing/,
    ],
    [
      "a quote with one word changed",
      {
        ...gateClaim,
        evidence: [
          { ref: "gate:eval-trace-03", quote: "does not roll them up to the sister account" },
        ],
      },
      /is not a quote from there/,
    ],
    [
      "a quote that ends within a word",
      {
        ...gateClaim,
        evidence: [{ ref: "gate:eval-trace-03", quote: "does not roll them up to the par" }],
      },
      /is not a quote from there/,
    ],
    [
      "a quote too short to prove anything",
      { ...gateClaim, evidence: [{ ref: "gate:eval-trace-03", quote: "roll them" }] },
      /at least five words/,
    ],
    [
      "a count that does not come out",
      {
        ...runClaim,
        evidence: [
          {
            ref: `trace:${failedRun}`,
            count: 4,
            filter: [{ key: "tool.name", match: "equals", value: "exec_command" }],
          },
        ],
      },
      /4 was claimed, but the filter selects 3/,
    ],
    [
      "a count without a filter",
      { ...runClaim, evidence: [{ ref: `trace:${failedRun}`, count: 3 }] },
      /needs the filter/,
    ],
    [
      "a count over something that has no spans",
      { ...gateClaim, evidence: [{ ref: "gate:eval-trace-03", count: 1, filter: [] }] },
      /only the spans of a trace/,
    ],
    [
      "evidence of another run",
      { ...runClaim, evidence: [{ ref: "feedback:human-trace-04" }] },
      /does not concern/,
    ],
    [
      "a gate row of another eval of another run",
      { ...gateClaim, evidence: [{ ref: "gate:eval-trace-02" }] },
      /does not concern eval-trace-03/,
    ],
    [
      "a harness line cited for a run",
      { ...runClaim, evidence: [{ ref: `harness:instructions.md:${ruleLine}`, quote: rule }] },
      /does not concern/,
    ],
    [
      "a harness line that moved",
      { ...ruleClaim, evidence: [{ ref: `harness:instructions.md:${ruleLine + 1}`, quote: rule }] },
      /is not a quote from there/,
    ],
    [
      "a harness line without its words",
      { ...ruleClaim, evidence: [{ ref: `harness:instructions.md:${ruleLine}` }] },
      /needs the words of that line/,
    ],
    [
      "a harness file that does not exist",
      { ...ruleClaim, evidence: [{ ref: "harness:prompt.md:1", quote: rule }] },
      /no such thing/,
    ],
    [
      "a reference of no known kind",
      { ...gateClaim, evidence: [{ ref: "see the gate" }] },
      /known kind/,
    ],
    [
      "the name of a run that it does not cite",
      { ...runClaim, text: "The answer to trace-04 left it out as well." },
      /it names trace-04, of which it cites nothing/,
    ],
    [
      "a filter that holds a secret",
      {
        ...runClaim,
        evidence: [
          {
            ref: `trace:${failedRun}`,
            count: 0,
            filter: [{ key: "name", match: "contains", value: "sk-abcdefghijklmnopqrst" }],
          },
        ],
      },
      /looks like a secret/,
    ],
    ["no evidence at all", { ...runClaim, evidence: [] }, /cites no evidence/],
    ["a claim without words", { ...runClaim, text: " " }, /without words/],
  ])("drops a claim with %s, and says why", async (_what, bad, reason) => {
    const { diagnosis } = await diagnosed(modelSaying([drafted([gateClaim, ruleClaim, bad])]));
    expect(diagnosis.recommendations[0]?.claims.map((claim) => claim.text)).toEqual([
      expect.stringContaining(gateClaim.text),
      expect.stringContaining(ruleClaim.text),
    ]);
    expect(diagnosis.refused).toEqual([
      {
        title: "Claim of: Enforce the parent rollup",
        reason: expect.stringMatching(reason),
      },
    ]);
  });

  it("refuses two recommendations whose evidence was swapped", async () => {
    const about = (id: string, claim: Claim) => ({ ...claim, about: id });
    const swapped = [
      drafted([about("eval-trace-04", gateClaim), ruleClaim], { id: "a", title: "One" }),
      drafted([{ ...gateClaim, evidence: [{ ref: "gate:eval-trace-04" }] }, ruleClaim], {
        id: "b",
        title: "Two",
      }),
    ];
    const { diagnosis } = await diagnosed(modelSaying(swapped));
    expect(diagnosis.recommendations).toEqual([]);
    expect(diagnosis.refused.map((one) => one.title)).toEqual(["One", "Two"]);
    expect(diagnosis.summary).toContain("No change is recommended");
  });

  it.each<[string, object, RegExp]>([
    ["nothing but harness lines", { claims: drafted([ruleClaim]).claims }, /claim about a run/],
    [
      "no rule for a class that speaks of one",
      { claims: drafted([gateClaim]).claims },
      /quotes the rule in the harness/,
    ],
    [
      "no place for what is missing",
      { class: "missing_requirement", claims: drafted([gateClaim]).claims },
      /beside which the rule belongs/,
    ],
    ["a file outside the harness", { target_file: "../secrets.md" }, /outside the harness/],
    ["an absolute path", { target_file: "/etc/passwd" }, /outside the harness/],
    ["no words for the change", { change: " " }, /"change" is empty/],
  ])("refuses a recommendation with %s", async (_what, more, reason) => {
    const { diagnosis } = await diagnosed(
      modelSaying([drafted([gateClaim, runClaim, ruleClaim], more)]),
    );
    expect(diagnosis.recommendations).toEqual([]);
    expect(diagnosis.refused[0]?.reason).toMatch(reason);
  });

  it("puts each count into the text of its claim, with the whole filter", async () => {
    const { diagnosis } = await diagnosed(modelSaying([drafted([gateClaim, runClaim, ruleClaim])]));
    const texts = diagnosis.recommendations[0]?.claims.map((claim) => claim.text);
    expect(texts?.join("\n")).toMatch(/\(.*3 spans where tool\.name is “exec_command”.*\)/);
  });

  it("refuses a recommendation whose title speaks of what another shows", async () => {
    const other = "eval-trace-04";
    const about = (id: string): Claim => ({
      text: `The verdict on ${id} was a failure.`,
      about: id,
      evidence: [{ ref: `gate:${id}` }],
    });
    const { diagnosis } = await diagnosed(
      modelSaying([
        drafted([about(other), ruleClaim], { id: "a", title: "Enforce the parent rollup" }),
        drafted([{ ...gateClaim, text: "The parent rollup was left out." }, ruleClaim], {
          id: "b",
          title: "Mend the failure of eval-trace-04",
        }),
      ]),
    );
    expect(diagnosis.refused).toContainEqual({
      title: "Mend the failure of eval-trace-04",
      reason: expect.stringContaining("the claims of another"),
    });
  });

  it("needs no harness line for a defect of the implementation", async () => {
    const draft = drafted([gateClaim], { class: "implementation_or_observability_defect" });
    const { diagnosis } = await diagnosed(modelSaying([draft]));
    expect(diagnosis.recommendations).toHaveLength(1);
  });

  it("accepts the same evidence after the context was written and read, and other spans were added", async () => {
    const { endpoint } = endpointOf(modelSaying([drafted([gateClaim, runClaim, ruleClaim])]));
    const [span] = turn.spans;
    if (!span) throw new Error("the fixture has spans");
    const unrelated = { ...span, trace_id: "f".repeat(32), span_id: "e".repeat(16) };
    const context = [...buildContext(turn), unrelated].map((line) =>
      JSON.parse(JSON.stringify(line)),
    );
    const { diagnosis } = await diagnose({
      endpoint,
      model: "model",
      context,
      harness: turn.harness,
    });
    expect(diagnosis.evidence).toEqual({ verified: 8, total: 8 });
  });

  it("finds a quote within text that a span holds as JSON within JSON", async () => {
    const quote = 'The answer said "it depends" on two lines\nand stopped.';
    const [run, ...others] = turn.spans;
    if (!run) throw new Error("the fixture has spans");
    const attributes = {
      ...run.attributes,
      "output.value": JSON.stringify({ inner: JSON.stringify([{ content: quote }]) }),
    };
    const spans = [{ ...run, attributes }, ...others];
    const claim = {
      text: "It said so.",
      about: run.trace_id,
      evidence: [{ ref: `span:${run.span_id}`, quote }],
    };
    const { diagnosis } = await diagnosed(modelSaying([drafted([claim, ruleClaim])]), {
      ...turn,
      spans,
    });
    expect(diagnosis.recommendations[0]?.claims).toHaveLength(2);
  });

  it.each(Array.from({ length: 60 }, (_, index) => `tampered-${index}`))(
    "does not hold once anything in it was changed (%s)",
    async (seed) => {
      const random = seededRandom(seed);
      const claims = structuredClone([gateClaim, runClaim, ruleClaim]);
      const claim = random.pick(claims);
      const evidence = random.pick(claim.evidence);
      tamper(evidence, random);
      const { diagnosis } = await diagnosed(modelSaying([drafted(claims)]));
      const kept = diagnosis.recommendations.flatMap((one) => one.claims.map(({ text }) => text));
      expect(kept.filter((text) => text.startsWith(claim.text))).toEqual([]);
      expect(diagnosis.evidence).toEqual({ verified: 7, total: 8 });
    },
  );
});

/** Changes one thing about a piece of evidence: a digit of its id, a word of its quote, its line or its count. */
function tamper(evidence: Evidence, random: Random): void {
  const { quote, count } = evidence;
  if (quote !== undefined && random.next() < 0.5) {
    const words = quote.split(" ");
    const at = random.integer(0, words.length - 1);
    words[at] = `${words[at]}s`;
    evidence.quote = words.join(" ");
    return;
  }
  if (count !== undefined && random.next() < 0.5) {
    evidence.count = count + random.integer(1, 3);
    return;
  }
  const digits = [...evidence.ref.matchAll(/\d/g)].map((match) => match.index);
  const at = random.pick(digits);
  const digit = (Number(evidence.ref[at]) + random.integer(1, 9)) % 10;
  evidence.ref = `${evidence.ref.slice(0, at)}${digit}${evidence.ref.slice(at + 1)}`;
}
