import type { SpanRecord } from "@loopwright/core";
import { describe, expect, test } from "vitest";
import { checkSpanRecords } from "./check-span-records.ts";

const good: SpanRecord = {
  trace_id: "43d9b03619a9d2ed4d2f3e3fd17c8bf4",
  span_id: "0123456789abcdef",
  parent_span_id: "",
  trace_state: "",
  name: "agent.Desk",
  kind: "SPAN_KIND_INTERNAL",
  start_time: "2026-01-31T09:30:00.123000000Z",
  end_time: "2026-01-31T09:30:00.123000000Z",
  status: { code: "STATUS_CODE_OK", message: "" },
  resource: { attributes: { "service.name": "shop" } },
  scope: { name: "openai-agents-sdk", version: "0.20" },
  attributes: {
    "inference.export.schema_version": 1,
    "inference.project_id": "orders",
    "inference.observation_kind": "AGENT",
    "openinference.span.kind": "AGENT",
    "inference.llm.input_tokens": 3,
  },
};
const withAttribute = (key: string, value: unknown) => ({
  ...good,
  attributes: { ...good.attributes, [key]: value },
});

describe("strict rules", () => {
  test("accept a good record, and extra keys at the top level", () => {
    expect(checkSpanRecords([good, { ...good, events: [] }])).toEqual([]);
  });

  const { span_id: _, ...withoutId } = good;
  test.each([
    ["a null parent", { ...good, parent_span_id: null }, "parent_span_id"],
    ["a missing key", withoutId, "span_id"],
    ["24 hex digits", { ...good, span_id: "0123456789abcdef01234567" }, "span_id"],
    ["an id of zeros", { ...good, span_id: "0".repeat(16) }, "span_id"],
    ["a prefixed trace id", { ...good, trace_id: `trace_${good.trace_id}` }, "trace_id"],
    ["milliseconds", { ...good, start_time: "2026-01-31T09:30:00.123Z" }, "start_time"],
    [
      "an end before the start",
      { ...good, start_time: good.end_time.replace("00.", "01.") },
      "end",
    ],
    ["an unknown kind", { ...good, kind: "CLIENT" }, "kind"],
    ["an unknown status", { ...good, status: { code: "OK", message: "" } }, "status.code"],
    ["more keys in status", { ...good, status: { ...good.status, x: 1 } }, "status"],
    ["a schema URL", { ...good, resource: { ...good.resource, schema_url: "u" } }, "resource"],
    ["a null version", { ...good, scope: { name: "s", version: null } }, "scope.version"],
    ["a null attribute", withAttribute("llm.model_name", null), "llm.model_name"],
    ["a structure", withAttribute("llm.input_messages", [{}]), "llm.input_messages"],
    ["another schema", withAttribute("inference.export.schema_version", 2), "schema_version"],
    ["a number as text", withAttribute("inference.llm.input_tokens", "3"), "input_tokens"],
    ["half a token", withAttribute("inference.llm.output_tokens", 1.5), "output_tokens"],
    ["an unknown observation", withAttribute("inference.observation_kind", "EVAL"), "observation"],
    ["an empty project", withAttribute("inference.project_id", ""), "project_id"],
    ["a separator in a name", withAttribute("inference.agent_name", "A\u2028B"), "agent_name"],
    ["no object", 7, "expected object"],
  ])("refuse %s", (_what, record, expected) => {
    const problems = checkSpanRecords([good, record]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 2 });
    expect(problems[0]?.problem).toContain(expected);
  });
});
