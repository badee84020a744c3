import { describe, expect, it } from "vitest";
import type { SpanRecord } from "@loopwright/core";
import { oneTurn } from "../fixtures/one-turn.ts";
import { buildContext } from "../index.ts";

const turn = oneTurn();
const context = buildContext(turn);
const named = (name: string) => context.filter((span) => span.name === name);

/** What strict readers of span lines refuse. */
function faultsOf(span: SpanRecord): string[] {
  const { attributes } = span;
  const kinds = ["LLM", "TOOL", "AGENT", "CHAIN", "GUARDRAIL", "SPAN"];
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;
  return [
    ...(/^[0-9a-f]{32}$/.test(span.trace_id) ? [] : ["trace_id"]),
    ...(/^[0-9a-f]{16}$/.test(span.span_id) ? [] : ["span_id"]),
    ...(/^([0-9a-f]{16})?$/.test(span.parent_span_id) ? [] : ["parent_span_id"]),
    ...(span.trace_state === "" ? [] : ["trace_state"]),
    ...(/^SPAN_KIND_(INTERNAL|CLIENT)$/.test(span.kind) ? [] : ["kind"]),
    ...(time.test(span.start_time) && time.test(span.end_time) ? [] : ["time"]),
    ...(Object.keys(span.status).toSorted().join() === "code,message" ? [] : ["status"]),
    ...(Object.keys(span.resource).join() === "attributes" ? [] : ["resource"]),
    ...(Object.keys(span.scope).toSorted().join() === "name,version" ? [] : ["scope"]),
    ...(attributes["inference.export.schema_version"] === 1 ? [] : ["schema_version"]),
    ...(attributes["inference.project_id"] ? [] : ["project_id"]),
    ...(kinds.includes(String(attributes["inference.observation_kind"])) ? [] : ["observation"]),
    ...(JSON.stringify(span).includes("null") ? ["null"] : []),
  ];
}

