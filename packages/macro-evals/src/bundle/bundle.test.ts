import { describe, expect, it } from "vitest";
import { buildDocuments, normalizeBundle, readLabels, runsFromSpans } from "../index.ts";

const bundle = {
  run: {
    run_id: "r1",
    status: "awaiting_review",
    summary: { scenario_family: "plain", loop_count: 2, unknown: { deep: 1 } },
  },
  trace: {
    trace_id: "t1",
    started_at: "2026-01-01T00:00:00Z",
    ended_at: "2026-01-01T00:01:00Z",
    metadata_json: '{"agent_version":"v1"}',
  },
  spans: [
    {
      span_id: "b",
      span_type: "function",
      agent_name: "A",
      started_at: "2026-01-01T00:00:02Z",
      ended_at: "2026-01-01T00:00:03Z",
      span_data: '{"name":"look","output":"{\\"findings\\":[1]}"}',
    },
    {
      span_id: "a",
      span_type: "handoff",
      started_at: "2026-01-01T00:00:02Z",
      span_data: { from_agent: "O", to_agent: "A" },
    },
  ],
  events: [
    {
      event_id: "e",
      event_type: "status",
      timestamp: "2026-01-01T00:00:01Z",
      payload: { active_agent: "O", run_status: "working" },
    },
    { event_id: "x", event_type: "other" },
  ],
  review_packet: { findings: [{ code: "C", message: "m", severity: "high", agent_name: "A" }] },
};

describe("normalizeBundle", () => {
  const { trace, events } = normalizeBundle(bundle);

  it("puts spans, status updates and findings in time order, ties by kind", () => {
    expect(events.map(({ event_id }) => event_id)).toEqual(["status::e", "a", "b", "finding::0"]);
    expect(events.map(({ stage }) => stage)).toEqual(["early", "early", "middle", "late"]);
  });

  it("weighs severity, findings and loops into the impact", () => {
    expect(trace).toMatchObject({
      severity: "medium",
      severity_weight: 2,
      impact: 2 * 2 * 1.5,
      run_outcome: "review_needed",
    });
  });

  it("reads nested data that is kept as text", () => {
    expect(trace.attributes["agent_version"]).toBe("v1");
    expect(events[2]).toMatchObject({ tool_name: "look", failure_marker_type: "tool_finding" });
  });

  it("says who hands over to whom", () => {
    expect(events[1]).toMatchObject({ agent_name: "O", target_agent: "A" });
  });

  it.each([
    [null, "expected an object"],
    [{ run: {} }, "run_id is missing"],
    [{ run: { run_id: "r" }, spans: [] }, "no spans"],
  ])("refuses %j", (value, message) => {
    expect(() => normalizeBundle(value, "file.json")).toThrow(message);
  });
});

describe("readLabels", () => {
  it("reads today's rows and the older rows of one check each", () => {
    const { labels } = readLabels([
      { run_id: "a", promptfoo_pass: false, promptfoo_failed_checks: ["assertion_4"] },
      { run_id: "b", metric: "assertion_1", passed: false, score: 0.2, reason: "no" },
      { run_id: "b", metric: "assertion_2", passed: true, score: 0.8 },
    ]);
    expect(labels[0]?.promptfoo_failed_checks).toEqual(["market_drift_awareness"]);
    expect(labels[1]).toMatchObject({
      promptfoo_pass: false,
      promptfoo_score_mean: 0.5,
      promptfoo_primary_finding: "final_decision_quality",
    });
  });

  it("says which rows it passed over and why", () => {
    const { skipped } = readLabels([{}, { run_id: "a" }, { run_id: "a", promptfoo_pass: null }, 7]);
    expect(skipped.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});

describe("runsFromSpans", () => {
  const halo = {
    trace_id: "t",
    span_id: "s1",
    parent_span_id: "",
    name: "agent.A",
    start_time: "2026-01-01T00:00:00.000000000Z",
    end_time: "2026-01-01T00:00:01.000000000Z",
    status: { code: "STATUS_CODE_ERROR", message: "broke" },
    attributes: { "openinference.span.kind": "AGENT", "gen_ai.agent.name": "A" },
  };

  it("reads HALO lines; a tool belongs to the agent above it", () => {
    const [run] = runsFromSpans([
      halo,
      {
        ...halo,
        span_id: "s2",
        parent_span_id: "s1",
        name: "function.look",
        status: { code: "STATUS_CODE_OK" },
        attributes: { "openinference.span.kind": "TOOL", "tool.name": "look" },
      },
    ]);
    expect(run?.trace).toMatchObject({ run_outcome: "runtime_error", has_failure: true });
    expect(run?.events[1]).toMatchObject({
      agent_name: "A",
      tool_name: "look",
      node_kind: "function",
    });
  });

  it("reads OTLP requests", () => {
    const span = {
      traceId: "t",
      spanId: "s",
      name: "execute_tool look",
      startTimeUnixNano: "1767225600000000001",
      endTimeUnixNano: "1767225601000000000",
      status: { code: 1 },
      attributes: [
        { key: "gen_ai.operation.name", value: { stringValue: "execute_tool" } },
        { key: "gen_ai.tool.name", value: { stringValue: "look" } },
      ],
    };
    const [run] = runsFromSpans([{ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }]);
    expect(run?.events[0]).toMatchObject({
      tool_name: "look",
      ts: "2026-01-01T00:00:00.000000001Z",
    });
  });
});

describe("buildDocuments", () => {
  it("writes every reference view of a run", () => {
    const documents = buildDocuments(
      [normalizeBundle(bundle)],
      ["structured_summary", "full_trace", "failure_window", "state_transition", "tool_error"],
    );
    expect(documents.map(({ view }) => view)).toHaveLength(5);
    for (const { text, chars, tokens } of documents) {
      expect(text.length).toBe(chars);
      expect(tokens).toBe(Math.ceil(chars / 4));
    }
    expect(documents[2]?.text).toContain("anchor: [2] function A look");
  });

  it("quotes the error of a step that gave nothing else", () => {
    const failing = { ...bundle.spans[0], span_data: { name: "look" }, error: { message: "gone" } };
    const [document] = buildDocuments(
      [normalizeBundle({ ...bundle, spans: [failing], events: [] })],
      ["failure_window"],
    );
    expect(document?.text).toContain("look : gone");
  });
});
