import { describe, expect, it } from "vitest";
import { analyzeRuns, buildContext, diagnoseRuns } from "../index.ts";
import { instructions, lineOf, oneTurn, stories, type Story } from "../fixtures/one-turn.ts";

const base = firstStory();

function firstStory(): Story {
  const [story] = stories;
  if (!story) throw new Error("the fixture has stories");
  return story;
}

const without = (start: string) =>
  instructions
    .split("\n")
    .filter((line) => !line.includes(start))
    .join("\n");

function diagnosed(options: Parameters<typeof oneTurn>[0] = {}) {
  const turn = oneTurn(options);
  const context = buildContext(turn);
  return { turn, context, diagnosis: diagnoseRuns({ context, harness: turn.harness }) };
}

function analyzed(commands: NonNullable<Story["commands"]>, answer = base.answer) {
  const turn = oneTurn({ stories: [{ ...base, commands, answer }] });
  return analyzeRuns({ context: buildContext(turn), harness: turn.harness });
}

const validation = "node data/tools/validate_output_contract.mjs";
const passed = 'Process exited with code 0\nOutput:\n{"passed":true,"issues":[]}';
const complaining =
  'Process exited with code 0\nOutput:\n{"passed":false,"issues":["summary_answer.md names no file for its third claim"]}';
const write = { cmd: "echo done > outputs/summary_answer.md", output: "" };

describe("diagnoseRuns", () => {
  it("calls a rule that is there and was broken one that is not reliably followed, and quotes it", () => {
    const { diagnosis, turn } = diagnosed();
    const rollup = diagnosis.recommendations.find((one) => /parent account/.test(one.title));
    expect(rollup).toMatchObject({ class: "not_reliably_followed", component: "prompt" });
    const line = lineOf(turn.harness, "instructions.md", "Roll legal entities");
    expect(rollup?.claims.flatMap((claim) => claim.evidence)).toContainEqual(
      expect.objectContaining({
        ref: `harness:instructions.md:${line}`,
        quote: expect.stringContaining("Roll legal entities up"),
        line,
      }),
    );
  });

  it("calls a rule that is gone while runs fail a missing requirement, before all others", () => {
    const { diagnosis } = diagnosed({ instructions: without("Roll legal entities") });
    expect(diagnosis.recommendations.slice(0, 2)).toContainEqual(
      expect.objectContaining({
        title: expect.stringContaining("parent account"),
        class: "missing_requirement",
      }),
    );
  });

  it("recommends no rule whose absence harmed no run", () => {
    const healthy = stories.filter((story) => story.outcome === "passed");
    for (const gone of ["Roll legal entities", "Cite a file", "Read structured"]) {
      const { diagnosis } = diagnosed({ stories: healthy, instructions: without(gone) });
      expect(diagnosis.recommendations).toEqual([]);
    }
  });

  it("says that a rule asks for the opposite where one does", () => {
    const turned = instructions.replace(
      /- Roll legal.*/,
      "- Do not roll legal entities up to their parent account.",
    );
    const { diagnosis } = diagnosed({ instructions: turned });
    expect(diagnosis.recommendations.map((one) => one.title)).toContainEqual(
      expect.stringMatching(/^Turn round: .*parent account/),
    );
  });

  it("sends a rule that the question did not bring into force to routing", () => {
    const rule =
      "Roll legal entities up to their parent account before you report customer concentration.";
    const { turn } = diagnosed({
      instructions: without("Roll legal entities"),
      guidance: `---\nwhen:\n  - [group structure]\n---\n\n${rule}\n`,
    });
    const harness = {
      ...turn.harness,
      guidance: [{ file: "extra.md", when: [["group structure"]], text: rule }],
    };
    const { recommendations } = diagnoseRuns({ context: buildContext(turn), harness });
    expect(recommendations).toContainEqual(
      expect.objectContaining({ component: "routing", target_file: "guidance/extra.md" }),
    );
  });

  it("gives only references that hold, and the same diagnosis each time", () => {
    const { diagnosis, context, turn } = diagnosed();
    expect(diagnosis.refused).toEqual([]);
    expect(diagnosis.evidence.verified).toBe(diagnosis.evidence.total);
    expect(diagnosis.evidence.total).toBeGreaterThan(5);
    const reread = context.map((span) => JSON.parse(JSON.stringify(span)));
    expect(diagnoseRuns({ context: reread, harness: turn.harness })).toEqual(diagnosis);
  });

  it("takes a person's unmet wish up when no eval covers it", () => {
    const turn = oneTurn({ stories: [{ ...base, outcome: "passed" }] });
    const humanFeedback = turn.humanFeedback.map((item) => ({
      ...item,
      summary: "Pipeline counts by the rates at which its stages have closed.",
      required_observations: ["The weighted pipeline is $6.6M."],
    }));
    const given = { ...turn, humanFeedback, evals: [], gate: { ...turn.gate, rows: [] } };
    const { recommendations } = diagnoseRuns({
      context: buildContext(given),
      harness: turn.harness,
    });
    expect(recommendations[0]).toMatchObject({ class: "missing_requirement", component: "prompt" });
    expect(recommendations[0]?.claims[0]?.evidence[0]?.ref).toBe("feedback:human-trace-01");
  });
});