describe("buildContext", () => {
  it("makes seven traces of five runs", () => {
    expect(new Set(turn.spans.map((span) => span.trace_id)).size).toBe(5);
    expect(new Set(context.map((span) => span.trace_id)).size).toBe(7);
  });

  it("keeps the runtime spans as they are, in their order", () => {
    expect(context.slice(0, turn.spans.length)).toEqual(turn.spans);
  });

  it("writes only spans that a strict reader takes", () => {
    expect(context.flatMap(faultsOf)).toEqual([]);
    expect(new Set(context.map((span) => span.span_id)).size).toBe(context.length);
  });

  it("counts one span for each signal, of its own kind", () => {
    const kinds = Object.fromEntries(
      [
        "harness.config",
        "human_feedback.comment",
        "llm_feedback.insight",
        "generated_eval.definition",
        "eval_gate.result",
        "eval_gate.summary",
      ].map((name) => [
        name,
        named(name).map((span) => span.attributes["openinference.span.kind"]),
      ]),
    );
    expect(kinds).toEqual({
      "harness.config": ["HARNESS_CONFIG"],
      "human_feedback.comment": Array(5).fill("HUMAN_FEEDBACK"),
      "llm_feedback.insight": Array(5).fill("LLM_FEEDBACK"),
      "generated_eval.definition": Array(5).fill("EVAL"),
      "eval_gate.result": Array(5).fill("EVAL_RESULT"),
      "eval_gate.summary": ["EVAL_RESULT"],
    });
  });

  it("puts signals below the root of their source trace, at the trace's end", () => {
    for (const name of ["human_feedback.comment", "llm_feedback.insight", "eval_gate.result"])
      for (const span of named(name)) {
        const run = turn.spans.filter((one) => one.trace_id === span.trace_id);
        const root = run.find((one) => one.parent_span_id === "");
        expect(span.parent_span_id).toBe(root?.span_id);
        expect([span.start_time, span.end_time]).toEqual([root?.end_time, root?.end_time]);
      }
  });

  it("gives harness and gate summary a trace each, without a parent", () => {
    for (const name of ["harness.config", "eval_gate.summary"]) {
      const [span] = named(name);
      expect(span?.parent_span_id).toBe("");
      expect(context.filter((one) => one.trace_id === span?.trace_id)).toHaveLength(1);
    }
  });

  it("carries the signals under their agreed keys", () => {
    expect(named("harness.config")[0]?.attributes).toMatchObject({
      "harness.version": "v001",
      "harness.system_prompt": turn.harness.instructions,
      "harness.model_settings": '{"max_turns":30}',
      "optimizer.signal_source": "harness_config",
    });
    expect(named("human_feedback.comment")[1]?.attributes).toMatchObject({
      "feedback.id": "human-trace-02",
      "feedback.trace_label": "trace-02",
      "feedback.summary": turn.humanFeedback[1]?.summary,
      "feedback.required_observations": JSON.stringify(
        turn.humanFeedback[1]?.required_observations,
      ),
      "optimizer.signal_source": "human_feedback",
    });
    expect(named("eval_gate.result")[1]?.attributes).toMatchObject({
      "eval.id": "eval-trace-02",
      "eval.passed": false,
      "eval.explanation": turn.gate.rows[1]?.explanation,
      "output.value": turn.runs[1]?.answer,
    });
    expect(named("eval_gate.summary")[0]?.attributes).toMatchObject({
      "eval_gate.total": 5,
      "eval_gate.passed": 3,
      "eval_gate.failed": 2,
    });
  });

  it("says the same in OpenInference's terms", () => {
    expect(named("human_feedback.comment")[0]?.attributes).toMatchObject({
      "annotations.0.annotation.name": "answer_quality",
      "annotations.0.annotation.annotator_kind": "HUMAN",
      "trace.annotations.0.annotation.identifier": "human-trace-01",
    });
    expect(named("llm_feedback.insight")[0]?.attributes).toMatchObject({
      "annotations.1.annotation.annotator_kind": "LLM",
      "annotations.1.annotation.explanation": "One file was read.",
    });
    expect(named("eval_gate.result")[1]?.attributes).toMatchObject({
      "evaluations.0.evaluation.label": "failed",
      "evaluations.0.evaluation.score": 0,
    });
  });

  it("gives an errored row no score, because nothing was decided", () => {
    const [first, ...others] = turn.gate.rows;
    if (!first) throw new Error("the fixture has rows");
    const rows = [{ ...first, outcome: "errored" as const, passed: false, score: 0 }, ...others];
    const errored = buildContext({ ...turn, gate: { ...turn.gate, rows } }).find(
      (span) => span.name === "eval_gate.result",
    );
    expect(errored?.attributes["evaluations.0.evaluation.label"]).toBe("errored");
    expect(errored?.attributes).not.toHaveProperty(["evaluations.0.evaluation.score"]);
  });

  it("makes the same ids from the same records, and other ids for another harness", () => {
    expect(buildContext(oneTurn())).toEqual(context);
    const other = buildContext(oneTurn({ instructions: "Answer briefly." }));
    const idOf = (spans: readonly SpanRecord[]) =>
      spans.find((span) => span.name === "harness.config")?.trace_id;
    expect(idOf(other)).not.toBe(idOf(context));
  });

  it("takes project and resource over from the runs, and a resource for what belongs to none", () => {
    const resource = { attributes: { "service.name": "optimizer" } };
    const spans = buildContext({ ...turn, resource });
    const of = (name: string) => spans.find((span) => span.name === name);
    expect(of("harness.config")?.resource).toEqual(resource);
    expect(of("eval_gate.result")?.resource).toEqual({ attributes: { "service.name": "fixture" } });
    expect(of("harness.config")?.attributes["inference.project_id"]).toBe("fixture-project");
  });

  it("names the signal and the trace when a source trace was not exported", () => {
    const spans = turn.spans.filter((span) => span.trace_id !== turn.runs[2]?.trace_id);
    expect(() => buildContext({ ...turn, spans })).toThrow(
      expect.objectContaining({
        code: "evidence_unresolved",
        message: expect.stringContaining(
          `run trace-03: its source trace ${turn.runs[2]?.trace_id}`,
        ),
      }),
    );
  });

  it("refuses two signals with one id", () => {
    const [first] = turn.humanFeedback;
    expect(() =>
      buildContext({ ...turn, humanFeedback: [...turn.humanFeedback, ...(first ? [first] : [])] }),
    ).toThrow(/feedback_id human-trace-01: given more than once/);
  });

  it("keeps characters that other readers choke on out of ids, names and texts", () => {
    const [item, ...items] = turn.humanFeedback;
    if (!item) throw new Error("the fixture has feedback");
    const spans = buildContext({
      ...turn,
      harness: { ...turn.harness, name: "ana\u2028lyst" },
      humanFeedback: [
        { ...item, summary: "half a pair \ud83d here", required_observations: ["\udc00"] },
        ...items,
      ],
    });
    const text = spans.map((span) => JSON.stringify(span)).join("\n");
    expect(text).not.toMatch(/\\ud[89a-f]/i);
    expect(spans.map((span) => span.attributes["inference.agent_name"])).not.toContain(
      "ana\u2028lyst",
    );
  });
});
