import { describe, expect, it } from "vitest";
import {
  addUsage,
  EvidenceRef,
  FeedbackItem,
  HumanLabel,
  HumanVerdict,
  noUsage,
  parseAt,
  SpanRecord,
  describeIssues,
} from "../index.ts";
import { z } from "zod";

describe("FeedbackItem", () => {
  const person = {
    feedback_id: "human-trace-01",
    trace_id: "0".repeat(32),
    trace_label: "trace-01",
    question: "?",
    source_type: "human_feedback",
    theme: "financial_risk",
    summary: "Runway is short.",
    required_observations: ["Runway is 11 months."],
    prohibited_claims: [],
  };

  it("tells people from models by source_type", () => {
    const model = {
      insight_id: "i1",
      trace_id: "0".repeat(32),
      trace_label: "trace-01",
      question: "?",
      source_type: "llm_insight",
      observations: ["Thin citations."],
    };
    expect(FeedbackItem.parse(person).source_type).toBe("human_feedback");
    expect(FeedbackItem.parse(model).source_type).toBe("llm_insight");
    expect(FeedbackItem.safeParse({ ...model, source_type: "human_feedback" }).success).toBe(false);
  });

  it("names the key of what is wrong", () => {
    expect(() =>
      parseAt(FeedbackItem, { ...person, trace_id: "short" }, "feedback.jsonl:7"),
    ).toThrow(/^feedback\.jsonl:7: trace_id: expected 32 lowercase hex digits$/);
  });
});

describe("HumanLabel", () => {
  const label = {
    reviewer: "Ana",
    time: "2026-01-31T09:30:00Z",
    trace_id: "0".repeat(32),
    verdict: "partial",
    seen_hash: "a".repeat(64),
  };

  it("is about a whole run or about one eval on it, and needs no note", () => {
    expect(HumanLabel.parse(label)).toEqual({ ...label, note: "" });
    expect(HumanLabel.parse({ ...label, eval_id: "e1" }).eval_id).toBe("e1");
  });

  it.each([
    ["a verdict out of range", { verdict: "7" }],
    ["no reviewer", { reviewer: "" }],
    ["a time that is none", { time: "yesterday" }],
    ["a hash that is none", { seen_hash: "abc" }],
  ])("refuses %s", (_, wrong) => {
    expect(HumanLabel.safeParse({ ...label, ...wrong }).success).toBe(false);
  });

  it("orders verdicts from worst to best", () => {
    expect(HumanVerdict.options).toEqual(["fail", "partial", "pass"]);
  });
});

describe("EvidenceRef", () => {
  it.each([
    "trace:ab",
    "span:cd",
    "feedback:human-trace-01",
    "gate:e1",
    "harness:guidance/memo.md:3",
  ])("takes %s", (ref) => expect(EvidenceRef.parse(ref)).toBe(ref));

  it.each(["", "trace:", "harness:instructions.md", "file:x", "see trace:ab"])(
    "refuses %j",
    (ref) => expect(EvidenceRef.safeParse(ref).success).toBe(false),
  );
});

describe("SpanRecord", () => {
  it("refuses unknown keys where HALO's reader would", () => {
    const span = {
      trace_id: "a",
      span_id: "b",
      name: "n",
      kind: "SPAN_KIND_INTERNAL",
      start_time: "",
      end_time: "",
      status: { code: "STATUS_CODE_OK" },
      resource: { attributes: {} },
      scope: { name: "s" },
      attributes: { deep: { list: [1, null, "x"] } },
    };
    expect(SpanRecord.parse(span).parent_span_id).toBe("");
    expect(
      SpanRecord.safeParse({ ...span, status: { code: "STATUS_CODE_OK", extra: 1 } }).success,
    ).toBe(false);
    expect(SpanRecord.safeParse({ ...span, scope: { name: "s", version: null } }).success).toBe(
      false,
    );
  });
});

it("adds usage up", () => {
  const one = { requests: 1, input_tokens: 10, output_tokens: 2 };
  expect(addUsage(addUsage(noUsage, one), one)).toEqual({
    requests: 2,
    input_tokens: 20,
    output_tokens: 4,
  });
});

it("joins all issues of a value in one line", () => {
  const parsed = z.object({ a: z.string(), b: z.number() }).safeParse({});
  expect(parsed.error && describeIssues(parsed.error)).toMatch(/^a: .+; b: .+$/);
});