describe("analyzeRuns", () => {
  it.each<[string, NonNullable<Story["commands"]>, string]>([
    ["a tool that is never used", [write], "validation_skipped"],
    [
      "a tool whose complaint is not heeded",
      [write, { cmd: validation, output: complaining }],
      "ignored_warning",
    ],
    [
      "a file written after a tool had passed",
      [{ cmd: validation, output: passed }, write],
      "repaired_after_passed",
    ],
    [
      "a file written after a tool had complained",
      [{ cmd: validation, output: complaining }, write],
      "validation_late",
    ],
    [
      "an error that only the output tells",
      [
        {
          cmd: "node sums.mjs",
          output: "Process exited with code 0\nTypeError: x is not a function",
        },
      ],
      "error",
    ],
    [
      "a tool that fails again and again",
      ["a", "b", "c"].map((name) => ({ cmd: `cat ${name}`, output: "Process exited with code 1" })),
      "retry_loop",
    ],
    [
      "the same call with the same output",
      Array.from({ length: 3 }, () => ({ cmd: "ls data", output: "x" })),
      "repeated_call",
    ],
    [
      "an output that crowds everything out",
      [{ cmd: "cat data/all.csv", output: "x".repeat(50_000) }],
      "oversized_call",
    ],
  ])("sees %s", (_what, commands, kind) => {
    const { patterns } = analyzed(commands);
    expect(patterns.map((one) => one.kind)).toContain(kind);
    const quiet = analyzed([
      { cmd: "cat data/a.csv", output: "a" },
      write,
      { cmd: validation, output: passed },
    ]);
    expect(quiet.patterns).toEqual([]);
  });

  it("puts errors together that differ in ids, figures and paths only", () => {
    const messages = ["a/1.csv", "b/22.csv"].map((path) => ({
      cmd: `node read.mjs ${path}`,
      output: `Error: cannot open /data/${path} for request 8f3a2b1c9d8e7f60`,
    }));
    const errors = analyzed(messages).patterns.filter((one) => one.kind === "error");
    expect(errors).toEqual([expect.objectContaining({ count: 2, runs: [expect.any(String)] })]);
  });

  it("sees statements with figures that name no file", () => {
    const commands = [{ cmd: "cat data/a.csv", output: "a" }];
    const bare = "Revenue is $3.1M.\nChurn is 12%.\nThe burn is $0.4M a month.";
    const kinds = (answer: string) => analyzed(commands, answer).patterns.map((one) => one.kind);
    expect(kinds(bare)).toContain("uncited_claims");
    expect(kinds(bare.replaceAll(".\n", " (`a.csv`).\n"))).not.toContain("uncited_claims");
  });

  it("finds what failing runs have in common and passing ones lack", () => {
    const many = Array.from({ length: 20 }, (_, index): Story => {
      const fails = index % 2 === 0;
      const cmd = fails ? "cat data/old/prices.csv" : "cat data/new/prices.csv";
      return {
        ...base,
        outcome: fails ? "failed" : "passed",
        commands: [
          { cmd, output: "1" },
          { cmd: validation, output: passed },
        ],
      };
    });
    const turn = oneTurn({ stories: many });
    const { lift } = analyzeRuns({ context: buildContext(turn), harness: turn.harness });
    expect(lift[0]).toMatchObject({
      feature: expect.stringMatching(/opened data\/(old|new)\/prices\.csv/),
      pValue: expect.any(Number),
    });
    expect(lift[0]?.pValue).toBeLessThan(0.001);
  });

  it("tells a run that took far more turns than the others", () => {
    const turn = oneTurn({ stories: Array.from({ length: 10 }, () => base) });
    const [model] = turn.spans.filter(
      (span) => span.attributes["inference.observation_kind"] === "LLM",
    );
    if (!model) throw new Error("the fixture has model calls");
    const extra = Array.from({ length: 30 }, (_, index) => ({
      ...model,
      span_id: index.toString(16).padStart(16, "a"),
    }));
    const { patterns } = analyzeRuns({
      context: buildContext({ ...turn, spans: [...turn.spans, ...extra] }),
      harness: turn.harness,
    });
    expect(patterns).toContainEqual(
      expect.objectContaining({ kind: "many_turns", runs: [model.trace_id] }),
    );
  });

  it("refuses a context without a run", () => {
    expect(() => analyzeRuns({ context: [], harness: oneTurn().harness })).toThrow("holds no run");
  });
});
