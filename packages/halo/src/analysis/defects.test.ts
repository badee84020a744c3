import type { SpanRecord } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { oneTurn, stories, type Story, type Turn } from "../fixtures/one-turn.ts";
import { analyzeRuns, buildContext, diagnoseRuns } from "../index.ts";

const passing = stories.filter((story) => story.outcome === "passed");
const validation = "node data/tools/validate_output_contract.mjs";

/** Runs that nobody found fault with, each with these commands. */
function quietTurn(commands?: NonNullable<Story["commands"]>): Turn {
  return oneTurn({
    stories: passing.map((story) => ({ ...story, ...(commands ? { commands } : {}) })),
  });
}

function firstOf(turn: Turn, spans: readonly SpanRecord[] = turn.spans) {
  const context = buildContext({ ...turn, spans });
  const diagnosis = diagnoseRuns({ context, harness: turn.harness });
  expect(diagnosis.refused).toEqual([]);
  return diagnosis.recommendations[0];
}

describe("defects that are no missing rule", () => {
  it("are none where runs are healthy", () => {
    expect(firstOf(quietTurn())).toBeUndefined();
  });

  it("name the file of a runtime tool that crashes, and nothing that follows from it", () => {
    const output =
      "Process exited with code 1\nTypeError: Cannot read properties of undefined (reading 'rates')";
    const turn = quietTurn([{ cmd: validation, output }]);
    expect(firstOf(turn)).toMatchObject({
      class: "implementation_or_observability_defect",
      component: "tools",
      target_file: "tools/validate_output_contract.mjs",
    });
    const { patterns } = analyzeRuns({ context: buildContext(turn), harness: turn.harness });
    expect(patterns.map(({ kind }) => kind)).toEqual(["tool_broken"]);
  });

  it("leave a tool alone that was called wrongly once and then reported", () => {
    const usage = { cmd: `${validation} --what`, output: "Error: unknown option --what" };
    const report = { cmd: validation, output: '{"passed":true}' };
    const turn = quietTurn([usage, report]);
    const { patterns } = analyzeRuns({ context: buildContext(turn), harness: turn.harness });
    expect(patterns.map(({ kind }) => kind)).not.toContain("tool_broken");
  });

  it("point at the limit on turns where runs ended at it", () => {
    const turn = quietTurn([{ cmd: "cat data/a.csv", output: "a" }]);
    const spans = turn.spans.map((span): SpanRecord => {
      const status = { code: "STATUS_CODE_ERROR" as const, message: "Max turns (6) exceeded" };
      return span.parent_span_id === "" ? { ...span, status } : span;
    });
    const found = firstOf(turn, spans);
    expect(found).toMatchObject({
      class: "implementation_or_observability_defect",
      component: "control_flow",
      target_file: "harness.yaml",
      change: expect.stringContaining("model_settings.max_turns is 30"),
    });
  });

  it("tell tool calls that nobody recorded from tools that were not called", () => {
    const turn = quietTurn();
    const asking = JSON.stringify([
      { role: "assistant", content: "", tool_calls: [{ id: "a" }, { id: "b" }, { id: "c" }] },
    ]);
    const spans = turn.spans
      .filter((span) => !("tool.name" in span.attributes))
      .flatMap((span) =>
        "llm.output_messages" in span.attributes
          ? [
              {
                ...span,
                span_id: `${span.span_id.slice(0, 15)}g`,
                attributes: { ...span.attributes, "llm.output_messages": asking },
              },
              span,
            ]
          : [span],
      );
    const found = firstOf(turn, spans);
    expect(found).toMatchObject({ component: "observability" });
    expect(found?.title).toContain("tool call is recorded");
    expect(found?.claims[0]?.evidence[0]).toMatchObject({ count: 0 });
  });

  it("see model calls without messages, and spans without their parents", () => {
    const turn = quietTurn();
    const silent = turn.spans.map((span) => {
      const { "llm.output_messages": _, ...attributes } = span.attributes;
      return { ...span, attributes };
    });
    expect(firstOf(turn, silent)?.title).toContain("recorded with their messages");
    const orphaned = turn.spans.filter((span) => span.parent_span_id !== "");
    expect(firstOf(turn, orphaned)?.title).toContain("together with its parent");
  });
});

describe("artifacts that people ask for", () => {
  const asking = (turn: Turn): Turn => ({
    ...turn,
    evals: [],
    gate: { ...turn.gate, rows: [] },
    humanFeedback: turn.humanFeedback.map((item) => ({
      ...item,
      summary: "The committee needs the risks as a register.",
      required_observations: ["The run writes risk_register.json with a severity for every risk."],
    })),
  });
  const withArtifact = (turn: Turn, filename: string): SpanRecord[] =>
    turn.spans.flatMap((span) =>
      "llm.output_messages" in span.attributes
        ? [
            span,
            {
              ...span,
              span_id: span.span_id.replace(/.$/, "f"),
              name: "custom.artifact_write",
              attributes: {
                "inference.observation_kind": "SPAN",
                "sdk.data.filename": filename,
                "sdk.data.missing": false,
              },
            },
          ]
        : [span],
    );
  const contract = (turn: Turn): Turn => {
    const content = "name: analyst\nrequired_artifacts:\n  - path: summary_answer.md\n";
    const files = turn.harness.files.map((file) =>
      file.path === "harness.yaml" ? { ...file, content } : file,
    );
    return { ...turn, harness: { ...turn.harness, files } };
  };

  it("belong into the contract when it does not require them", () => {
    const turn = contract(asking(quietTurn()));
    const found = firstOf(turn, withArtifact(turn, "summary_answer.md"));
    expect(found).toMatchObject({
      class: "missing_requirement",
      component: "artifact_schema",
      target_file: "harness.yaml",
    });
    expect(found?.claims.flatMap((claim) => claim.evidence)).toContainEqual(
      expect.objectContaining({ ref: "harness:harness.yaml:2", quote: "required_artifacts:" }),
    );
  });

  it("are no problem when the run left them, whatever the answer says", () => {
    const turn = contract(asking(quietTurn()));
    const context = buildContext({ ...turn, spans: withArtifact(turn, "risk_register.json") });
    const titles = diagnoseRuns({ context, harness: turn.harness }).recommendations.map(
      ({ title }) => title,
    );
    expect(titles.join()).not.toContain("register");
  });
});
